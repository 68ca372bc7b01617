"""What keeps the money of a part where it is. Whoever knows of a reason registers how to find such parts."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from marketplace.shop.order.models import CooperativeOrder

from .models import Dispute
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
    """Parts of an order whose payment a buyer's bank takes back, until it has decided."""
    orders = Dispute.objects.filter(state=DisputeState.OPEN).values("payment__order")
    return CooperativeOrder.objects.filter(order__in=orders).values("pk")


hold_register(disputed_parts)
