"""The woven band: the same for ever, one's own, without a seam, light."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from PIL import Image

from cooperatives.weave import CRAFT_YARNS, weave_cells, weave_png, weave_svg

CRAFTS = {
    "couscous", "cheese", "argan", "olive", "carpet", "honey", "cumin",
    "nuts", "wood", "cosmetics", "herbs", "tourism", "crafts",
}  # fmt: skip
SLUGS = [f"cooperative-{n}" for n in range(120)]


def test_every_craft_has_yarns_that_differ():
    assert set(CRAFT_YARNS) == CRAFTS
    assert all(len(set(yarns)) == len(yarns) for yarns in CRAFT_YARNS.values())
    assert len(set(CRAFT_YARNS.values())) == len(CRAFTS)


def test_same_slug_gives_the_same_band_in_every_process():
    assert weave_svg("al-alfia", "couscous") == weave_svg("al-alfia", "couscous")
    knots = "".join(yarn for row in weave_cells("al-alfia", "couscous", 48, 7) for yarn in row)
    assert hashlib.sha256(knots.encode()).hexdigest()[:12] == "5739ddd85eeb", (
        "storefronts and printed slips would change their mark"
    )


@pytest.mark.parametrize("craft", sorted(CRAFTS))
def test_no_two_slugs_share_a_band(craft):
    assert len({weave_svg(slug, craft) for slug in SLUGS}) == len(SLUGS)


def test_slugs_differ_in_period_and_not_only_in_colour():
    assert {_period(weave_cells(slug, "carpet", 48, 7)) for slug in SLUGS} >= {8, 12, 16, 24}


@pytest.mark.parametrize("columns", [40, 48, 60, 96])
@pytest.mark.parametrize("rows", [5, 7, 9, 11])
def test_band_tiles_without_a_seam(columns, rows):
    for slug in SLUGS[:40]:
        cells = weave_cells(slug, "argan", columns, rows)
        assert columns % _period(cells) == 0
        assert any(_mirrored(cells[1:-1], heart) for heart in range(columns)), "the seam breaks the symmetry"


@pytest.mark.parametrize("rows", [5, 7, 8, 11])
def test_lozenges_are_symmetric_between_two_selvedges(rows):
    for slug in SLUGS[:40]:
        cells = weave_cells(slug, "honey", 48, rows)
        assert cells == cells[::-1]
        assert cells[0] == cells[-1] != cells[rows // 2]


def test_svg_stands_alone_small_sized_and_hidden():
    for slug in SLUGS:
        svg = weave_svg(slug, "carpet", columns=48, rows=7, knot=8)
        root = ET.fromstring(svg)  # noqa: S314 - our own text
        assert len(svg.encode()) < 4096
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert (root.get("width"), root.get("height"), root.get("aria-hidden")) == ("384", "56", "true")
        assert not [node for node in root.iter() if node.get("style")], (
            "the content security policy forbids style attributes"
        )


def test_svg_draws_exactly_the_cells():
    cells = weave_cells("amal", "cheese", 48, 7)
    root = ET.fromstring(weave_svg("amal", "cheese"))  # noqa: S314 - our own text
    ground, *figures = root
    drawn = [[ground.get("fill")] * 48 for _ in range(7)]
    for path in figures:
        for run in path.get("d").split("z")[:-1]:
            start, length = run[1:].split("v")[0].split("h")
            x, y = map(int, start.split())
            drawn[y][x : x + int(length)] = [path.get("fill")] * int(length)
    assert drawn == cells


def test_png_for_mail_is_a_small_palette_picture_of_the_same_weave():
    data = weave_png("amal", "cheese", width=1200, height=84)
    picture = Image.open(BytesIO(data))
    assert (picture.size, picture.mode, picture.format) == ((1200, 84), "P", "PNG")
    assert len(data) < 2000
    colours = {"#{:02X}{:02X}{:02X}".format(*rgb) for _, rgb in picture.convert("RGB").getcolors()}
    assert colours == {yarn for row in weave_cells("amal", "cheese", 48, 7) for yarn in row}


def test_bands_too_small_or_of_no_craft_are_refused():
    with pytest.raises(ValueError, match="cannot hold a lozenge"):
        weave_cells("amal", "cheese", 48, 3)
    with pytest.raises(KeyError):
        weave_svg("amal", "plastic")


def _period(cells: list[list[str]]) -> int:
    """Knots after which the whole band repeats."""
    columns = len(cells[0])
    return next(n for n in range(4, columns + 1) if columns % n == 0 and all(row[n:] + row[:n] == row for row in cells))


def _mirrored(cells: list[list[str]], heart: int) -> bool:
    """Whether the band, laid as a ring, is the same on both sides of a column."""
    columns = len(cells[0])
    return all(row[heart - k] == row[(heart + k) % columns] for k in range(1, columns // 2) for row in cells)
