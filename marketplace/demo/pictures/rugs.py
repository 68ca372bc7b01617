"""Rugs, knot by knot: no two alike, never cropped."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image, ImageChops

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    HEIGHT,
    INDIGO,
    INK,
    MADDER,
    OLIVE,
    ROSE,
    SAFFRON,
    SAGE,
    SAND,
    SCALE,
    TERRACOTTA,
    WIDTH,
    WOOL,
    Art,
    Colour,
    rgb,
)
from marketplace.demo.pictures.props import band, setting

KNOT = 9  # side of a knot, in units of the picture
Dyes = tuple[Colour, Colour, Colour, Colour]  # field, figure, second figure, accent
DYES: tuple[Dyes, ...] = (
    (MADDER, WOOL, INK, SAFFRON),
    (WOOL, INK, TERRACOTTA, INK),
    (INDIGO, WOOL, SAFFRON, TERRACOTTA),
    (SAFFRON, MADDER, WOOL, INK),
    (WOOL, MADDER, INDIGO, SAFFRON),
    (OLIVE, WOOL, SAFFRON, INK),
    (TERRACOTTA, WOOL, INDIGO, SAFFRON),
    (INK, WOOL, ROSE, SAFFRON),
)
GROUNDS = (SAND, SAGE, BLUSH, SAND, CLAY, SAND, SAGE, BLUSH)
SIZES = ((86, 122), (80, 124), (92, 118), (62, 126))  # knots across and along: three carpets and a runner


def rug(art: Art) -> None:
    """Seen flat from above, whole, with its fringe."""
    columns, rows = art.pick(SIZES)
    _spread(art, _design(art, columns, rows))


def star_rug(art: Art) -> None:
    """One eight-pointed star on an ink ground, set off centre, in a red border."""
    dyes: Dyes = (INK, WOOL, MADDER, art.pick((ROSE, SAFFRON, SAND)))
    field = _star(art, 56, 94, dyes)
    border = art.pick(BORDERS)
    reds = (MADDER, WOOL, INK, dyes[3])
    _spread(art, [[_at(x, y, 80, 118, field, border, reds) for x in range(80)] for y in range(118)])


def _spread(art: Art, design: list[list[Colour]]) -> None:
    setting(art, art.pick(GROUNDS), horizon=HEIGHT, backdrop="plain")
    columns, rows = len(design[0]), len(design)
    x, y = (WIDTH - columns * KNOT) / 2, (HEIGHT - rows * KNOT) / 2
    right, foot = x + columns * KNOT, y + rows * KNOT
    art.shadow(
        [(x + 18, y - 10), (right + 22, y - 10), (right + 26, foot + 56), (x + 22, foot + 56)], blur=26, alpha=0.5
    )
    _fringe(art, x, right, y, -1)
    _fringe(art, x, right, foot, 1)
    art.image.paste(_knotted(art, design), (round(x * SCALE), round(y * SCALE)))


def _fringe(art: Art, left: float, right: float, y: float, way: int) -> None:
    for i in range(round((right - left) / 8)):
        x, length = left + 4 + i * 8, art.rng.uniform(38, 48)
        sway = art.rng.uniform(-4, 4)
        art.line([(x + 2, y + way * 2), (x + sway + 3, y + way * length)], "#C9B48C", 5)
        art.line([(x, y), (x + sway, y + way * length)], "#F1E6CE", 4)


def _design(art: Art, columns: int, rows: int) -> list[list[Colour]]:
    dyes = art.pick(DYES)
    inner_columns, inner_rows = columns - 24, rows - 24
    field = art.pick(FIELDS)(art, inner_columns, inner_rows, dyes)
    border = art.pick(BORDERS, 2)
    return [[_at(x, y, columns, rows, field, border, dyes) for x in range(columns)] for y in range(rows)]


def _at(
    x: int, y: int, columns: int, rows: int, field: list[list[Colour]], border: Callable[..., Colour], dyes: Dyes
) -> Colour:
    edge = min(x, y, columns - 1 - x, rows - 1 - y)
    if edge >= 12:
        return field[y - 12][x - 12]
    if edge in (0, 1):
        return dyes[0] if dyes[0] != WOOL else dyes[1]
    if edge in (2, 11):
        return dyes[2]
    if edge in (3, 10):
        return dyes[3]
    along = x - columns // 2 if edge in (y, rows - 1 - y) else y - rows // 2
    return border(along, edge - 6.5, dyes)


def _sawteeth(along: int, across: float, dyes: Dyes) -> Colour:
    return dyes[1] if abs(along % 8 - 4) < across + 4 else dyes[0]


def _beads(along: int, across: float, dyes: Dyes) -> Colour:
    reach = abs(along % 10 - 5) + abs(across)
    return dyes[3] if reach < 1.6 else dyes[1] if reach < 4 else dyes[0]


def _wave(along: int, across: float, dyes: Dyes) -> Colour:
    return (
        dyes[1]
        if (along + math.floor(across + 3)) % 9 < 4
        else dyes[2]
        if (along + math.floor(across + 3)) % 9 == 6
        else dyes[0]
    )


BORDERS = (_sawteeth, _beads, _wave)


def _lattice(art: Art, columns: int, rows: int, dyes: Dyes) -> list[list[Colour]]:
    """Nested lozenges that touch, their hearts alternating."""
    half = art.rng.choice((9, 11, 14))
    ramp = (
        dyes[3],
        dyes[2],
        dyes[2],
        dyes[0],
        dyes[0],
        dyes[1],
        dyes[1],
        dyes[0],
        dyes[2],
        dyes[0],
        dyes[1],
        dyes[1],
        dyes[0],
        dyes[3],
        dyes[2],
        dyes[0],
    )

    def knot(x: int, y: int) -> Colour:
        u, v = x - columns // 2, y - rows // 2
        distance = abs((u + half) % (2 * half) - half) + abs((v + half) % (2 * half) - half)
        return ramp[(2 * half - distance if distance > half else distance) % len(ramp)]

    return [[knot(x, y) for x in range(columns)] for y in range(rows)]


def _medallion(art: Art, columns: int, rows: int, dyes: Dyes) -> list[list[Colour]]:
    """One great stepped lozenge, small ones in the corners."""
    step = art.rng.choice((2, 3))
    rings = (dyes[3], dyes[1], dyes[2], dyes[1], dyes[0], dyes[1], dyes[0], dyes[2], dyes[3], dyes[1])

    def knot(x: int, y: int) -> Colour:
        u, v = abs(x - (columns - 1) / 2), abs(y - (rows - 1) / 2)
        reach = u / (columns / 2) + v / (rows / 2)
        corner = (columns / 2 - u) // step + (rows / 2 - v) // step
        if reach <= 0.98:
            return rings[int((u + v * columns / rows) // (step * 1.5)) % len(rings)]
        return (dyes[2], dyes[1], dyes[0], dyes[3], dyes[0])[int(corner) % 5] if corner < 9 else dyes[0]

    return [[knot(x, y) for x in range(columns)] for y in range(rows)]


def _kilim(art: Art, columns: int, rows: int, dyes: Dyes) -> list[list[Colour]]:
    """Woven bands one above the other, parted by plain stripes; the lower half mirrors the upper."""
    lines: list[list[Colour]] = []
    while len(lines) < rows / 2:
        cells = band(art, art.rng.choice(("carpet", "carpet", "crafts", "tourism")), 96, art.rng.choice((9, 11, 7)))
        start = (96 - columns) // 2
        lines += [row[start : start + columns] for row in cells]
        lines += [[art.rng.choice(dyes)] * columns for _ in range(2)] + [[dyes[0]] * columns] * 3
    upper = lines[: (rows + 1) // 2]
    return [*upper, *reversed(upper[: rows // 2])]


def _highland(art: Art, columns: int, rows: int, dyes: Dyes) -> list[list[Colour]]:
    """Thick wool with a drawn net of lozenges and scattered signs, as in the High Atlas."""
    half = art.rng.choice((10, 13))
    wool, line = (dyes[0], dyes[1])
    cells = [
        [line if _net(x - columns // 2, y - rows // 2, half) else wool for x in range(columns)] for y in range(rows)
    ]
    for cy in range(rows // 2 % half - half, rows + half, half):
        for cx in range(columns // 2 % half - half, columns + half, half):
            if (cx - columns // 2 + cy - rows // 2) // half % 2 == 0:
                _sign(cells, cx, cy, art.rng.choice(SIGNS), art.rng.choice((dyes[2], dyes[3], dyes[2])))
    return cells


def _net(u: int, v: int, half: int) -> bool:
    wobble = 1 if (v // 5) % 4 == 3 else 0
    return (u + v + wobble) % (2 * half) - half in (0, 1) or (u - v + wobble) % (2 * half) - half in (0, 1)


SIGNS = (
    ("..#..", ".###.", "##.##", ".###.", "..#.."),
    ("#...#", ".#.#.", "..#..", ".#.#.", "#...#"),
    ("..#..", "..#..", "#####", "..#..", "..#.."),
    ("#.#.#", ".....", "#.#.#", ".....", "#.#.#"),
)


def _sign(cells: list[list[Colour]], cx: int, cy: int, sign: tuple[str, ...], dye: Colour) -> None:
    for dy, row in enumerate(sign, start=-2):
        for dx, mark in enumerate(row, start=-2):
            if mark == "#" and 0 <= cy + dy < len(cells) and 0 <= cx + dx < len(cells[0]):
                cells[cy + dy][cx + dx] = dye


def _chevrons(art: Art, columns: int, rows: int, dyes: Dyes) -> list[list[Colour]]:
    width, period = art.rng.choice((3, 4)), art.rng.choice((10, 14, 18))
    ramp = (dyes[0], dyes[1], dyes[0], dyes[2], dyes[3], dyes[2])

    def knot(x: int, y: int) -> Colour:
        fold = abs((x - columns // 2 + period) % (2 * period) - period)
        return ramp[(y + fold) // width % len(ramp)]

    return [[knot(x, y) for x in range(columns)] for y in range(rows)]


def _star(art: Art, columns: int, rows: int, dyes: Dyes) -> list[list[Colour]]:
    """Two squares crossed, in rings of wool and madder; a few small signs keep it company."""
    rings = (dyes[3], dyes[2], dyes[2], dyes[1], dyes[0], dyes[1], dyes[1], dyes[2], dyes[2], dyes[3], dyes[1])

    def knot(x: int, y: int) -> Colour:
        u, v = abs(x - columns // 2 + 3), abs(y - rows // 2)
        reach = min(max(u, v), (u + v) * 0.72)
        return rings[int(reach) // 2] if reach < 2 * len(rings) else dyes[0]

    cells = [[knot(x, y) for x in range(columns)] for y in range(rows)]
    for cx, cy in ((9, 9), (46, 10), (27, 12), (10, 84), (45, 83), (26, 81)):
        _sign(cells, cx, cy, SIGNS[(cx + art.seed) % len(SIGNS)], dyes[1 + cx % 3])
    return cells


FIELDS = (_lattice, _highland, _medallion, _kilim, _chevrons)


def _knotted(art: Art, design: list[list[Colour]]) -> Image.Image:
    """The design in wool: every row dyed a little differently (abrash), every knot with its own shade and relief."""
    rows, columns, tint = len(design), len(design[0]), 0.0
    small = Image.new("RGB", (columns, rows))
    pixels = small.load()
    for y, row in enumerate(design):
        tint = tint * 0.86 + art.rng.uniform(-4, 4)
        for x, yarn in enumerate(row):
            change = round(tint + art.rng.uniform(-9, 9))
            red, green, blue = rgb(yarn)
            pixels[x, y] = (red + change, green + change, blue + change)
    size = (columns * KNOT * SCALE, rows * KNOT * SCALE)
    return ImageChops.multiply(small.resize(size, Image.Resampling.NEAREST), _pile(size))


def _pile(size: tuple[int, int]) -> Image.Image:
    side = KNOT * SCALE
    knot = Image.new("L", (side, side), 255)
    for i in range(side):
        knot.paste(round(255 - 34 * (i / side) ** 2), (0, i, side, i + 1))
    knot.paste(222, (side - 2, 0, side, side))
    line = Image.new("L", (size[0], side))
    for x in range(0, size[0], side):
        line.paste(knot, (x, 0))
    pile = Image.new("L", size)
    for y in range(0, size[1], side):
        pile.paste(line, (0, y))
    return Image.merge("RGB", (pile, pile, pile))
