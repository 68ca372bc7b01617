"""Calls that go wrong on purpose: a 500, no answer in time, an answer that is lost after the work was done."""

from __future__ import annotations

import time
from typing import NamedTuple

from .errors import ApiError
from .modes import recalled, remember
from .state import Change

HOW = ("500", "timeout", "lost", "slow")


class Fault(NamedTuple):
    """calls: how many are still to go wrong. how: see HOW. path: beginning of the addresses meant.

    500: nothing was done. timeout: nothing was done, and the connection is held for `seconds`, then closed.
    lost: all was done, and the connection is closed without an answer. slow: all is done, `seconds` later.
    """

    how: str
    calls: int = 1
    seconds: float = 1.0
    path: str = "/v1/"
    method: str = ""


class Dropped(Exception):
    """The connection ends without an answer."""


def fault_set(change: Change, **given: object) -> None:
    """Raises ApiError for a fault that cannot be read."""
    try:
        fault = Fault(**given)
    except TypeError as error:
        raise ApiError(f"A fault cannot be read: {error}.") from error
    if fault.how not in HOW:
        raise ApiError(f"how must be one of {', '.join(HOW)}, not {fault.how!r}.", param="how")
    remember(change, "fault", fault._asdict())


def fault_take(change: Change, method: str, path: str) -> Fault | None:
    """The fault that this call meets, counted down."""
    given = recalled(change, "fault", None)
    fault = Fault(**given) if given else None
    if fault is None or not path.startswith(fault.path) or fault.method not in ("", method):
        return None
    left = fault._replace(calls=fault.calls - 1)
    remember(change, "fault", left._asdict() if left.calls > 0 else None)
    return fault


def strike(fault: Fault | None) -> None:
    """What happens before the work. Raises ApiError for a 500, Dropped where no answer comes."""
    if fault is None:
        return
    if fault.how in ("timeout", "slow"):
        time.sleep(fault.seconds)
    if fault.how == "timeout":
        raise Dropped
    if fault.how == "500":
        raise ApiError("Something went wrong here, on purpose.", status=500, kind="api_error")
