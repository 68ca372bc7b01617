"""What may lag a few seconds behind the tables: counts beside filters, and the names that stand there.

Kept in the process: no page that only reads writes anything, and two processes need not agree to the second. Prices
and stock on cards never come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import TypeVar

from django.conf import settings

T = TypeVar("T")

# More questions than this within one ceiling are somebody's script: begin again rather than grow.
MOST = 500
_kept: dict[Hashable, tuple[float, object]] = {}


def lagging(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` answered at most FACETS_MAY_LAG seconds ago, under this key."""
    now = monotonic()
    until, found = _kept.get(key, (0.0, None))
    if until > now:
        return found
    found = read()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = (now + settings.FACETS_MAY_LAG, found)
    return found


def forget() -> None:
    """Read everything anew."""
    _kept.clear()
