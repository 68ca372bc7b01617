"""Giving money back: the row, its rows in the book, and what is told, in one transaction under the order's lock.

Nothing is asked of a gateway in here: a refund to a card is a row that services/refund_send.py sends after the commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from marketplace import jobs
from marketplace.audit.models import record
from marketplace.centimes import centimes
from marketplace.money import refund_messages
from marketplace.money.book import Row, account_of_cooperative, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Account, Refund, RefundLine
from marketplace.money.refund_choices import Liable, RefundMethod, RefundState
from marketplace.money.services.bearing import back_rows, bearer_of
from marketplace.money.services.sale import lines_with_terms
from marketplace.money.shares import delivery_of, lines_of, paid_for
from marketplace.money.signals import refund_made
from marketplace.money.taking_back import RefundTooMuch, Sold, Taken, taken_of
from marketplace.shop.order.choices import PaymentMethod
from marketplace.shop.order.locks import lock_part
from marketplace.shop.order.models import CooperativeOrder, ParcelLine

__all__ = ["RefundNothing", "RefundOvertaken", "RefundTooMuch", "refund_ask", "refund_foresee"]


class RefundNothing(Exception):
    """There is nothing of this in the book: it was not paid, or all of it went back."""


class RefundOvertaken(Exception):
    """Some of it went back, or came, since somebody looked."""


@dataclass(frozen=True)
class Bearing:
    """What a refund will cost each side, in centimes; together they are `total`, what the shopper gets.

    market: negative where it gets back what it had added for its own voucher. commission: what of the market's goes
    back to the cooperative; `cooperative` has it taken off already.
    """

    total: int
    cooperative: int
    market: int
    carrier: int
    commission: int

    @property
    def back_to_market(self) -> int:
        return max(-self.market, 0)


def refund_foresee(
    *,
    part: CooperativeOrder,
    units: Mapping[int, int] | None = None,
    delivery: Decimal | None = None,
    amount: Decimal | None = None,
    liable: str = Liable.COOPERATIVE,
) -> Bearing:
    """What refund_ask would write with the same words, without writing it. Raises RefundTooMuch, RefundNothing."""
    taken, for_delivery, total = _wanted(part, units, delivery, amount)
    if liable != Liable.COOPERATIVE:
        is_carrier = liable == Liable.CARRIER and part.carrier_id is not None
        return Bearing(total, 0, 0 if is_carrier else total, total if is_carrier else 0, 0)
    commission = sum(one.money.commission for one in taken)
    cooperative = sum(one.money.goods for one in taken) - commission + for_delivery
    return Bearing(total, cooperative, total - cooperative, 0, commission)


@transaction.atomic
def refund_ask(
    *,
    part_id: int,
    by,
    reason: str,
    units: Mapping[int, int] | None = None,
    delivery: Decimal | None = None,
    amount: Decimal | None = None,
    liable: str = Liable.COOPERATIVE,
    words: str = "",
    method: str = "",
    rib: str = "",
    seen: int | None = None,
) -> Refund:
    """Give back some of what was paid for a part.

    units: line id -> how many of it. delivery: MAD of the delivery charge. amount: MAD besides: off the prices of what
    is left of the goods, and when these are all given back, off what is left of the delivery charge.
    by: a user, or None for the machine. rib: the shopper's account, 24 digits, where it is transferred.
    method: how, where that is not as it was paid: by hand or by transfer, of an order that was paid in cash.
    seen: centimes that were left of it when somebody looked: what is asked twice is done once.
    Raises RefundTooMuch when the shopper has not paid so much or has got it back already; RefundNothing;
    RefundOvertaken when not exactly `seen` is left.
    """
    part = lock_part(part_id)
    if seen is not None and seen != paid_for(part):
        raise RefundOvertaken
    taken, for_delivery, total = _wanted(part, units, delivery, amount)
    refund = _create(part, taken, for_delivery, total, by, reason, liable, words, _method(part, method), rib)
    _post(part, refund, taken)
    record(who=by, what="refund.asked", about=refund, after={"centimes": total, "liable": liable}, why=reason)
    if total:
        refund_messages.tell_refund(refund)
    refund_made.send(sender=Refund, refund=refund)
    if refund.method == RefundMethod.CARD and not refund.is_done:
        jobs.once_on_commit(nudge)
    return refund


def nudge() -> None:
    """Ask a worker to send what is due to cards."""
    jobs.nudge("money.refunds")


def sold_of(part: CooperativeOrder) -> dict[int, Sold]:
    """line id -> what of it was sold and not given back; lines that were never sold are left out."""
    book = lines_of(part)
    gone = dict(
        RefundLine.objects.filter(refund__part=part)
        .values("line")
        .annotate(all=Sum("units"))
        .values_list("line", "all")
    )
    arrived: dict[int, int] = {}
    if part.order.is_cash:
        rows = ParcelLine.objects.filter(parcel__part=part, parcel__delivered_at__isnull=False)
        arrived = dict(rows.values("line").annotate(all=Sum("quantity")).values_list("line", "all"))
    return {
        line.pk: Sold(
            line, book[line.pk], arrived.get(line.pk, 0) if part.order.is_cash else line.quantity, gone.get(line.pk, 0)
        )
        for line in lines_with_terms(part)
        if line.pk in book
    }


def _wanted(
    part: CooperativeOrder, units: Mapping[int, int] | None, delivery: Decimal | None, amount: Decimal | None
) -> tuple[list[Taken], int, int]:
    """What is taken back of each line, of the delivery charge, and all of it that the shopper gets (centimes)."""
    taken, for_delivery = _what(part, units or {}, centimes(delivery or Decimal(0)), centimes(amount or Decimal(0)))
    total = sum(one.money.paid for one in taken) + for_delivery
    if total > paid_for(part):  # a bank may have taken the payment back
        raise RefundTooMuch(paid_for(part))
    return taken, for_delivery, total


def _what(part: CooperativeOrder, units: Mapping[int, int], delivery: int, amount: int) -> tuple[list[Taken], int]:
    """What is taken back of each line, and of the delivery charge (centimes)."""
    sold, delivery_left = sold_of(part), delivery_of(part)
    if any(pk not in sold for pk, count in units.items() if count):
        raise RefundNothing(part.pk)
    if delivery > delivery_left:
        raise RefundTooMuch(delivery_left)
    by_units = taken_of(sold, units, 0)
    goods_left = sum(one.money.paid for one in sold.values()) - sum(one.money.paid for one in by_units)
    over = max(amount - goods_left, 0)
    if over > delivery_left - delivery:
        raise RefundTooMuch(goods_left + delivery_left - delivery)
    taken = taken_of(sold, units, amount - over)
    if not any(one.money.goods or one.units for one in taken) and not delivery + over:
        raise RefundNothing(part.pk)
    return taken, delivery + over


def _method(part: CooperativeOrder, wanted: str) -> str:
    """To where it came from; what was paid in cash is transferred unless the cooperative gives it back by hand."""
    if part.order.payment_method == PaymentMethod.CARD:
        return RefundMethod.CARD
    if part.order.is_cash and wanted == RefundMethod.BY_HAND:
        return RefundMethod.BY_HAND
    return RefundMethod.BANK


def _create(part, taken, for_delivery, total, by, reason, liable, words, method, rib) -> Refund:
    now = timezone.now()
    done = not total or method == RefundMethod.BY_HAND
    refund = Refund.objects.create(
        part=part,
        reason=reason,
        words=words[:300],
        liable=liable,
        carrier=part.carrier if liable == Liable.CARRIER else None,
        method=method,
        state=RefundState.DONE if done else RefundState.DUE,
        done_at=now if done else None,
        amount_centimes=total,
        delivery_centimes=for_delivery,
        rib=rib if method == RefundMethod.BANK else "",
        by=by if getattr(by, "pk", None) else None,
        asked_at=now,
        pay_by=now + timedelta(days=settings.REFUND_DAYS),
    )
    RefundLine.objects.bulk_create([_line(refund, one) for one in taken])
    return refund


def _line(refund: Refund, taken: Taken) -> RefundLine:
    money, row = taken.money, RefundLine(refund=refund, line=taken.line, units=taken.units)
    row.paid_centimes = money.paid
    if refund.liable == Liable.COOPERATIVE:
        row.goods_centimes, row.funding_centimes, row.commission_centimes = money.goods, money.funding, money.commission
    return row


def _post(part: CooperativeOrder, refund: Refund, taken: list[Taken]) -> None:
    rows = back_rows(part, taken, refund.delivery_centimes, bearer=bearer_of(refund.liable, refund.carrier))
    kind = EntryKind.CASH_KEPT if refund.method == RefundMethod.BY_HAND else EntryKind.PAID
    rows.append(Row(_payer(refund, part), kind, refund.amount_centimes))
    if any(row.amount for row in rows):
        post(kind=PostingKind.REFUND, event_key=f"refund {refund.pk}", rows=rows, part=part)


def _payer(refund: Refund, part: CooperativeOrder) -> Account:
    """Where the money leaves."""
    if refund.method == RefundMethod.BY_HAND:
        return account_of_cooperative(part.cooperative)
    return account_of_market(AccountKind.GATEWAY if refund.method == RefundMethod.CARD else AccountKind.BANK)
