"""Stopping a cooperative from selling, letting it sell again, and closing it for good.

Everything that sells asks Cooperative.objects.selling(), so a status is all there is to write. What was ordered stays.
"""

from __future__ import annotations

from django.db import transaction

from cooperatives import messages
from cooperatives.choices import ClosingReason, SuspensionReason
from cooperatives.models import Cooperative
from cooperatives.signals import cooperative_closing

from .life import Status, locked, move


@transaction.atomic
def cooperative_suspend(*, cooperative_id: int, by, reason: str, words: str = "") -> Cooperative:
    """Its goods vanish and cannot be bought; its open orders stay. reason: SuspensionReason.

    Raises MoveNotAllowed, WordsMissing.
    """
    cooperative = locked(cooperative_id, allowed={Status.ADMITTED})
    reason = SuspensionReason(reason).value
    return move(cooperative, Status.SUSPENDED, by=by, message=messages.SUSPENDED, reason=reason, words=words)


@transaction.atomic
def cooperative_reinstate(*, cooperative_id: int, by, words: str = "") -> Cooperative:
    """Everything is for sale again as it was. words: what was settled, for the members. Raises MoveNotAllowed."""
    cooperative = locked(cooperative_id, allowed={Status.SUSPENDED})
    return move(cooperative, Status.ADMITTED, by=by, message=messages.REINSTATED, words=words)


@transaction.atomic
def cooperative_close(*, cooperative_id: int, by, reason: str, words: str = "") -> Cooperative:
    """It leaves the market; its members have no pages here any more, hence first its orders. reason: ClosingReason.

    Raises MoveNotAllowed, WordsMissing, StillAtWork.
    """
    cooperative = locked(cooperative_id, allowed={Status.ADMITTED, Status.SUSPENDED})
    reason = ClosingReason(reason).value
    cooperative_closing.send(sender=Cooperative, cooperative=cooperative)
    return move(cooperative, Status.CLOSED, by=by, message=messages.CLOSED, reason=reason, words=words)
