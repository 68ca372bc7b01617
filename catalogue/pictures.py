"""Pictures of listings: checked, turned upright, stripped of their hidden data, and rendered once into three widths.

A page never asks the storage anything: names of renditions follow from the original's name and the widths on the row.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from .models import Product, ProductImage

WIDTHS = (320, 640, 1200)
# Placeholder colours while a picture loads: static/css has a class for each (strict CSP: no inline style).
PALETTE = (
    (201, 88, 58), (47, 63, 168), (226, 163, 46), (92, 106, 43), (231, 217, 184), (217, 199, 166),
    (34, 26, 21), (250, 246, 238), (168, 63, 36), (138, 47, 24), (61, 77, 174), (217, 140, 106),
    (154, 91, 22), (120, 140, 120), (180, 160, 150), (90, 120, 150),
)  # fmt: skip


class NotAPicture(Exception):
    """The file cannot be read as a picture."""


def picture_attach(*, product: Product, data: bytes, display_order: int = 0) -> ProductImage:
    """Store a picture of a listing with its renditions. Raises NotAPicture."""
    picture = _decode(data)
    stem = f"products/{product.listing_code}/{hashlib.sha256(data).hexdigest()[:16]}"
    widths = [width for width in WIDTHS if width <= picture.width] or [picture.width]
    for width in widths:
        scaled = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
        _store(f"{stem}-{width}.webp", _encode(scaled, "WEBP", quality=80, method=4))
    # For readers and mails that know no WebP.
    original = _store(f"{stem}.jpg", _encode(picture, "JPEG", quality=86, optimize=True, progressive=True))
    return ProductImage.objects.create(
        product=product,
        original=original,
        display_order=display_order,
        width=picture.width,
        height=picture.height,
        palette=_palette(picture),
        renditions=widths,
    )


def rendition_name(original: str, width: int) -> str:
    """Name in the storage of the rendition `width` pixels wide."""
    return str(PurePosixPath(original).with_suffix("")) + f"-{width}.webp"


def _decode(data: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data))
        picture.load()
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    return ImageOps.exif_transpose(picture).convert("RGB")


def _encode(picture: Image.Image, form: str, **options) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _store(name: str, data: bytes) -> str:
    """Names carry the content's hash: the same picture twice is the same file."""
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(data))


def _palette(picture: Image.Image) -> int:
    """Index of the palette colour nearest to the picture's mean."""
    mean = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    distances = [sum((a - b) ** 2 for a, b in zip(mean, colour, strict=True)) for colour in PALETTE]
    return distances.index(min(distances))
