"""Files of pictures that are gone: a removed picture's original, with the place where it was taken, must go too."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePosixPath

from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone

from catalogue.models import ProductImage

# A file is stored before its row is written or turns ready; and pages that were cached may show a picture a while.
SPARED = timedelta(days=1)


def pictures_forget() -> int:
    """Remove the files, a day old or older, of pictures that no row knows. Returns how many.

    Reads one folder for each listing that ever had a picture: for once a day.
    """
    return _forget(storages["uploads"], "") + _forget(default_storage, "products/")


def _forget(storage: Storage, top: str) -> int:
    """The same in the listings' folders below `top`."""
    removed = 0
    for code in _listings(storage, top):
        names = [f"{top}{code}/{name}" for name in storage.listdir(f"{top}{code}")[1]]
        known = _known(code)
        for name in (name for name in names if _hash(name) not in known):
            if timezone.now() - storage.get_modified_time(name) >= SPARED:
                storage.delete(name)
                removed += 1
    return removed


def _listings(storage: Storage, top: str) -> list[str]:
    try:
        return storage.listdir(top)[0]
    except FileNotFoundError:
        return []


def _known(code: str) -> set[str]:
    """Hashes of a listing's pictures, in whatever state they are."""
    rows = ProductImage.whole.filter(product__listing_code=code).values_list("upload", "original")
    return {_hash(name) for row in rows for name in row}


def _hash(name: str) -> str:
    """products/listing-7/0123456789abcdef-2-360.webp: 0123456789abcdef."""
    return PurePosixPath(name).stem.split("-")[0]
