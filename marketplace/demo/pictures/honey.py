"""Jars of honey with comb and dipper."""

from __future__ import annotations

from marketplace.demo.pictures.kit import (
    BLUSH,
    INDIGO,
    MADDER,
    MOSS,
    OLIVE,
    PAPER,
    SAFFRON,
    SAGE,
    TERRACOTTA,
    Art,
    Colour,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import band, setting
from marketplace.demo.pictures.turned import Turned

HONEYS = (("#D98A12", "#F3B63A"), ("#A85A0E", "#D98A1E"), ("#E8B23C", "#F8D878"), ("#6E3410", "#A65A1C"))


def honey_jar(art: Art) -> None:
    setting(art, art.pick((INDIGO, SAGE, BLUSH, MADDER, MOSS)))
    deep, bright = art.pick(HONEYS)
    jar = Turned(
        540, [(640, 196), (680, 204), (736, 262), (800, 276), (1130, 276), (1188, 252), (1206, 226)], tilt=0.18
    )
    jar.cast(art)
    body = jar.shape()
    art.fill(body, mix(deep, PAPER, 0.3))
    art.fill(polygon(jar.patch(-86, 86, 0.16, 0.96)) & body, deep)
    art.fill(polygon(jar.patch(-58, 34, 0.18, 0.95)) & body, mix(deep, bright, 0.6))
    art.fill(polygon(jar.patch(-34, 8, 0.2, 0.94)) & body, bright)
    art.paint(oval(540, 768, 250, 40), light(bright, 0.3))
    _honey_label(art, jar)
    jar.volume(art, "#2A1004", alpha=0.15, light=0.42)
    _cloth(art, jar)
    _comb(art, 880, 1240, bright, deep)
    _dipper(art, bright)


def _honey_label(art: Art, jar: Turned) -> None:
    art.paint(jar.patch(-62, 52, 0.4, 0.82), PAPER)
    jar.cells(art, band(art, "honey", 48, 9), -62, 52, 0.68, 0.8)
    x, y = jar.at(-5, 0.54)
    for dx, dy in ((0, -23), (-40, 0), (40, 0), (0, 46), (-40, 46), (40, 46)):
        _hexagon(art, x + dx * 0.9, y - 14 + dy * 0.52 + (22 if dx else 0), 21, SAFFRON)


def _hexagon(art: Art, x: float, y: float, size: float, colour: Colour) -> None:
    art.paint(oval(x, y, size, size)[:: max(1, len(oval(x, y, size, size)) // 6)][:6], colour)


def _cloth(art: Art, jar: Turned) -> None:
    """A gingham hood tied over the lid."""
    tone = art.pick((TERRACOTTA, "#2F3FA8", OLIVE, MADDER))
    hood = Turned(540, [(566, 196), (588, 216), (640, 212), (662, 206), (700, 246), (740, 276)], tilt=0.2)
    art.fill(hood.shape(), light(tone, 0.72))
    for i in range(9):
        start = -90 + i * 20
        art.fill(polygon(hood.patch(start, start + 10)), tone, 0.42)
    for v in (0.1, 0.44, 0.7, 0.9):
        art.fill(polygon(hood.patch(-90, 90, v, v + 0.09)), tone, 0.42)
    art.paint(hood.disc(), light(tone, 0.6))
    art.fill(polygon(hood.disc(0, -70)), tone, 0.3)
    hood.volume(art, "#1E0A04", alpha=0.16, light=0)
    art.paint(hood.patch(-90, 90, 0.5, 0.58), "#8A6A3A")
    for dx in (-46, 46):
        art.line(curve((560, 762), (560 + dx, 716), (560 + dx * 1.5, 758), (562, 764)), "#8A6A3A", 9)
    art.line(curve((560, 762), (548, 810), (530, 836)), "#8A6A3A", 8)
    art.line(curve((564, 762), (584, 806), (604, 824)), "#8A6A3A", 8)


def _comb(art: Art, x: float, y: float, bright: Colour, deep: Colour) -> None:
    """A piece of comb, its cells full."""
    outline = [
        (x - 190, y + 20),
        (x - 120, y - 84),
        (x + 150, y - 92),
        (x + 210, y + 4),
        (x + 130, y + 92),
        (x - 130, y + 98),
    ]
    art.shadow([(px + 20, py + 40) for px, py in outline], blur=16, alpha=0.42)
    art.paint([(px, py + 34) for px, py in outline], dark(deep, 0.3))
    art.paint(outline, mix(bright, "#FFF0C0", 0.5))
    face = polygon(outline)
    for row in range(-3, 4):
        for column in range(-5, 6):
            hx, hy = x + column * 50 + (row % 2) * 25, y + row * 33
            cell = polygon(
                [
                    (hx + dx * 21, hy + dy * 19)
                    for dx, dy in ((0, -1), (1, -0.5), (1, 0.5), (0, 1), (-1, 0.5), (-1, -0.5))
                ]
            )
            art.fill(cell & face, deep if art.rng.random() < 0.6 else mix(deep, bright, 0.6))
            art.fill(polygon(oval(hx - 6, hy - 6, 6, 4)) & face, light(bright, 0.6))


def _dipper(art: Art, bright: Colour) -> None:
    wood = "#A06A36"
    art.shadow([(120, 1330), (420, 1370), (430, 1400), (130, 1370)], blur=12, alpha=0.36)
    art.paint(oval(290, 1390, 150, 28), bright)
    art.paint(oval(270, 1384, 90, 12), light(bright, 0.4))
    art.line([(90, 1250), (300, 1340)], wood, 20)
    art.line([(94, 1246), (300, 1334)], light(wood, 0.3), 6)
    for i, radius in enumerate((30, 44, 50, 50, 42, 28)):
        x, y = 292 + i * 21, 1336 + i * 9
        art.paint(oval(x, y, 12, radius, turn=23), dark(wood, 0.25))
        art.paint(oval(x - 4, y - 2, 10, radius - 3, turn=23), wood if i % 2 else mix(wood, bright, 0.5))
