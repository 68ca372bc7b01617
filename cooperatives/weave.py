"""The woven band that signs a cooperative: same slug, same weave, on every page, parcel slip and e-mail.

Plain Python: nothing here knows Django, so pages, papers and e-mails can all draw the band.
The band is a row of stepped lozenges between two selvedges. Everything that varies (period, slope, yarns,
heart, filling of the gaps, selvedge) is read from the SHA-256 of the slug, so no column has to store it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from random import Random

INK, WOOL, TERRACOTTA, SAFFRON, OLIVE, MAJORELLE = "#221A15", "#F3E8D2", "#A83F24", "#E2A32E", "#5C6A2B", "#2F3FA8"
RUST, SKY, MOSS, SAGE, MADDER, ROSE = "#5E1F12", "#9FB0E6", "#3A4419", "#A9B37A", "#8E2331", "#D98C6A"
AMBER, UMBER, WALNUT, SAND, THUYA, LEMONWOOD = "#95570F", "#6B4423", "#523522", "#C9A26B", "#8A4A22", "#E3B565"
PETAL, PLUM, MINT, LILAC, INDIGO = "#C4607A", "#6E2A48", "#3F6B45", "#8C78B5", "#232E6B"

# Main yarn, second yarn, accent, undyed ground: the main one covers the most.
CRAFT_YARNS: dict[str, tuple[str, str, str, str]] = {
    "couscous": (TERRACOTTA, SAFFRON, RUST, WOOL),
    "cheese": (MAJORELLE, SKY, SAFFRON, WOOL),
    "argan": (OLIVE, SAFFRON, MOSS, WOOL),
    "olive": (MOSS, SAGE, OLIVE, WOOL),
    "carpet": (MADDER, INK, ROSE, WOOL),
    "honey": (SAFFRON, INK, AMBER, WOOL),
    "cumin": (UMBER, SAFFRON, TERRACOTTA, WOOL),
    "nuts": (WALNUT, SAND, OLIVE, WOOL),
    "wood": (THUYA, LEMONWOOD, INK, WOOL),
    "cosmetics": (PETAL, SAGE, PLUM, WOOL),
    "herbs": (MINT, LILAC, SAGE, WOOL),
    "tourism": (INDIGO, TERRACOTTA, SAFFRON, WOOL),
    "crafts": (TERRACOTTA, MAJORELLE, SAFFRON, WOOL),
}
PERIODS = (8, 12, 16, 24)
TILE = 48  # a multiple of every period: a band this wide repeats without a seam

Cells = list[list[str]]


@dataclass(frozen=True)
class _Lozenge:
    outline: str
    field: str
    heart: str
    heart_size: int


@dataclass(frozen=True)
class _Motif:
    period: int
    slope: int  # knots a lozenge widens by from one row to the next
    first: _Lozenge
    second: _Lozenge  # every other lozenge
    ground: str
    gap: str
    gap_eye: str
    selvedge: tuple[str, ...]


def weave_cells(slug: str, craft: str, columns: int, rows: int) -> Cells:
    """Yarn colour of every knot, row by row; repeats without a seam in the inline direction.

    columns: even, at least 8 and no fewer than rows - 1. rows: at least 5; odd numbers give a true
    middle row, 7 to 11 the finest lozenges.
    Raises KeyError for an unknown craft, ValueError for a band too small to hold a lozenge.
    """
    if columns < max(8, rows - 1) or columns % 2 or rows < 5:
        raise ValueError(f"a band of {columns} x {rows} knots cannot hold a lozenge")
    motif = _motif(slug, craft, columns, rows)
    middle = (rows - 1) / 2
    return [[_knot(motif, x, abs(y - middle), middle) for x in range(columns)] for y in range(rows)]


def weave_svg(slug: str, craft: str, *, columns: int = TILE, rows: int = 7, knot: int = 8) -> str:
    """A standalone SVG of fixed size (columns x knot by rows x knot pixels) that tiles, hidden from assistive tools."""
    cells = weave_cells(slug, craft, columns, rows)
    ground = max({yarn for row in cells for yarn in row}, key=lambda yarn: (sum(r.count(yarn) for r in cells), yarn))
    paths: dict[str, list[str]] = {}
    for y, row in enumerate(cells):
        for x, length, yarn in _runs(row):
            if yarn != ground:
                paths.setdefault(yarn, []).append(f"M{x} {y}h{length}v1H{x}z")
    drawn = "".join(f'<path fill="{yarn}" d="{"".join(steps)}"/>' for yarn, steps in paths.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{columns * knot}" height="{rows * knot}" '
        f'viewBox="0 0 {columns} {rows}" shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        f'<path fill="{ground}" d="M0 0h{columns}v{rows}H0z"/>{drawn}</svg>'
    )


def weave_png(slug: str, craft: str, *, width: int = 1200, height: int = 84, rows: int = 7) -> bytes:
    """The same band as a palette PNG, for mail readers that show no SVG. width, height: pixels."""
    from PIL import Image  # only e-mails and papers need Pillow here

    cells = weave_cells(slug, craft, TILE, rows)
    columns = max(1, round(width * rows / height))
    start = (TILE - columns) // 2  # centred, so both ends are cut alike
    yarns = sorted({yarn for row in cells for yarn in row})
    image = Image.new("P", (columns, rows))
    image.putpalette(b"".join(bytes.fromhex(yarn[1:]) for yarn in yarns))
    image.putdata([yarns.index(row[(start + x) % TILE]) for row in cells for x in range(columns)])
    out = BytesIO()
    image.resize((width, height), Image.Resampling.NEAREST).save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


@lru_cache(maxsize=512)
def _motif(slug: str, craft: str, columns: int, rows: int) -> _Motif:
    rng = Random(hashlib.sha256(slug.encode()).digest())
    main, second, accent, wool = CRAFT_YARNS[craft]
    wanted, steepness, dark_ground, swapped = rng.choice(PERIODS), rng.random(), rng.random() < 0.3, rng.random() < 0.5
    period = _period(columns, rows, wanted)
    ground = main if dark_ground else wool
    bold = [wool if dark_ground else main, accent if swapped else second, second if swapped else accent]
    first = _lozenge(rng, bold, ground)
    other = _lozenge(rng, bold[1:] + bold[:1], ground) if rng.random() < 0.6 else first
    if (columns // period) % 2:
        other = first  # an odd number of lozenges alternates only by breaking the seam
    gap, gap_eye = rng.choice([(ground, bold[1]), (bold[2], ground), (bold[1], bold[2]), (bold[1], ground)])
    selvedge = rng.choice([(main,), (accent,), (main, main, second, second), (second,), (main, main, main, accent)])
    steepest = 3 if rows < 7 else 12  # with few rows a flat lozenge is only a stripe
    slopes = [s for s in range(1, steepest + 1) if s * ((rows - 1) // 2) <= period / 2] or [1]
    slope = slopes[-1 - int(steepness * min(2, len(slopes)))]
    return _Motif(period, slope, first, other, ground, gap, gap_eye, selvedge)


def _lozenge(rng: Random, bold: list[str], ground: str) -> _Lozenge:
    outline, field, heart = bold
    plans = [(outline, ground, heart), (outline, field, ground), (outline, field, heart), (field, outline, ground)]
    plan = rng.choice(plans)
    return _Lozenge(*plan, heart_size=rng.choice((1, 1, 2, 3)))


def _period(columns: int, rows: int, wanted: int) -> int:
    """The wanted period, or the divisor of the width nearest to it that leaves a lozenge room to close."""
    fitting = [n for n in range(max(6, rows - 1), columns + 1, 2) if columns % n == 0]
    return min(fitting or [columns], key=lambda n: (abs(n - wanted), n))


def _knot(motif: _Motif, x: int, dy: float, middle: float) -> str:
    if dy == middle:
        return motif.selvedge[x % motif.period % len(motif.selvedge)]
    index, offset = divmod(x, motif.period)
    dx = abs(offset - motif.period // 2)
    distance, reach = dx + motif.slope * dy, motif.slope * middle
    if distance >= reach:
        return _gap(motif, distance - reach, motif.period // 2 - dx + motif.slope * dy)
    lozenge = motif.second if index % 2 else motif.first
    if distance >= reach - motif.slope:
        return lozenge.outline
    return lozenge.heart if distance < lozenge.heart_size * max(1, motif.slope // 2) else lozenge.field


def _gap(motif: _Motif, beyond: float, from_seam: float) -> str:
    if from_seam <= motif.slope // 2 and motif.period // 2 > motif.slope * 2:
        return motif.gap_eye
    return motif.ground if beyond < max(1, motif.slope // 2) else motif.gap


def _runs(row: list[str]) -> list[tuple[int, int, str]]:
    """(start, length, yarn) of each run of equal neighbours."""
    starts = [x for x in range(len(row)) if x == 0 or row[x] != row[x - 1]]
    return [(x, end - x, row[x]) for x, end in zip(starts, [*starts[1:], len(row)], strict=True)]
