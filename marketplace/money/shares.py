"""Reading the book: balances, and what each side has of an order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from cooperatives.models import Cooperative
from marketplace.shop.order.models import CooperativeOrder, Order

from .choices import ORDER_POSTINGS, PAYER_KINDS, SHARE_KINDS, AccountKind, EntryKind
from .models import Entry


def balance_of(cooperative: Cooperative) -> int:
    """Centimes that the market owes a cooperative; negative: that it owes the market."""
    return _sum(Entry.objects.filter(account__cooperative=cooperative))


def market_balance(kind: AccountKind) -> int:
    """Centimes on an account of the market's."""
    return _sum(Entry.objects.filter(account__kind=kind, account__cooperative=None))


@dataclass(frozen=True)
class OrderShares:
    """Centimes. cooperatives: cooperative id -> its share; market: ours (negative when it funds a voucher);
    carriers: what carriers bear of refunds, negative; taken: captured less refunded.
    """

    cooperatives: dict[int, int]
    market: int
    carriers: int
    taken: int


def shares_of(order: Order) -> OrderShares:
    """What each side has of an order now. One query."""
    rows = (
        Entry.objects.filter(posting__order=order, posting__kind__in=ORDER_POSTINGS)
        .values("account__kind", "account__cooperative", "kind")
        .annotate(total=Sum("amount_centimes"))
    )
    cooperatives: dict[int, int] = defaultdict(int)
    market = carriers = taken = 0
    for row in rows:
        if row["kind"] in PAYER_KINDS:
            taken -= row["total"]
        elif row["kind"] not in SHARE_KINDS:
            continue
        elif row["account__cooperative"]:
            cooperatives[row["account__cooperative"]] += row["total"]
        elif row["account__kind"] == AccountKind.CARRIER:
            carriers += row["total"]
        else:
            market += row["total"]
    return OrderShares(dict(cooperatives), market, carriers, taken)


def paid_for(part: CooperativeOrder) -> int:
    """Centimes of a part that the shopper has paid and not got back."""
    entries = Entry.objects.filter(posting__part=part, posting__kind__in=ORDER_POSTINGS, kind__in=PAYER_KINDS)
    return -_sum(entries)


@dataclass(frozen=True)
class LineMoney:
    """Centimes of one line in the book, what was taken back subtracted (see units.UnitMoney).

    borne: what the shopper got back of it and somebody else than the cooperative bears.
    """

    goods: int = 0
    funding: int = 0
    commission: int = 0
    borne: int = 0

    @property
    def paid(self) -> int:
        """What the shopper paid for it and has not got back."""
        return self.goods - self.funding - self.borne


def lines_of(part: CooperativeOrder) -> dict[int, LineMoney]:
    """line id -> what the book has of it now; lines that were never sold are left out. One query."""
    rows = (
        Entry.objects.filter(posting__part=part, posting__kind__in=ORDER_POSTINGS, line__isnull=False)
        .exclude(account__cooperative=None, kind=EntryKind.COMMISSION)  # the other side of the same commission
        .values("line", "kind")
        .annotate(total=Sum("amount_centimes"))
    )
    sums: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows:
        sums[row["line"]][row["kind"]] = row["total"]
    return {
        line: LineMoney(
            goods=kinds.get(EntryKind.GOODS, 0),
            funding=-kinds.get(EntryKind.FUNDING, 0),
            commission=-kinds.get(EntryKind.COMMISSION, 0),
            borne=-kinds.get(EntryKind.BORNE, 0),
        )
        for line, kinds in sums.items()
    }


def delivery_of(part: CooperativeOrder) -> int:
    """Centimes of a part's delivery charge that the shopper paid and has not got back."""
    kinds = (EntryKind.DELIVERY, EntryKind.BORNE)
    entries = Entry.objects.filter(posting__part=part, posting__kind__in=ORDER_POSTINGS, kind__in=kinds, line=None)
    return _sum(entries)


def _sum(entries) -> int:
    return entries.aggregate(total=Sum("amount_centimes"))["total"] or 0
