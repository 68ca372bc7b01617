"""Refunds that nobody has to ask for: what was paid and will not come, or came back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from marketplace.centimes import mad
from marketplace.money.models import Refund
from marketplace.money.refund_choices import RefundReason
from marketplace.money.services.refund import RefundNothing, refund_ask, sold_of
from marketplace.money.shares import delivery_of
from marketplace.shop.order.choices import CancelReason
from marketplace.shop.order.models import CooperativeOrder, Line


@transaction.atomic
def refund_cancelled(*, part: CooperativeOrder, units: Sequence[tuple[Line, int]], everything: bool) -> Refund | None:
    """Exactly these units, and the delivery where nothing was or will be sent. None where nothing was paid."""
    if part.order.is_cash:
        return None
    reason = _REASONS.get(part.reason, RefundReason.DECLINED if everything else RefundReason.REST)
    return refund_units(part, units, everything, reason, words=part.reason_words)


@transaction.atomic
def refund_came_back(*, part: CooperativeOrder, units: Sequence[tuple[Line, int]], everything: bool) -> Refund | None:
    """What was in a parcel that came back, and the delivery where nothing of the part was kept."""
    if part.order.is_cash:
        return None
    return refund_units(part, units, everything, RefundReason.CAME_BACK)


def refund_units(
    part: CooperativeOrder, units: Sequence[tuple[Line, int]], with_delivery: bool, reason: str, words: str = ""
) -> Refund | None:
    """These units, and the delivery charge where asked for. None for what is not in the book.

    What somebody gave back before is left out: nothing goes back twice, and nobody's next step is stopped by it.
    """
    left = {pk: one.units - one.gone for pk, one in sold_of(part).items()}
    try:
        return refund_ask(
            part_id=part.pk,
            by=None,
            units={line.pk: min(count, left[line.pk]) for line, count in units if line.pk in left},
            delivery=mad(delivery_of(part)) if with_delivery else None,
            reason=reason,
            words=words,
        )
    except RefundNothing:
        return None


_REASONS = {CancelReason.SHOPPER: RefundReason.CALLED_OFF, CancelReason.SUSPENDED: RefundReason.SUSPENDED}
