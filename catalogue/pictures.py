"""Pictures of listings as files: what may be uploaded, and what is made of it (services/picture.py has the rows).

A page never asks the storage anything: names of renditions follow from the original's name and the widths on the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

# A card and a whole phone, each on a screen of two dots a pixel, and what opens large.
WIDTHS = (360, 720, 1200)
WIDEST = WIDTHS[-1]
MOST_BYTES, MOST_PIXELS, LEAST_SIDE = 15 * 1024 * 1024, 40_000_000, 400
# Pillow's name -> ending. Phones ask their own HEIC to become JPEG when a page accepts JPEG only.
FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
ACCEPT = "image/jpeg,image/png,image/webp"
# Behind cut-outs: the shop's paper (static/css/tokens.css).
PAPER = (250, 246, 238)
# Placeholder colours while a picture loads: static/css has a class for each (strict CSP: no inline style).
PALETTE = (
    (201, 88, 58), (47, 63, 168), (226, 163, 46), (92, 106, 43), (231, 217, 184), (217, 199, 166),
    (34, 26, 21), (250, 246, 238), (168, 63, 36), (138, 47, 24), (61, 77, 174), (217, 140, 106),
    (154, 91, 22), (120, 140, 120), (180, 160, 150), (90, 120, 150),
)  # fmt: skip

_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SRGB = ImageCms.createProfile("sRGB")
_MODE_OF_PROFILE = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}

# Pillow warns from here on and refuses twice as many, whoever opens a picture in this process.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class PictureRefused(Exception):
    """An upload that cannot become a picture of a listing; its text says why, in the reader's language."""

    words: str | Promise = ""

    def __str__(self) -> str:
        return str(self.words)


class NotAPicture(PictureRefused):
    """The file cannot be read as a picture."""

    words = _("This file is not a photo that can be read: choose a JPEG, PNG or WebP picture.")


class PictureTooLarge(PictureRefused):
    """More bytes or pixels than a photo of a product needs."""

    words = _("This photo is too large: at most 15 MB and 40 million pixels.")


class PictureTooSmall(PictureRefused):
    """It would look blurred on the product's page."""

    words = _("This photo is too small: its shorter side needs at least 400 pixels.")


@dataclass(frozen=True)
class Rendered:
    """What a page needs of one picture. jpeg: for readers and mails that know no WebP; webp: bytes by width."""

    width: int
    height: int
    palette: int
    jpeg: bytes
    webp: dict[int, bytes]


def picture_check(file: BinaryIO, size: int) -> str:
    """The ending ("jpg") that an uploaded file deserves by what it is; only its header is decoded.

    size: bytes. Raises NotAPicture, PictureTooLarge or PictureTooSmall.
    """
    if size > MOST_BYTES:
        raise PictureTooLarge
    picture = _open(file)
    if min(picture.size) < LEAST_SIDE:
        raise PictureTooSmall
    return FORMATS[picture.format]


def picture_render(data: bytes) -> Rendered:
    """Upright, in sRGB, without hidden data, in several widths. Raises NotAPicture, or PictureTooLarge for a bomb."""
    picture = _decoded(data)
    webp: dict[int, bytes] = {}
    scaled = picture
    # From the widest down, each made of the one before: the same to the eye, in less time.
    for width in [picture.width, *(width for width in reversed(WIDTHS[:-1]) if width < 0.9 * picture.width)]:
        scaled = _resized(scaled, width, round(picture.height * width / picture.width))
        webp[width] = _encode(scaled, "WEBP", quality=80, method=2)
    return Rendered(
        width=picture.width,
        height=picture.height,
        palette=_palette(picture),
        jpeg=_encode(picture, "JPEG", quality=86, optimize=True, progressive=True),
        webp=dict(sorted(webp.items())),
    )


def rendition_name(original: str, width: int) -> str:
    """Name in the storage of the rendition `width` pixels wide."""
    return str(PurePosixPath(original).with_suffix("")) + f"-{width}.webp"


def _open(file: BinaryIO) -> Image.Image:
    """The picture, of which only the header was read."""
    try:
        picture = Image.open(file, formats=["JPEG", "PNG", "WEBP"])
    except _BOMB as error:
        raise PictureTooLarge from error
    except Exception as error:  # Pillow's decoders raise whatever broken bytes lead them to
        raise NotAPicture from error
    if picture.width * picture.height > MOST_PIXELS:
        raise PictureTooLarge
    return picture


def _decoded(data: bytes) -> Image.Image:
    """The picture at the widest size that is shown; of an animated one, its first frame."""
    picture = _open(BytesIO(data))
    try:
        # JPEG can be decoded at a half, a quarter or an eighth: a phone's photo in a third of the time and memory.
        picture.draft(None, (WIDEST, WIDEST))
        picture.load()
        upright = _flat(ImageOps.exif_transpose(picture))
        clean = _in_srgb(_scaled(upright, min(upright.width, WIDEST)))
    except Exception as error:  # as above
        raise NotAPicture from error
    # Pillow would write comments and profiles it finds here into every file.
    clean.info = {}
    return clean


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency, palette or 16 bits, in a mode that a colour profile can speak of."""
    if picture.mode.startswith("I"):
        # convert() would clip 16 bits to white.
        return picture.point(lambda level: level / 256).convert("L")
    if picture.has_transparency_data:
        return _on_paper(picture)
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _on_paper(picture: Image.Image) -> Image.Image:
    cut_out = picture.convert("RGBA")
    flat = Image.new("RGB", picture.size, PAPER)
    flat.paste(cut_out, mask=cut_out.getchannel("A"))
    flat.info = picture.info
    return flat


def _in_srgb(picture: Image.Image) -> Image.Image:
    """By the profile the camera wrote; one that cannot be read, or speaks of other colours, is passed over."""
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if _MODE_OF_PROFILE.get(source.profile.xcolor_space.strip()) == picture.mode:
                return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return picture.convert("RGB")


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    return _resized(picture, width, round(picture.height * width / picture.width))


def _resized(picture: Image.Image, width: int, height: int) -> Image.Image:
    if width == picture.width:
        return picture
    return picture.resize((width, max(1, height)), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encode(picture: Image.Image, form: str, **options) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _palette(picture: Image.Image) -> int:
    """Index of the palette colour nearest to the picture's mean."""
    mean = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    distances = [sum((a - b) ** 2 for a, b in zip(mean, colour, strict=True)) for colour in PALETTE]
    return distances.index(min(distances))
