"""The way from one status to another: one place that locks, checks, writes, records and tells.

The row is locked FOR UPDATE: orders that are being placed hold on to it (locks.py), so this waits for them, and later
ones wait for this and look again. What is decided here holds from the moment it is committed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cooperatives import messages
from cooperatives.models import Cooperative
from marketplace.audit.models import record

Status = Cooperative.Status


class MoveNotAllowed(Exception):
    """The cooperative is not where this move starts from: somebody was here first. status: where it is."""

    def __init__(self, status: str):
        self.status = status
        super().__init__(status)


class Stale(Exception):
    """The application was sent again since it was read: it wants another look before anybody decides."""


class WordsMissing(ValueError):
    """The reason is "something else" and nobody said what."""


class StillAtWork(Exception):
    """It cannot be closed yet. orders: how many are not finished."""

    def __init__(self, orders: int):
        self.orders = orders
        super().__init__(orders)


def locked(cooperative_id: int, *, allowed: Iterable[str], seen: datetime | None = None) -> Cooperative:
    """The cooperative, locked until the transaction ends. seen: `submitted_at` of the application that was read.

    Raises MoveNotAllowed, Stale, Cooperative.DoesNotExist.
    """
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative_id)
    if cooperative.status not in allowed:
        raise MoveNotAllowed(cooperative.status)
    if seen is not None and seen != cooperative.submitted_at:
        raise Stale(cooperative_id)
    return cooperative


def move(
    cooperative: Cooperative, status: Status, *, by, message: str, reason: str = "", words: str = "", **columns
) -> Cooperative:
    """Write the new status (and `columns`), the audit, and one message to each member.

    message: its kind. reason: a code of cooperatives.choices; words: the delegation's own, for the members.
    Raises WordsMissing.
    """
    words = words.strip()
    if reason == "other" and not words:
        raise WordsMissing(status)
    before = cooperative.status
    for name, value in {"status": status, **columns}.items():
        setattr(cooperative, name, value)
    cooperative.save(update_fields=["status", *columns])
    entry = record(
        who=by,
        what=f"cooperative.{status}",
        about=cooperative,
        before={"status": before},
        after={"status": status, **({"reason": reason} if reason else {})},
        why=words,
    )
    messages.tell_members(cooperative, message, fact=entry.pk, reason=reason, words=words)
    return cooperative
