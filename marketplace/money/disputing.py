"""What a dispute is about: the things of an order that were paid for, and which of them an amount can mean.

A bank says only how much it takes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from marketplace.shop.order.models import CooperativeOrder, Line, Order

from .choices import ORDER_POSTINGS, EntryKind
from .models import Dispute, DisputedItem, Entry

# What the shopper paid for a thing and has not got back is the sum of these; the rest of a line is between others.
_PAID = (EntryKind.GOODS, EntryKind.FUNDING, EntryKind.DELIVERY, EntryKind.BORNE)
Key = tuple[int, int | None]


@dataclass(frozen=True)
class Thing:
    """A line, or (line is None) the delivery of a part. paid: centimes that the shopper paid and has not got back."""

    part: CooperativeOrder
    line: Line | None
    paid: int

    @property
    def key(self) -> Key:
        return self.part.pk, self.line.pk if self.line else None


def things_of(order: Order, *, but: Dispute | None = None) -> list[Thing]:
    """All that was paid for in an order, its parts in their order. Three queries.

    but: as if this dispute had not been written into the book.
    """
    entries = Entry.objects.filter(
        posting__order=order, posting__part__isnull=False, posting__kind__in=ORDER_POSTINGS, kind__in=_PAID
    )
    if but is not None:
        entries = entries.exclude(posting__event_key__startswith=but.book_prefix)
    rows = entries.order_by().values_list("posting__part", "line").annotate(Sum("amount_centimes"))
    paid = {(part, line): amount for part, line, amount in rows}
    lines: dict[int, list[Line]] = {}
    for line in Line.objects.filter(order=order, part__isnull=False).order_by("pk"):
        lines.setdefault(line.part_id, []).append(line)
    return [
        Thing(part, line, paid.get((part.pk, line.pk if line else None), 0))
        for part in order.parts.select_related("cooperative", "carrier").order_by("position")
        for line in [*lines.get(part.pk, []), None]
        if line or part.delivery_charge
    ]


def meant_by(things: Sequence[Thing], amount: int) -> list[Thing]:
    """The things that this amount can only mean; none when there are several such, or no such.

    All of them; one cooperative's part; one line, with or without the delivery of its part.
    """
    if amount >= sum(one.paid for one in things):
        return list(things)
    found = {some for some in _choices(things) if sum(one.paid for one in some) == amount}
    return sorted(found.pop(), key=things.index) if len(found) == 1 else []


def _choices(things: Sequence[Thing]) -> set[frozenset[Thing]]:
    paid = [one for one in things if one.paid]
    choices = set()
    for part in {one.part for one in paid}:
        its = [one for one in paid if one.part == part]
        delivery = [one for one in its if one.line is None]
        choices.add(frozenset(its))
        choices |= {frozenset([one, *more]) for one in its if one.line for more in ([], delivery)}
    return choices


def disputed_things(dispute: Dispute, order: Order) -> list[Thing]:
    """Those that it is about, as far as it is known; else all."""
    things = things_of(order, but=dispute)
    named = set(DisputedItem.objects.filter(dispute=dispute).values_list("part", "line"))
    return [one for one in things if one.key in named] if named else things
