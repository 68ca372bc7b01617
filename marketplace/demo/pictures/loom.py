"""The upright loom, a rug half woven on it."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    INDIGO,
    INK,
    PINE,
    SAGE,
    SAND,
    TERRACOTTA,
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
from marketplace.demo.pictures.props import setting
from marketplace.demo.pictures.rugs import DYES, FIELDS, Dyes


def loom(art: Art) -> None:
    """An upright loom, a rug half woven on it, balls of wool at its foot."""
    setting(art, art.pick((BLUSH, SAGE, SAND, INDIGO, CLAY, PINE)), backdrop=art.pick(("window", "arch", "plain")))
    wood, dyes = art.pick(("#7A4A26", "#8A5A30", "#5E3A20")), art.pick(DYES)
    art.shadow([(220, 1150), (1000, 1150), (1120, 1210), (260, 1230)], blur=28, alpha=0.46)
    for x in (196, 944):
        art.paint([(x, 150), (x + 60, 150), (x + 66, 1200), (x - 6, 1200)], wood)
        art.paint([(x, 150), (x + 18, 150), (x + 14, 1200), (x - 6, 1200)], light(wood, 0.2))
        art.paint([(x + 44, 150), (x + 60, 150), (x + 66, 1200), (x + 48, 1200)], dark(wood, 0.26))
    left, right, reached = 300, 900, art.pick((690, 620, 760))
    for i in range(61):
        x = left + i * (right - left) / 60
        art.line([(x, 230), (x, reached + 10)], "#F6EDD8" if i % 2 else "#DCCBA4", 4)
    _weft(art, left, right, reached, dyes)
    for y, tall in ((196, 62), (1086, 72)):
        art.paint(rounded(150, y, 1050, y + tall, 30), dark(wood, 0.12))
        art.paint(rounded(150, y + 6, 1050, y + 22, 8), light(wood, 0.24))
    for x in range(left, right + 1, 24):
        art.line([(x, 196), (x + 10, 258)], "#E9DCBC", 5)
    art.line([(240, 452), (960, 440)], dark(wood, 0.3), 20)
    art.line([(240, 446), (960, 434)], light(wood, 0.3), 7)
    for i, (x, y, size) in enumerate(((300, 1330, 84), (470, 1370, 66), (196, 1400, 56))):
        _ball(art, x, y, size, (dyes[0], dyes[2], dyes[3])[i] if dyes[0] != WOOL else (dyes[1], TERRACOTTA, dyes[2])[i])
    _comb(art, wood)


def _weft(art: Art, left: float, right: float, top: float, dyes: Dyes) -> None:
    columns, rows = 60, round((1110 - top) / 10)
    field = art.pick(FIELDS)(art, columns - 8, 60, dyes)
    for r in range(rows):
        row = [dyes[2]] * 2 + [dyes[3]] + [dyes[0]] + field[-1 - r % 60] + [dyes[0]] + [dyes[3]] + [dyes[2]] * 2
        y = 1110 - (r + 1) * 10
        for c, yarn in enumerate(row):
            x = left + c * 10
            art.paint(
                [(x, y), (x + 10.4, y), (x + 10.4, y + 10.4), (x, y + 10.4)], mix(yarn, INK, art.rng.uniform(0, 0.09))
            )
        art.fill(polygon([(left, y + 7), (right, y + 7), (right, y + 10), (left, y + 10)]), INK, 0.16)
    y = 1110 - rows * 10
    for x in (right - 60, right - 20):
        art.line(curve((x, y), (x + 24, y - 30), (x + 70, y + 10), (x + 66, y + 120)), dyes[3], 6)


def _ball(art: Art, x: float, y: float, size: float, wool: Colour) -> None:
    art.shadow(oval(x + size * 0.3, y + size * 0.7, size * 1.1, size * 0.34), blur=14, alpha=0.46)
    ball = polygon(oval(x, y, size, size))
    art.fill(ball, wool)
    for lean in (20, 75, -40):
        for i in range(-3, 4):
            a = math.radians(lean)
            ox, oy = x + math.cos(a) * i * size * 0.2, y + math.sin(a) * i * size * 0.2
            arc = oval(ox, oy, size * 0.3, size * 0.96, turn=lean, start=-80, end=80)
            for px, py in arc[::1]:
                if (px - x) ** 2 + (py - y) ** 2 < (size - 4) ** 2:
                    art.dot(px, py, 2.4, 2.4, dark(wool, 0.24) if lean != 75 else light(wool, 0.28))
    art.fill(ball - polygon(oval(x - size * 0.24, y - size * 0.24, size, size)), INK, 0.24)
    art.line(
        curve((x + size * 0.5, y + size * 0.8), (x + size * 1.2, y + size * 0.96), (x + size * 1.7, y + size * 0.7)),
        wool,
        6,
    )


def _comb(art: Art, wood: Colour) -> None:
    """The heavy comb that beats the rows down."""
    x, y, iron = 800, 1330, "#4A4440"
    art.shadow([(x - 120, y + 10), (x + 230, y - 30), (x + 250, y + 30), (x - 100, y + 70)], blur=14, alpha=0.46)
    for i in range(9):
        art.line([(x - 60, y - 50 + i * 14), (x - 170, y - 34 + i * 14)], light(iron, 0.3) if i % 2 else iron, 6)
    art.paint([(x - 66, y - 66), (x - 20, y - 70), (x - 12, y + 74), (x - 58, y + 78)], iron)
    art.line([(x - 10, y + 2), (x + 220, y - 30)], dark(wood, 0.1), 40)
    art.line([(x - 6, y - 8), (x + 214, y - 40)], light(wood, 0.26), 10)
