"""What keeps the money of a part where it is. Whoever knows of a reason registers how to find such parts."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from marketplace.shop.order.choices import PaymentMethod
from marketplace.shop.order.models import CooperativeOrder

from .models import Claim, Dispute, DisputedItem
from .payment_choices import DisputeState
from .payout_choices import Held

# Each gives the ids of parts (CooperativeOrder) whose money must not leave now, as a query of one column.
Finder = Callable[[], QuerySet]
_finders: dict[Finder, Held] = {}


def hold_register(finder: Finder, why: Held) -> None:
    """Hold the parts that this finds, for as long as it finds them; registering again changes nothing."""
    _finders.setdefault(finder, why)


def hold_forget(finder: Finder) -> None:
    """No longer ask this one."""
    del _finders[finder]


def hold_reasons() -> list[Held]:
    """Why parts may be held, the gravest first."""
    return list(dict.fromkeys(_finders.values()))


def held_parts(column: str, why: Held | None = None) -> Q:
    """Rows whose column names a part that is held, for any reason or for this one; nothing while there is none."""
    found = Q(pk__in=[])
    for finder, its_reason in _finders.items():
        if why in (None, its_reason):
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


def claimed_parts() -> QuerySet:
    """Parts of which a buyer says that something is wrong, or which she sends back, until it is settled or refused.

    Not those paid in cash: their money is with the cooperative, and a claim must not set it free of its debt.
    """
    of_ours = Claim.objects.living().exclude(part__order__payment_method=PaymentMethod.COD)
    return of_ours.order_by().values("part")


hold_register(disputed_parts, Held.DISPUTED)
hold_register(claimed_parts, Held.CLAIMED)
