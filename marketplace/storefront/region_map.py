"""The drawn map of the region: a weaver's chart (data/region.txt), one letter a knot, read into shapes for SVG.

`~` is the ocean, `.` the neighbours' land, every other letter a province. Change the chart to change the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cooperatives.weave import AMBER, MAJORELLE, OLIVE, PLUM, ROSE, SAFFRON, SAGE, SKY, TERRACOTTA, WALNUT, WOOL
from marketplace.places.models import Province

CHART = Path(__file__).parent / "data" / "region.txt"
KNOT = 10  # units of the drawing
OCEAN, LAND = "~", "."
INK, SAND, DUNE = "#221A15", "#EADCBF", "#D3BF97"

# What is woven into a province: repeated knots, `#` in its second yarn.
LOZENGES = ("...#....", "..#.#...", ".#...#..", "#..#..#.", ".#...#..", "..#.#...", "...#....", ".......#")
STARS = ("..........", "....#.....", "..#.#.#...", "...###....", ".#######..", "...###....", "..#.#.#...", "....#.....",
         "..........", ".........#")  # fmt: skip
GRAINS = ("........", ".#...#..", "..#...#.", "........", "...#...#", "#...#...")
PEAKS = ("............", ".....#......", "....###.....", "...##.##....", "..##...##...", ".##.....##..", "............",
         "...........#")  # fmt: skip
LEAVES = ("........", "....#...", "...##...", "..##....", "..#.....", "........", "#.......", "......##", ".....##.")
STEPS = ("#...", ".#..", "..#.", ".#..")
DOTS = ("......", "..#...", "......", "......", ".....#", "......")

Cell = tuple[int, int]


@dataclass(frozen=True)
class Weave:
    """How a province is woven and where its name stands (in knots)."""

    code: str
    yarn: str
    second: str
    ink: str
    motif: tuple[str, ...]
    name_at: tuple[float, float]


WEAVES = {
    "S": Weave("MA-SAF", SAND, DUNE, INK, DOTS, (25.5, 14.5)),
    "Y": Weave("MA-YUS", SAND, DUNE, INK, DOTS, (37.2, 17)),
    "R": Weave("MA-REH", AMBER, SAFFRON, WOOL, GRAINS, (53.5, 13.5)),
    "K": Weave("MA-KES", OLIVE, SAGE, WOOL, LEAVES, (70.5, 21)),
    "M": Weave("MA-MAR", TERRACOTTA, ROSE, WOOL, STARS, (50.8, 31.7)),
    "H": Weave("MA-HAO", PLUM, ROSE, WOOL, PEAKS, (55, 43.5)),
    "C": Weave("MA-CHI", SAFFRON, WALNUT, INK, LOZENGES, (30, 37.5)),
    "E": Weave("MA-ESI", MAJORELLE, SKY, WOOL, STEPS, (12.2, 44.5)),
}


@dataclass(frozen=True)
class Shape:
    """A province as SVG draws it, in units of the drawing."""

    weave: Weave
    outline: str
    border: str
    motif: str
    tile: Cell
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """The whole map without names: what does not depend on the reader."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    ocean: str
    foam: str


@dataclass(frozen=True)
class Place:
    """A province on the map of one reader: its shape, its name in lines, whether it is the one looked at."""

    province: Province
    shape: Shape
    lines: list[tuple[str, str]]
    is_current: bool = False


@cache
def region_drawing() -> Drawing:
    """The map, read from the chart once for each process."""
    rows = CHART.read_text(encoding="utf-8").split()
    cells = {(x, y): letter for y, row in enumerate(rows) for x, letter in enumerate(row)}
    ocean = {cell for cell, letter in cells.items() if letter == OCEAN}
    land = {weave: {c for c, found in cells.items() if found == letter} for letter, weave in WEAVES.items()}
    shore = {(x, y) for x, y in ocean if cells.get((x + 1, y), OCEAN) not in (OCEAN, LAND)}
    return Drawing(
        width=len(rows[0]) * KNOT,
        height=len(rows) * KNOT,
        shapes=tuple(_shape(weave, own) for weave, own in land.items()),
        ocean=outline(ocean),
        foam=knots(shore),
    )


def _shape(weave: Weave, cells: set[Cell]) -> Shape:
    motif = {(x, y) for y, row in enumerate(weave.motif) for x, knot in enumerate(row) if knot == "#"}
    tile = (len(weave.motif[0]) * KNOT, len(weave.motif) * KNOT)
    x, y = weave.name_at
    return Shape(weave, outline(cells), knots(_border(cells)), knots(motif), tile, round(x * KNOT), round(y * KNOT))


def _border(cells: set[Cell]) -> set[Cell]:
    """Every other knot of the ring just inside the edge, as a rug has one."""
    edge = {cell for cell in cells if not _around(cell) <= cells}
    ring = {cell for cell in cells - edge if _around(cell) & edge}
    return {(x, y) for x, y in ring if (x + y) % 2}


def _around(cell: Cell) -> set[Cell]:
    x, y = cell
    return {(x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)}


def knots(cells: Iterable[Cell]) -> str:
    """A path of single knots."""
    return "".join(f"M{x * KNOT} {y * KNOT}h{KNOT}v{KNOT}h-{KNOT}z" for x, y in sorted(cells))


def outline(cells: set[Cell]) -> str:
    """The edge of an area of knots as a path: clockwise round the area, one loop for each piece or hole."""
    ahead: dict[Cell, list[Cell]] = {}
    for start, end in _sides(cells):
        ahead.setdefault(start, []).append(end)
    loops = []
    while ahead:
        loop = [min(ahead)]
        while nexts := ahead.get(loop[-1]):
            here = loop[-1]
            loop.append(nexts.pop())
            if not nexts:
                del ahead[here]
        loops.append(_path(loop[:-1]))
    return "".join(loops)


def _sides(cells: set[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """The sides of knots that have no neighbour of the same area, each from its start to its end."""
    for x, y in cells:
        if (x, y - 1) not in cells:
            yield (x, y), (x + 1, y)
        if (x + 1, y) not in cells:
            yield (x + 1, y), (x + 1, y + 1)
        if (x, y + 1) not in cells:
            yield (x + 1, y + 1), (x, y + 1)
        if (x - 1, y) not in cells:
            yield (x, y + 1), (x, y)


def _path(loop: list[Cell]) -> str:
    """The corners of a loop, as alternating horizontal and vertical lines."""
    around = zip(loop[-1:] + loop[:-1], loop, loop[1:] + loop[:1], strict=True)
    corners = [b for a, b, c in around if (b[0] - a[0], b[1] - a[1]) != (c[0] - b[0], c[1] - b[1])]
    first, *rest = corners
    path, last = f"M{first[0] * KNOT} {first[1] * KNOT}", first
    for x, y in rest:
        path += f"H{x * KNOT}" if y == last[1] else f"V{y * KNOT}"
        last = (x, y)
    return path + "z"


def places_on_map(provinces: Iterable[Province], current: str = "") -> list[Place]:
    """The provinces that the map shows; the one looked at comes last, so that its edge lies above its neighbours'."""
    shapes = {shape.weave.code: shape for shape in region_drawing().shapes}
    found = [
        Place(province, shapes[province.pk], _lines(province.name), province.pk == current)
        for province in provinces
        if province.pk in shapes
    ]
    return sorted(found, key=lambda place: place.is_current)


# Names longer than this stand in two lines.
_LONG = 12


def _lines(name: str) -> list[tuple[str, str]]:
    """Each line with how far below the last it stands (em): text, since a template would write a decimal comma."""
    words = name.split()
    if len(name) <= _LONG or len(words) < 2:
        return [(name, "0.35")]
    cuts = range(1, len(words))
    cut = min(cuts, key=lambda place: abs(len(" ".join(words[:place])) - len(" ".join(words[place:]))))
    return [(" ".join(words[:cut]), "-0.2"), (" ".join(words[cut:]), "1.05")]
