"""The picture that a link to a page shows where it is shared: the woven band, a name, a photo where there is one.

Drawn once when it is asked for and kept by whoever asked: its address carries a mark of all that is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from PIL import Image, ImageDraw, ImageFont, ImageOps, features

from cooperatives.weave import weave_png

WIDTH, HEIGHT = 1200, 630
# Of 4:5, like every picture of the market.
PHOTO_WIDTH = 504
MARGIN = 64
PAPER, SAND, INK, QUIET, TERRACOTTA = "#FAF6EE", "#F3EADA", "#221A15", "#5E5148", "#A83F24"
_FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
# Sizes tried for the title, and the lines that it may take at each.
_SIZES = ((104, 1), (76, 3), (62, 4), (50, 5), (40, 6))


@dataclass(frozen=True)
class Drawing:
    """What is drawn. photo: name in the storage of pictures, or empty; is_whole: it is never cropped.

    name: the market's, at the foot.
    """

    title: str
    line: str
    craft: str
    slug: str
    name: str
    is_arabic: bool = False
    photo: str = ""
    is_whole: bool = False


def arabic_can_be_drawn() -> bool:
    """Arabic letters join and run to the left only where Pillow finds the libraries for it."""
    return features.check("raqm") and features.check("fribidi")


@lru_cache(maxsize=48)
def poster_jpeg(drawing: Drawing, storage: Storage) -> bytes:
    """1200 x 630 pixels."""
    poster = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    photo = _photo(drawing, storage)
    if photo:
        poster.paste(photo, (0 if drawing.is_arabic else WIDTH - PHOTO_WIDTH, 0))
    start = PHOTO_WIDTH if photo and drawing.is_arabic else 0
    width = WIDTH - PHOTO_WIDTH if photo else WIDTH
    _band(poster, drawing, start, width, height=84 if photo else 168)
    _words(ImageDraw.Draw(poster), drawing, start, width, top=84 if photo else 168)
    out = BytesIO()
    poster.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue()


def _photo(drawing: Drawing, storage: Storage) -> Image.Image | None:
    """The photo in its frame; None without one, and when its file went since the page was made."""
    if not drawing.photo:
        return None
    try:
        file = storage.open(drawing.photo)
    except FileNotFoundError:
        return None
    with file, Image.open(file) as opened:
        picture = opened.convert("RGB")
    frame = (PHOTO_WIDTH, HEIGHT)
    return ImageOps.pad(picture, frame, color=SAND) if drawing.is_whole else ImageOps.fit(picture, frame)


def _band(poster: Image.Image, drawing: Drawing, start: int, width: int, *, height: int) -> None:
    band = weave_png(drawing.slug, drawing.craft, width=WIDTH, height=height)
    with Image.open(BytesIO(band)) as woven:
        left = (WIDTH - width) // 2
        poster.paste(woven.convert("RGB").crop((left, 0, left + width, height)), (start, 0))


def _words(draw: ImageDraw.ImageDraw, drawing: Drawing, start: int, width: int, *, top: int) -> None:
    """The line above, the title as large as it fits, the market's name at the foot."""
    inner = width - 2 * MARGIN
    x = start + width - MARGIN if drawing.is_arabic else start + MARGIN
    foot = HEIGHT - 92
    small = _font("text", 27, is_arabic=drawing.is_arabic)
    _line(draw, x, top + 40, _cut(draw, drawing, drawing.line, small, inner), small, TERRACOTTA, drawing)
    for size, most in _SIZES:
        font = _font("title", size, is_arabic=drawing.is_arabic)
        lines, leading = _wrapped(draw, drawing, font, inner), round(size * (1.42 if drawing.is_arabic else 1.14))
        if len(lines) <= most and len(lines) * leading <= foot - top - 116:
            break
    lines = lines[:most]
    for number, text in enumerate(lines):
        _line(draw, x, top + 88 + number * leading, text, font, INK, drawing)
    name = _font("title", 38, is_arabic=False)
    draw.text((x, foot), drawing.name, font=name, fill=QUIET, anchor="ra" if drawing.is_arabic else "la")


def _line(draw, x: int, y: int, text: str, font, colour: str, drawing: Drawing) -> None:
    draw.text((x, y), text, font=font, fill=colour, **_way(drawing), anchor="ra" if drawing.is_arabic else "la")


def _way(drawing: Drawing) -> dict:
    return {"direction": "rtl", "language": "ar"} if drawing.is_arabic else {}


def _wrapped(draw: ImageDraw.ImageDraw, drawing: Drawing, font, width: int) -> list[str]:
    """The title in lines that fit, a long word cut."""
    lines = [""]
    for word in drawing.title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and draw.textlength(longer, font=font, **_way(drawing)) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_cut(draw, drawing, line, font, width) for line in lines]


def _cut(draw: ImageDraw.ImageDraw, drawing: Drawing, text: str, font, width: int) -> str:
    while text and draw.textlength(text, font=font, **_way(drawing)) > width:
        text = text[:-1]
    return text


@cache
def _font(use: str, size: int, *, is_arabic: bool) -> ImageFont.FreeTypeFont:
    """use: title or text."""
    if use == "title" and not is_arabic:
        return ImageFont.truetype(_FONTS / "fraunces-latin-560-normal.woff2", size)
    script, weight = ("arabic", 600 if use == "title" else 450) if is_arabic else ("latin", 500)
    font = ImageFont.truetype(_FONTS / f"readex-pro-{script}-wght-normal.woff2", size)
    font.set_variation_by_axes([weight])
    return font
