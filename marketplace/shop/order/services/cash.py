"""Cash at the door: before a parcel leaves, somebody has heard from the shopper that she still wants it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.shop.order.locks import lock_order, lock_part
from marketplace.shop.order.models import CooperativeOrder, Order


@transaction.atomic
def order_cash_confirm(*, order: Order) -> int:
    """The shopper says it herself, of all parcels; returns how many were still unsaid."""
    order = lock_order(order.pk)
    unsaid = [part for part in order.parts.all() if _with(part, order).needs_cash_word]
    rows = CooperativeOrder.objects.filter(pk__in=[part.pk for part in unsaid])
    return rows.update(cash_confirmed_at=timezone.now())


def _with(part: CooperativeOrder, order: Order) -> CooperativeOrder:
    part.order = order
    return part


@transaction.atomic
def part_cash_confirm(*, part_id: int, by) -> CooperativeOrder:
    """A member called her. A second time changes nothing."""
    part = lock_part(part_id)
    if part.needs_cash_word:
        cash_word_note(part, by=by)
    return part


def cash_word_note(part: CooperativeOrder, *, by) -> None:
    """Write it down; the caller holds the part's lock."""
    part.cash_confirmed_at = timezone.now()
    part.save(update_fields=["cash_confirmed_at"])
    record(who=by, what="part.cash_confirmed", about=part)
