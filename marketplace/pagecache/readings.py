"""What pages are made of, read once in this process until something of it changes.

A page that is made anew (its minute is over, or it is the first with these filters) asks the database only for what no
page before it has read. Readings hang on the same versions as pages, so a write shows as soon on both. They are for
looking only: nobody may change one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection

from .pages import CEILING
from .versions import CATALOGUE, is_changing, versions, versions_told

# Seconds. Not for ever: should the cache be away in the very moment of a write, its new version is never told.
LONG = 600

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class _Kept(Generic[V]):
    """versions: of all that it shows, from before it was read. until: by the process's clock."""

    value: V
    versions: dict[str, str]
    until: float


_every: list[Readings] = []


def forget() -> None:
    """Read everything anew."""
    for one in _every:
        one.forget()


class Readings(Generic[K, V]):
    """Readings of one kind. most: how many are kept; hangs_on: names of the versions of all that a reading shows.

    lasts: seconds that one is kept at most; LONG where nothing in it changes by the clock alone.
    """

    def __init__(self, *, most: int, hangs_on: Callable[[V], Iterable[str]], lasts: float = CEILING) -> None:
        self.most, self.hangs_on, self.lasts = most, hangs_on, lasts
        self._kept: dict[K, _Kept[V]] = {}
        _every.append(self)

    def of(self, keys: Collection[K], read: Callable[[list[K]], dict[K, V]]) -> dict[K, V]:
        """key -> reading; `read` is asked for those that are not kept, and leaves out what there is not."""
        held = {key: one for key in keys if (one := self._kept.get(key)) and one.until > monotonic()}
        # None where nothing that was kept may be shown.
        may = settings.READINGS_KEPT and not is_changing()
        now = versions_told({CATALOGUE, *(name for one in held.values() for name in one.versions)}) if may else None
        if now is None:
            return read(list(keys))
        found = {key: one.value for key, one in held.items() if one.versions.items() <= now.items()}
        if missing := [key for key in keys if key not in found]:
            fresh = read(missing)
            if not connection.in_atomic_block:  # what a transaction sees may never be committed
                self._keep(fresh, now[CATALOGUE])
            found |= fresh
        return found

    def forget(self) -> None:
        """Read all of this kind anew."""
        self._kept.clear()

    def _keep(self, fresh: dict[K, V], before: str) -> None:
        """before: the catalogue's version from before they were read. While it stands nothing was written meanwhile:
        every write gives the catalogue a new version first."""
        names = {key: set(self.hangs_on(value)) for key, value in fresh.items()}
        now = versions({CATALOGUE}.union(*names.values()))
        if now is None or now[CATALOGUE] != before:
            return
        if len(self._kept) + len(fresh) > self.most:  # begin again rather than grow
            self._kept.clear()
        until = monotonic() + self.lasts
        for key, value in fresh.items():
            self._kept[key] = _Kept(value, {name: now[name] for name in names[key]}, until)
