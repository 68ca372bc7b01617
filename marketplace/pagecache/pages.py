"""Pages that are kept: encoded bytes with all their headers, a few in this process over those that processes share."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import partial
from threading import Lock
from time import time

from django.core.cache import cache

from .shared import ask
from .versions import versions

# Seconds that a page is kept at most: what changes by the clock alone, such as a certificate that ends, bumps nothing.
CEILING = 60
# Pages in this process (some 50 kB each), and the most bytes that one may have.
NEAR, LARGEST = 300, 512 * 1024
# Below this many bytes zipping saves nothing.
WORTH_ZIPPING = 400
# Of a page that is kept: better than 5 costs twice the time for one byte in fifty. Of one that is sent once: 3 saves a
# third of the time, for one byte in ten.
ZIP_LEVEL, ONCE_LEVEL = 5, 3
# Part of every key: raise it when pages are kept in another form.
RECIPE = 1


@dataclass(frozen=True)
class Page:
    """A page as it is sent. versions: of all that it shows, from before it was read; until: seconds since 1970."""

    headers: dict[str, str]
    plain: bytes
    zipped: bytes
    versions: dict[str, str]
    until: float

    @property
    def is_young(self) -> bool:
        """Not past its ceiling; nor from a future that a clock which was put back has yet to reach."""
        return 0 < self.until - time() <= CEILING


def page_make(*, headers: Mapping[str, str], body: bytes, versions: dict[str, str], keep_for: float = CEILING) -> Page:
    """zipped is empty where zipping is not worth it. There is no secret on a page beside what somebody typed.

    versions: empty for a page that is sent once. keep_for: seconds; never more than the ceiling.
    """
    level = ZIP_LEVEL if versions else ONCE_LEVEL
    zipped = gzip.compress(body, level, mtime=0) if len(body) >= WORTH_ZIPPING else b""
    until = time() + min(keep_for, CEILING)
    return Page(headers=dict(headers), plain=body, zipped=zipped, versions=versions, until=until)


class KeptPages:
    """A small level in this process over the shared cache; what comes from either holds only by its versions."""

    def __init__(self) -> None:
        self._near: OrderedDict[str, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """The page, if nothing that it shows has changed since."""
        page = self._near.get(key)
        if page is None or not page.is_young or versions(page.versions) != page.versions:
            page = self._shared(key)
        return page

    def put(self, key: str, page: Page) -> None:
        """Keep it here and for the other processes."""
        if len(page.plain) > LARGEST:
            return
        self._keep(key, page)
        ask(partial(cache.set, _key(key), astuple(page), CEILING))

    def _shared(self, key: str) -> Page | None:
        """What another process kept, if it holds."""
        row = ask(partial(cache.get, _key(key)))
        page = Page(*row) if row else None
        if page is None or not page.is_young or versions(page.versions) != page.versions:
            return None
        self._keep(key, page)
        return page

    def _keep(self, key: str, page: Page) -> None:
        with self._lock:
            self._near[key] = page
            self._near.move_to_end(key)
            while len(self._near) > NEAR:
                self._near.popitem(last=False)


def _key(key: str) -> str:
    return f"page-{RECIPE}-{key}"
