"""A picture for each product, so that each has thumbnails of its own, as in a shop: one file with many names."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

PREFIX = "products"


def name_of(number: int) -> str:
    """Below MEDIA_ROOT."""
    return f"{PREFIX}/{number}.jpg"


def provide(media: Path, size: int) -> None:
    """Pictures of the products 1 to `size` in a MEDIA_ROOT; those that are there stay. Raises OSError."""
    folder = media / PREFIX
    folder.mkdir(parents=True, exist_ok=True)
    first = folder / "0.jpg"
    if not first.exists():
        Image.linear_gradient("L").resize((800, 1000)).convert("RGB").save(first, quality=85)
    there = {entry.name for entry in os.scandir(folder)}
    for number in range(1, size + 1):
        if f"{number}.jpg" not in there:
            os.link(first, media / name_of(number))
