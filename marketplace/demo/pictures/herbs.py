"""Bundles of mountain herbs: lavender, mint, rosemary, verbena."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    HEIGHT,
    INDIGO,
    ROSE,
    SAFFRON,
    SAND,
    Art,
    Point,
    curve,
    polygon,
)
from marketplace.demo.pictures.props import band, leaf, setting, woven

TIE = (600, 1060)


def herbs(art: Art) -> None:
    """A bundle lying flat, tied with twine and a woven ribbon."""
    setting(
        art,
        art.pick((CLAY, SAND, INDIGO, ROSE, SAFFRON, BLUSH)),
        horizon=HEIGHT,
        backdrop=art.pick(("disc", "plain", "window")),
    )
    plant = art.pick((_lavender, _mint, _rosemary, _verbena))
    art.shadow(
        [(610, 1080), (390, 470), (540, 380), (760, 380), (900, 500), (670, 1080), (730, 1390), (550, 1390)],
        blur=56,
        alpha=0.36,
    )
    for _ in range(17):
        spread = art.rng.uniform(-1, 1)
        end = (TIE[0] - spread * 105 + art.rng.uniform(-14, 14), art.rng.uniform(1300, 1386))
        art.line(
            curve((TIE[0] + spread * 26, TIE[1]), ((TIE[0] + end[0]) / 2 - spread * 16, 1200), end),
            art.rng.choice(("#5F7040", "#4C5C32", "#7C8B55")),
            10,
        )
    for i in range(27):
        spread = -1 + 2 * (i * 7 % 27) / 26
        tip = (
            TIE[0] + spread * 330 + art.rng.uniform(-20, 20),
            250 + abs(spread) ** 1.6 * 190 + art.rng.uniform(0, 210) * (i > 8),
        )
        path = curve((TIE[0] + spread * 30, TIE[1]), (TIE[0] + spread * 120, (TIE[1] + tip[1]) / 2 + 90), tip)
        art.line(path, art.rng.choice(("#5F7040", "#4C5C32", "#6E7E4A")), 7)
        plant(art, path)
    _tie(art)


def _heading(path: list[Point], at: int) -> float:
    (ax, ay), (bx, by) = path[max(0, at - 1)], path[min(len(path) - 1, at + 1)]
    return math.degrees(math.atan2(by - ay, bx - ax))


def _lavender(art: Art, path: list[Point]) -> None:
    for at in range(4, 16, 4):
        for side in (-1, 1):
            leaf(art, *path[at], _heading(path, at) + side * 24, 92, 13, "#8B9B70")
    for at in range(len(path) - 11, len(path)):
        swell = math.sin((at - len(path) + 12) / 12 * math.pi) * 0.7 + 0.45
        for side in (-1, 0, 1):
            tone = art.rng.choice(("#6A55A8", "#8470C0", "#9D8CD2", "#574490"))
            leaf(art, *path[at], _heading(path, at) + side * 44, 40 * swell, 22 * swell, tone)


def _mint(art: Art, path: list[Point]) -> None:
    for at in range(7, len(path), 4):
        size = 1.1 - 0.6 * at / len(path)
        for side in (-1, 1):
            leaf(
                art,
                *path[at],
                _heading(path, at) + side * art.rng.uniform(46, 66),
                124 * size,
                66 * size,
                art.rng.choice(("#5E9446", "#4B7F3C", "#78A858")),
            )
    leaf(art, *path[-1], _heading(path, len(path) - 1), 54, 30, "#8FBC6C")


def _rosemary(art: Art, path: list[Point]) -> None:
    for at in range(5, len(path)):
        for side in (-1, 1):
            leaf(
                art,
                *path[at],
                _heading(path, at) + side * art.rng.uniform(30, 58),
                62 - at * 0.8,
                11,
                art.rng.choice(("#5C7A58", "#48664A", "#7C9A74")),
            )
        if art.rng.random() < 0.16:
            x, y = path[at]
            art.dot(x + art.rng.uniform(-24, 24), y, 9, 8, art.rng.choice(("#A9B6E8", "#8C9CDA")))


def _verbena(art: Art, path: list[Point]) -> None:
    for at in range(6, len(path), 4):
        size = 1.05 - 0.5 * at / len(path)
        for swing in (-52, 50):
            leaf(
                art,
                *path[at],
                _heading(path, at) + swing + art.rng.uniform(-8, 8),
                150 * size,
                34 * size,
                art.rng.choice(("#A3B24C", "#8DA03E", "#B9C566")),
            )
    for _ in range(5):
        x, y = path[-1]
        art.dot(x + art.rng.uniform(-18, 18), y + art.rng.uniform(-20, 30), 6, 6, "#F4EEF8")


def _tie(art: Art) -> None:
    x, y = TIE
    ribbon = [(x - 92, y - 46), (x + 92, y - 46), (x + 86, y + 54), (x - 86, y + 54)]
    art.shadow([(px + 6, py + 10) for px, py in ribbon], blur=8, alpha=0.4)
    woven(art, band(art, "herbs", 16, 9), ribbon)
    art.fill(polygon([(x + 40, y - 46), (x + 92, y - 46), (x + 86, y + 54), (x + 36, y + 54)]), "#140A08", 0.26)
    for dx in (-64, 64):
        art.line(curve((x, y + 4), (x + dx, y - 44), (x + dx * 1.6, y + 14), (x, y + 6)), "#C9A566", 9)
        art.line(curve((x, y + 4), (x + dx * 0.4, y + 80), (x + dx, y + 136)), "#C9A566", 9)
    art.dot(x, y + 4, 17, 15, "#B08A48")
