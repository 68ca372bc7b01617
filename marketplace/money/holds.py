"""What keeps the money of a part where it is. Whoever knows of a reason registers how to find such parts."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from marketplace.shop.order.models import CooperativeOrder

from .models import Dispute, DisputedItem
from .payment_choices import DisputeState

# Each gives the ids of parts (CooperativeOrder) whose money must not leave now, as a query of one column.
Finder = Callable[[], QuerySet]
_finders: list[Finder] = []


def hold_register(finder: Finder) -> None:
    """Hold the parts that this finds, for as long as it finds them; registering again changes nothing."""
    if finder not in _finders:
        _finders.append(finder)


def hold_forget(finder: Finder) -> None:
    """No longer ask this one."""
    _finders.remove(finder)


def held_parts(column: str) -> Q:
    """Rows whose column names a held part; nothing while nobody holds anything."""
    found = Q(pk__in=[])
    for finder in _finders:
        found |= Q(**{f"{column}__in": finder()})
    return found


def disputed_parts() -> QuerySet:
    """Parts that a buyer's bank takes something of back, until it has decided; all of the order while it is not known
    which. The whole money of such a part waits, not only what is disputed of it: commission and discounts belong to
    it, and a part is what a payout names. The other cooperatives of the order are paid.
    """
    open_ones = Dispute.objects.filter(state=DisputeState.OPEN)
    named = DisputedItem.objects.filter(dispute__in=open_ones).values("part")
    of_all = open_ones.filter(items=None).values("payment__order")
    return CooperativeOrder.objects.filter(Q(pk__in=named) | Q(order__in=of_all)).values("pk")


hold_register(disputed_parts)
