"""What may lag a few seconds behind the tables: counts beside filters, and the names that stand there.

Kept in the process: no page that only reads writes anything, and two processes need not agree to the second. Prices
and stock on cards never come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from time import monotonic
from typing import TypeVar

from django.conf import settings

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

# More questions than this within one ceiling are somebody's script: begin again rather than grow.
MOST = 500
_kept: dict[Hashable, tuple[float, object]] = {}


def lagging(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` answered at most FACETS_MAY_LAG seconds ago, under this key."""
    return lagging_all([key], lambda keys: {key: read()})[key]


def lagging_all(keys: Collection[K], read: Callable[[list[K]], dict[K, T]]) -> dict[K, T]:
    """The same for several keys; `read` is asked once for those that are missing."""
    now = monotonic()
    found = {key: _kept[key][1] for key in keys if key in _kept and _kept[key][0] > now}
    if missing := [key for key in keys if key not in found]:
        fresh = read(missing)
        if len(_kept) + len(fresh) > MOST:
            _kept.clear()
        _kept.update({key: (now + settings.FACETS_MAY_LAG, value) for key, value in fresh.items()})
        found |= fresh
    return found


def forget() -> None:
    """Read everything anew."""
    _kept.clear()
