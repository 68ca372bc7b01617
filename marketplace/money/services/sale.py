"""Writing a sale in the book, when the money is there: by card or transfer at once, in cash parcel by parcel."""

from __future__ import annotations

from django.db import transaction

from marketplace.centimes import centimes
from marketplace.money.book import Row, account_of_cooperative, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Account, Payment, Posting
from marketplace.money.units import UnitMoney, units_money
from marketplace.shop.order.models import CooperativeOrder, Line, Order, Parcel


@transaction.atomic
def sale_post(*, order: Order, paid_into: AccountKind) -> None:
    """The shopper's money for a whole order is there: each part is sold.

    paid_into: gateway (card) or bank (transfer). Again changes nothing.
    """
    payer = account_of_market(paid_into)
    # Accounts are opened here: the market's first, then by key. In two orders, two purchases could wait in a circle.
    for part in order.parts.select_related("order", "cooperative").order_by("cooperative_id"):
        units = [(line, 0, line.quantity) for line in lines_with_terms(part)]
        _sell(part, f"sale part {part.pk}", units, centimes(part.delivery_charge), payer, EntryKind.PAID)


@transaction.atomic
def cash_sale_post(*, parcel: Parcel) -> Posting | None:
    """A parcel arrived and its cash was taken: the cooperative keeps the cash and owes the commission.

    Again changes nothing.
    """
    part, lines = parcel.part, {line.pk: line for line in lines_with_terms(parcel.part)}
    units = [(lines[row.line_id], _sent_before(row), row.quantity) for row in parcel.lines.order_by("line_id")]
    first = not part.parcels.filter(pk__lt=parcel.pk).exists()
    delivery = centimes(part.delivery_charge) if first else 0
    account_of_market(AccountKind.PLATFORM)  # opened before the cooperative's, as everywhere
    holder = account_of_cooperative(part.cooperative)
    return _sell(part, f"sale parcel {parcel.pk}", units, delivery, holder, EntryKind.CASH_KEPT)


@transaction.atomic
def fee_post(*, payment: Payment) -> Posting | None:
    """What the gateway kept of a payment, as its balance transaction says; the market bears it. Again: nothing."""
    fee = payment.fee_centimes or 0
    rows = [
        Row(account_of_market(AccountKind.PLATFORM), EntryKind.FEE, -fee),
        Row(account_of_market(AccountKind.GATEWAY), EntryKind.FEE, fee),
    ]
    return (
        post(kind=PostingKind.FEE, event_key=f"fee payment {payment.pk}", rows=rows, order=payment.order)
        if fee
        else None
    )


def lines_with_terms(part: CooperativeOrder) -> list[Line]:
    """A part's lines in one order, with what was frozen at the sale."""
    return list(part.lines.select_related("terms").order_by("pk"))


def _sent_before(row) -> int:
    """Units of the line that went in earlier parcels: sent ones come before those that are cancelled."""
    earlier = row.line.parcel_lines.filter(parcel_id__lt=row.parcel_id)
    return sum(earlier.values_list("quantity", flat=True))


def _sell(
    part: CooperativeOrder,
    event_key: str,
    units: list[tuple[Line, int, int]],
    delivery: int,
    payer: Account,
    payer_kind: EntryKind,
) -> Posting | None:
    market, holder = account_of_market(AccountKind.PLATFORM), account_of_cooperative(part.cooperative)
    rows, paid = [], delivery
    for line, first, count in units:
        money = units_money(line, first=first, count=count)
        rows += line_rows(line, money, holder=holder, market=market)
        paid += money.paid
    rows.append(Row(holder, EntryKind.DELIVERY, delivery))
    rows.append(Row(payer, payer_kind, -paid))
    return post(kind=PostingKind.SALE, event_key=event_key, rows=rows, part=part)


def line_rows(line: Line, money: UnitMoney, *, holder: Account, market: Account, sign: int = 1) -> list[Row]:
    """The entries of units that are sold (sign 1) or taken back (sign -1), but for where the shopper's money is."""
    return [
        Row(holder, EntryKind.GOODS, sign * money.goods, line.pk),
        Row(holder, EntryKind.COMMISSION, -sign * money.commission, line.pk),
        Row(market, EntryKind.COMMISSION, sign * money.commission, line.pk),
        Row(market, EntryKind.FUNDING, -sign * money.funding, line.pk),
    ]
