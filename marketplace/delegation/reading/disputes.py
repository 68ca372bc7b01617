"""One payment that a bank takes back: its facts, and what it may be about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404

from marketplace.centimes import mad
from marketplace.money.disputing import Key, Thing, things_of
from marketplace.money.models import Dispute
from marketplace.money.payment_choices import DisputeState, dispute_reason_words
from marketplace.shop.order.models import Order


@dataclass(frozen=True)
class DisputePage:
    """named: the things that it is about; none while it is not known."""

    dispute: Dispute
    things: list[Thing]
    named: list[Thing]

    @property
    def order(self) -> Order:
        return self.dispute.payment.order

    @property
    def amount(self) -> Decimal:
        return mad(self.dispute.amount_centimes)

    @property
    def paid(self) -> Decimal:
        return mad(self.dispute.payment.amount_centimes)

    @property
    def fee(self) -> Decimal:
        return mad(self.dispute.fee_centimes)

    @property
    def reason(self) -> str:
        return dispute_reason_words(self.dispute.reason)

    @property
    def is_open(self) -> bool:
        return self.dispute.state == DisputeState.OPEN

    @property
    def may_decide(self) -> bool:
        return self.dispute.state != DisputeState.WON

    @property
    def has_carrier(self) -> bool:
        """Whether a carrier can bear it: every part of the order has one."""
        return all(thing.part.carrier_id for thing in self.things)

    @property
    def named_keys(self) -> list[Key]:
        return [thing.key for thing in self.named]


def dispute_page(pk: int) -> DisputePage:
    """In a number of queries that does not grow with the order. Raises Http404."""
    dispute = Dispute.objects.select_related("payment__order").filter(pk=pk).first()
    if dispute is None:
        raise Http404
    things = things_of(dispute.payment.order, but=dispute)
    about = set(dispute.items.values_list("part", "line"))
    return DisputePage(dispute, things, [thing for thing in things if thing.key in about])
