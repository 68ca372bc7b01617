"""The demo's still lifes and the static pictures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from marketplace.demo.pictures import SUBJECTS, draw

STATIC = Path(__file__).parents[2] / "static"
ICONS = {
    "basket", "search", "user", "home", "truck", "box", "check", "cross", "clock", "phone", "camera", "pin",
    "leaf", "snowflake", "fragile", "cash", "arrow", "menu", "plus", "minus", "info", "warning", "undo",
    "print", "eye", "globe",
}  # fmt: skip
ASKED = {
    "couscous", "couscous_bag", "cheese_herbs", "cheese_fresh", "cheese_aged", "argan_bottle", "olive_bottle",
    "honey_jar", "cumin_sack", "walnuts", "apples", "rug", "thuya_box", "soap", "cosmetic_bottle", "herbs",
    "lodging", "basket",
}  # fmt: skip


def test_every_kind_of_good_has_a_picture():
    assert set(SUBJECTS) >= ASKED


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subject_fills_the_frame_and_neighbouring_seeds_look_different(subject):
    first, second = draw(subject, 0), draw(subject, 1)
    assert (first.size, first.mode) == ((1200, 1500), "RGB")
    change = ImageStat.Stat(ImageChops.difference(first, second)).mean
    assert sum(change) > 12, "two seeds that follow one another must be told apart at a glance"


@pytest.mark.parametrize("subject", ["couscous", "rug", "lodging"])
def test_same_seed_draws_the_same_picture(subject):
    assert draw(subject, 5).tobytes() == draw(subject, 5).tobytes()


def test_rug_lies_whole_inside_the_frame():
    for seed in range(4):
        picture = draw("rug", seed)
        for edge in ((0, 0, 1200, 90), (0, 1410, 1200, 1500), (0, 0, 90, 1500), (1110, 0, 1200, 1500)):
            assert max(ImageStat.Stat(picture.crop(edge)).stddev) < 16, "only the ground may touch the edge"


def test_no_two_rugs_are_alike():
    small = {draw("rug", seed).resize((60, 75)).tobytes() for seed in range(8)}
    assert len(small) == 8


def test_unknown_subject_is_refused_by_name():
    with pytest.raises(ValueError, match="no still life of 'plastic'"):
        draw("plastic", 1)


def test_sprite_holds_every_icon_once_and_takes_the_colour_of_the_text():
    symbols = list(ET.parse(STATIC / "img" / "icons.svg").getroot())  # noqa: S314 - our own file
    ids = [symbol.get("id") for symbol in symbols]
    assert len(ids) == len(set(ids))
    assert set(ids) >= ICONS
    assert {(s.get("viewBox"), s.get("stroke"), s.get("stroke-width")) for s in symbols} == {
        ("0 0 24 24", "currentColor", "1.75")
    }


@pytest.mark.parametrize("side", [192, 512])
def test_application_icons_have_the_size_of_their_name(side):
    with Image.open(STATIC / "img" / f"icon-{side}.png") as icon:
        assert icon.size == (side, side)


def test_fonts_css_names_only_files_that_are_there_and_keeps_arabic_apart():
    css = (STATIC / "css" / "fonts.css").read_text()
    files = [part.split('"')[0] for part in css.split('url("../')[1:]]
    assert len(files) == 3
    assert all((STATIC / file).is_file() for file in files)
    assert css.count("font-display: swap") == 3
    arabic = next(block for block in css.split("@font-face") if "arabic" in block and "src" in block)
    assert "U+0000" not in arabic
    assert "U+0600-06FF" in arabic
