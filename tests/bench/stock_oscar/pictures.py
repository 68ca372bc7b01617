"""A picture for each product, so that each has thumbnails of its own, as in a shop: few files with many names."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

PREFIX = "products"
# ext4 allows a file 65,000.
MOST_NAMES = 50_000


def name_of(number: int) -> str:
    """Below MEDIA_ROOT."""
    return f"{PREFIX}/{number}.jpg"


def provide(media: Path, size: int) -> None:
    """Pictures of the products 1 to `size` in a MEDIA_ROOT; those that are there stay. Raises OSError."""
    folder = media / PREFIX
    folder.mkdir(parents=True, exist_ok=True)
    there = {entry.name for entry in os.scandir(folder)}
    for number in range(1, size + 1):
        if f"{number}.jpg" not in there:
            os.link(_file(folder / f"shared-{number // MOST_NAMES}.jpg"), media / name_of(number))


def _file(path: Path) -> Path:
    if not path.exists():
        Image.linear_gradient("L").resize((800, 1000)).convert("RGB").save(path, quality=85)
    return path
