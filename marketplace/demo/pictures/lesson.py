"""A table laid for a couscous lesson, seen from above."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    HEIGHT,
    INDIGO,
    MADDER,
    MAJORELLE,
    PINE,
    SAGE,
    SAND,
    TERRACOTTA,
    WIDTH,
    WOOL,
    Art,
    Colour,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
    rounded,
)
from marketplace.demo.pictures.props import band, leaf, setting, woven


def lesson_table(art: Art) -> None:
    """A round table seen from above: semolina in the great dish, and everything that goes with it."""
    setting(art, art.pick((CLAY, INDIGO, SAGE, MADDER, SAND, PINE, BLUSH)), horizon=HEIGHT, backdrop="plain")
    for i, tone in enumerate((art.pick((MADDER, MAJORELLE, PINE, TERRACOTTA)), WOOL)):
        art.paint([(0, 60 + i * 26), (WIDTH, 60 + i * 26), (WIDTH, 74 + i * 26), (0, 74 + i * 26)], tone)
        art.paint([(0, 1440 - i * 26), (WIDTH, 1440 - i * 26), (WIDTH, 1426 - i * 26), (0, 1426 - i * 26)], tone)
    x, y = 600, 750
    art.shadow(oval(x + 40, y + 50, 560, 560), blur=40, alpha=0.5)
    art.paint(oval(x + 6, y + 12, 556, 556), "#6B3E1E")
    art.paint(oval(x, y, 554, 554), "#A8703E")
    for i in range(9):
        wave = curve(*((x - 520 + t * 130, y - 440 + i * 108 + art.rng.uniform(-14, 14)) for t in range(9)), steps=8)
        ribbon = [*wave, *((px, py + art.rng.uniform(4, 9)) for px, py in reversed(wave))]
        art.fill(polygon(ribbon) & polygon(oval(x, y, 540, 540)), "#6B3E1E", 0.32)
    _great_dish(art, x - 10, y + 20)
    places = [(a + art.rng.uniform(-5, 5)) for a in (18, 62, 104, 152, 198, 242, 286, 330)]
    things = [_carrots, _glass_above, _chickpeas, _sieve, _bread, _herb_bowl, _glass_above, _pumpkin]
    turn = art.seed * 3 % 8
    for i, angle in enumerate(places):
        px, py = x + 428 * math.sin(math.radians(angle)), y - 428 * math.cos(math.radians(angle))
        things[(i + turn) % 8](art, px, py)


def _dish(art: Art, x: float, y: float, size: float, pot: Colour, inside: Colour) -> None:
    art.shadow(oval(x + 14, y + 18, size, size), blur=16, alpha=0.5)
    art.paint(oval(x, y, size, size), pot)
    art.fill(polygon(oval(x, y, size, size)) - polygon(oval(x + 8, y + 8, size, size)), "#FFFFFF", 0.3)
    art.paint(oval(x, y, size * 0.86, size * 0.86), dark(inside, 0.3))
    art.paint(oval(x + 5, y + 6, size * 0.82, size * 0.82), inside)


def _great_dish(art: Art, x: float, y: float) -> None:
    pot = art.pick(("#B5472C", "#8A4A2A", "#2F8C86"))
    _dish(art, x, y, 318, pot, mix(pot, "#E8C47A", 0.3))
    for i in range(40):
        angle = i * math.tau / 40
        art.dot(x + 294 * math.sin(angle), y - 294 * math.cos(angle), 8, 8, "#F4E4C4" if i % 2 else dark(pot, 0.4))
    art.paint(oval(x, y, 240, 240), "#C99A4A")
    for _ in range(2600):
        angle, reach = art.rng.uniform(0, math.tau), 238 * math.sqrt(art.rng.random())
        px, py = x + reach * math.sin(angle), y - reach * math.cos(angle)
        furrow = math.sin(reach / 20 + angle * 2)
        tone = ("#B98A3C", "#D9AC58", "#EBCB82", "#F6E2AE")[
            min(3, max(0, round(1.7 + furrow + art.rng.gauss(0, 0.5) - (px - x + py - y) / 500)))
        ]
        art.dot(px, py, 7, 6, tone)
    art.shadow([(x + 20, y - 140), (x + 60, y - 130), (x + 180, y + 90), (x + 150, y + 110)], blur=10, alpha=0.4)
    art.line([(x + 30, y - 130), (x + 160, y + 90)], "#6B3E1E", 20)
    art.line([(x + 26, y - 134), (x + 156, y + 86)], "#9A6234", 12)
    art.paint(oval(x + 20, y - 150, 40, 62, turn=-30), "#7A4A26")
    art.paint(oval(x + 16, y - 154, 30, 50, turn=-30), "#A8703E")


def _carrots(art: Art, x: float, y: float) -> None:
    _dish(art, x, y, 100, "#F4EEE0", "#E4D8C0")
    for i, tone in enumerate(("#D9682A", "#E2782E", "#EE8A3A", "#D9682A")):
        px, py = x - 40 + i * 25, y + 34 - i * 8
        for sway in (-112, -92, -70):
            leaf(art, px + 22, py - 76, sway + 30, 44, 13, "#5E8A3C")
        art.paint([(px + 12, py - 78), (px + 34, py - 70), (px + 10, py + 22), (px - 2, py + 30)], dark(tone, 0.12))
        art.paint([(px + 12, py - 78), (px + 26, py - 74), (px + 4, py + 20), (px - 2, py + 30)], light(tone, 0.12))


def _chickpeas(art: Art, x: float, y: float) -> None:
    _dish(art, x, y, 84, MAJORELLE, "#C9A05A")
    for _ in range(60):
        angle, reach = art.rng.uniform(0, math.tau), 56 * math.sqrt(art.rng.random())
        px, py = x + reach * math.sin(angle), y - reach * math.cos(angle)
        art.dot(px + 2, py + 3, 12, 12, "#8A6430")
        art.dot(px, py, 11, 11, art.rng.choice(("#E8C47A", "#DDB25E", "#F1D79A")))


def _sieve(art: Art, x: float, y: float) -> None:
    art.shadow(oval(x + 14, y + 18, 122, 122), blur=16, alpha=0.5)
    art.paint(oval(x, y, 122, 122), "#C99A5C")
    art.paint(oval(x, y, 108, 108), "#7A5230")
    net = polygon(oval(x, y, 104, 104))
    art.fill(net, "#EFE2C4")
    for i in range(-9, 10):
        near, far = i * 12, i * 12 + 2.5
        down = [(x + near, y - 110), (x + far, y - 110), (x + far, y + 110), (x + near, y + 110)]
        across = [(x - 110, y + near), (x + 110, y + near), (x + 110, y + far), (x - 110, y + far)]
        for line in (down, across):
            art.fill(polygon(line) & net, "#A88A54", 0.8)


def _bread(art: Art, x: float, y: float) -> None:
    art.shadow(oval(x + 14, y + 18, 112, 112), blur=16, alpha=0.5)
    art.paint(oval(x, y, 114, 114), "#B5772E")
    art.paint(oval(x - 4, y - 4, 102, 102), "#DDA653")
    art.paint(oval(x - 8, y - 8, 72, 72), "#EBC27A")
    for i in range(8):
        a = i * math.tau / 8
        art.line(
            [(x + 40 * math.sin(a), y - 40 * math.cos(a)), (x + 86 * math.sin(a), y - 86 * math.cos(a))], "#A8682A", 6
        )
    for _ in range(26):
        a, r = art.rng.uniform(0, math.tau), art.rng.uniform(0, 88)
        art.dot(x + r * math.sin(a), y - r * math.cos(a), 5, 3, "#FBEFD0", art.rng.uniform(0, 180))


def _herb_bowl(art: Art, x: float, y: float) -> None:
    _dish(art, x, y, 86, "#2F8C86", "#3F6B45")
    for i in range(22):
        a = i * 137.5
        reach = 8 + i * 1.6
        leaf(
            art,
            x + reach * math.sin(math.radians(a)),
            y - reach * math.cos(math.radians(a)),
            a - 90,
            44,
            24,
            art.rng.choice(("#5E9446", "#78A858", "#4B7F3C")),
        )


def _glass_above(art: Art, x: float, y: float) -> None:
    art.shadow(oval(x + 16, y + 20, 60, 60), blur=14, alpha=0.5)
    art.paint(oval(x, y, 64, 64), "#E9DFC8")
    for i in range(16):
        a = i * math.tau / 16
        art.dot(x + 57 * math.sin(a), y - 57 * math.cos(a), 5, 5, "#C6973F")
    art.paint(oval(x, y, 49, 49), "#9A6A1E")
    art.paint(oval(x + 3, y + 3, 45, 45), "#C78E2E")
    leaf(art, x - 26, y + 10, -30, 56, 24, "#6E9A48")
    art.line(oval(x, y, 36, 36, start=190, end=250), "#FBE9B4", 6)


def _pumpkin(art: Art, x: float, y: float) -> None:
    """Slices of red pumpkin, a turnip and a courgette on a woven mat."""
    cells = band(art, "couscous", 16, 15)
    art.shadow(rounded(x - 96, y - 86, x + 116, y + 106, 14), blur=14, alpha=0.44)
    woven(art, cells, [(x - 104, y - 92), (x + 104, y - 92), (x + 104, y + 92), (x - 104, y + 92)])
    for dx, dy, turn in ((-34, -10, 20), (26, -24, 70)):
        crescent = polygon(oval(x + dx, y + dy, 66, 66)) - polygon(
            oval(x + dx + 30 * math.cos(math.radians(turn)), y + dy - 30 * math.sin(math.radians(turn)), 58, 58)
        )
        art.fill(crescent, "#E2782E")
        inner = polygon(oval(x + dx + 8, y + dy, 56, 56)) & crescent
        art.fill(inner, "#F3A548")
    art.paint(oval(x + 30, y + 52, 62, 22, turn=-10), "#4E7A3C")
    art.paint(oval(x + 26, y + 47, 48, 10, turn=-10), "#7FA858")
