"""What a part of an order brings its cooperative: as agreed while it is under way, then as in the book."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from marketplace.centimes import centimes
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder

from .choices import ORDER_POSTINGS, EntryKind
from .models import Entry
from .services.sale import lines_with_terms
from .units import units_money


@dataclass(frozen=True)
class PartMoney:
    """Centimes. goods: before the cooperative's own code; discount, commission: what goes off; borne: refunds that it
    does not bear; kept: of the rest what it took in cash.
    """

    goods: int
    discount: int
    delivery: int
    commission: int
    borne: int = 0
    kept: int = 0
    is_expected: bool = False

    @property
    def received(self) -> int:
        """All that is the cooperative's, its cash included."""
        return self.goods - self.discount + self.delivery - self.commission + self.borne

    @property
    def settled_with_market(self) -> int:
        """What the market pays to it; below zero: what it owes of its cash."""
        return self.received - self.kept


def part_money(part: CooperativeOrder) -> PartMoney | None:
    """None of a part of which nothing came. Two queries at most."""
    if part.order.is_cash and part.status != PartStatus.DELIVERED:
        return _expected(part) if part.ended_at is None else None
    return _in_the_book(part) or (_expected(part) if part.ended_at is None else None)


def _expected(part: CooperativeOrder) -> PartMoney:
    """Units that were cancelled come after those that are sent."""
    goods = net = commission = 0
    for line in lines_with_terms(part):
        count = line.quantity - line.quantity_cancelled
        money = units_money(line, first=0, count=count)
        goods += centimes(line.unit_price_incl_tax) * count
        net, commission = net + money.goods, commission + money.commission
    delivery = centimes(part.delivery_charge)
    kept = net + delivery if part.order.is_cash else 0
    return PartMoney(goods, goods - net, delivery, commission, kept=kept, is_expected=True)


def _in_the_book(part: CooperativeOrder) -> PartMoney | None:
    entries = Entry.objects.filter(
        posting__part=part, posting__kind__in=ORDER_POSTINGS, account__cooperative=part.cooperative_id
    )
    sums = dict(entries.order_by().values_list("kind").annotate(Sum("amount_centimes")))
    if not sums:
        return None
    net, own = sums.get(EntryKind.GOODS, 0), centimes(part.discount_own)
    # After a refund the discount cannot be told from the goods any more.
    whole = net + own == centimes(part.goods_total)
    return PartMoney(
        goods=net + own if whole else net,
        discount=own if whole else 0,
        delivery=sums.get(EntryKind.DELIVERY, 0),
        commission=-sums.get(EntryKind.COMMISSION, 0),
        borne=sums.get(EntryKind.BORNE, 0),
        kept=-sums.get(EntryKind.CASH_KEPT, 0),
    )
