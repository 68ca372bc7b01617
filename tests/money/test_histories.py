"""Random histories of orders and money, some steps at the same moment: whatever happens, books and stock add up.

HISTORIES sets how many (100 in the gate, where they are the same each time; 2,000 others in make prove).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import cycle
from random import Random

import pytest
from django.db.models import F, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperatives.services.suspend import cooperative_reinstate, cooperative_suspend
from marketplace.money.check import faults
from marketplace.money.disputing import things_of
from marketplace.money.gateways.words import Word
from marketplace.money.models import Dispute, Payment, PayoutBatch, PayoutLine
from marketplace.money.refund_choices import Liable, RefundReason
from marketplace.money.services.dispute import DisputeOver, DisputeTooLittle, dispute_decide
from marketplace.money.services.payout import BatchMoved, SamePerson, payout_approve, payout_propose
from marketplace.money.services.payout_bank import LineMoved, payout_hand_over, payout_mark_returned, payout_mark_sent
from marketplace.money.services.refund import RefundNothing, RefundTooMuch, refund_ask
from marketplace.money.services.remittance import MoreThanOwed, ReferenceUsed, remittance_record
from marketplace.money.services.settle import payment_decide
from marketplace.money.services.transfer import NotAwaited, transfer_match
from marketplace.money.shares import balance_of, shares_of
from marketplace.shop.basket.services import NotForSale, TooMany
from marketplace.shop.order.models import CooperativeOrder, Line, Order, Parcel, ParcelLine
from marketplace.shop.order.services.fulfil import (
    MoveNotAllowed,
    WrongQuantity,
    part_accept,
    part_cancel_rest,
    part_decline,
    part_deliver,
    part_ship,
)
from marketplace.shop.order.services.place import BasketBlocked, BasketEmpty
from marketplace.shop.order.services.returned import parcel_refuse, return_inspect
from marketplace.shop.order.services.waiting import CannotRevive, NotWaiting, order_release
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import SoldOut
from marketplace.shop.voucher.services import voucher_put
from tests.concurrency.crowd import all_at_once
from tests.factories import (
    make_basket,
    make_carrier,
    make_cooperative,
    make_order,
    make_product,
    make_rule,
    make_user,
    make_voucher,
)
from tests.factories.disputes import make_dispute
from tests.factories.payouts import make_account, make_rib

pytestmark = pytest.mark.django_db(transaction=True)

HISTORIES = int(os.environ.get("HISTORIES", "100"))
STEPS = 10
STOCK = 12
# What people are told when somebody else was quicker, or it makes no sense any more; the history goes on.
REFUSALS = (
    NotForSale, TooMany, BasketBlocked, BasketEmpty, SoldOut, MoveNotAllowed, WrongQuantity, RefundTooMuch,
    RefundNothing, MoreThanOwed, ReferenceUsed, LineMoved, NotAwaited, NotWaiting, CannotRevive, BatchMoved, SamePerson,
    DisputeOver, DisputeTooLittle,
)  # fmt: skip


class History:
    """Two cooperatives and their buyers. Every step is a call that is ready to be made; none looks at the book."""

    number = 0
    # There is one batch of each half month; a batch's reference has two digits of its year.
    half_months = cycle(date(1990 + month // 12, month % 12 + 1, day) for month in range(1200) for day in (1, 16))

    def __init__(self, seed: int) -> None:
        History.number += 1
        self.random, self.by = Random(seed), make_user()
        self.sellers = [make_cooperative(), make_cooperative()]
        for place, seller in enumerate(self.sellers):
            make_account(seller, rib=make_rib(2 * History.number + place))
        prices = ("33.33", "7.01", "100.00", "0.95")
        self.goods = [
            make_product(cooperative=self.sellers[place % 2], price=price, stock=STOCK, weight_g=100)
            for place, price in enumerate(prices)
        ]
        self.codes = [
            make_voucher(f"HISTORY-{History.number}", value=Decimal("10.00"), once_per_customer=False).code,
            make_voucher(
                f"OWN-{History.number}", cooperative=self.sellers[0], value=Decimal("3.33"), once_per_customer=False
            ).code,
        ]
        self.steps = [
            *[self.place] * 3, *[self.pay] * 3, *[self.fulfil] * 6, *[self.deliver] * 3, self.decline, self.rest,
            *[self.refund] * 2, self.refuse, self.inspect, self.release, self.suspend, self.pay_out, self.bank,
            self.remit, *[self.dispute] * 2,
        ]  # fmt: skip

    # --- what there is ------------------------------------------------------------------------------------------

    def orders(self):
        return Order.objects.filter(parts__cooperative__in=self.sellers).distinct()

    def parts(self):
        return CooperativeOrder.objects.filter(cooperative__in=self.sellers)

    def one(self, rows):
        """One of these rows, or None."""
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.model.objects.get(pk=self.random.choice(keys)) if keys else None

    # --- steps --------------------------------------------------------------------------------------------------

    def place(self) -> Callable | None:
        wanted = [(one, self.random.randint(1, 4)) for one in self.random.sample(self.goods, self.random.randint(1, 3))]
        codes = [code for code in self.codes if self.random.random() < 0.5]
        method = self.random.choice(["cod", "transfer", "transfer", "card"])
        return lambda: self.buy(wanted, codes, method)

    def buy(self, wanted: list, codes: list[str], method: str) -> Order:
        basket = make_basket(*wanted)
        for code in codes:
            voucher_put(basket=basket, code=code)
        return make_order(basket=basket, payment_method=method)

    def pay(self) -> Callable | None:
        order = self.one(self.orders().filter(status="awaiting"))
        if order is None:
            return None
        payment = order.payment
        if not payment.is_card:
            return lambda: transfer_match(payment_id=payment.pk, by=self.by)
        word = Word("", False, True, False, payment.asked_amount, payment.currency, fee=self.random.choice([None, 321]))
        return lambda: payment_decide(payment_id=payment.pk, word=word)

    def release(self) -> Callable | None:
        order = self.one(self.orders().filter(status="awaiting"))
        return order and (lambda: order_release(order=order))

    def fulfil(self) -> Callable | None:
        part = self.one(self.parts().filter(status__in=["new", "accepted"]))
        if part is None:
            return None
        if part.status == "new":
            return lambda: part_accept(part_id=part.pk, by=self.by, cash_confirmed=True)
        open_lines = [line for line in part.lines.order_by("pk") if line.open_quantity]
        some = {line.pk: self.random.randint(0, line.open_quantity) for line in open_lines}
        quantities = some if self.random.random() < 0.5 else None
        return lambda: part_ship(part_id=part.pk, by=self.by, quantities=quantities)

    def deliver(self) -> Callable | None:
        part = self.one(self.parts().filter(status="shipped"))
        return part and (lambda: part_deliver(part_id=part.pk, by=self.by))

    def decline(self) -> Callable | None:
        part = self.one(self.parts().filter(status__in=["new", "accepted"]))
        return part and (lambda: part_decline(part_id=part.pk, by=self.by, reason="sold_out"))

    def rest(self) -> Callable | None:
        part = self.one(self.parts().filter(status="accepted", parcels__isnull=False))
        return part and (lambda: part_cancel_rest(part_id=part.pk, by=self.by, reason="sold_out"))

    def refuse(self) -> Callable | None:
        parcel = self.one(Parcel.objects.filter(part__in=self.parts(), delivered_at=None, refused_at=None))
        return parcel and (lambda: parcel_refuse(parcel_id=parcel.pk, by=self.by))

    def inspect(self) -> Callable | None:
        parcel = self.one(Parcel.objects.filter(part__in=self.parts(), refused_at__isnull=False, inspected_at=None))
        if parcel is None:
            return None
        fit = {row.line_id: self.random.randint(0, row.quantity) for row in parcel.lines.order_by("pk")}
        return lambda: return_inspect(parcel_id=parcel.pk, by=self.by, fit=fit)

    def refund(self) -> Callable | None:
        part = self.one(self.parts().exclude(status="awaiting"))
        if part is None:
            return None
        chance, line = self.random, self.random.choice(list(part.lines.order_by("pk")))
        what = chance.choice(
            [
                {"units": {line.pk: chance.randint(1, line.quantity)}},
                {"delivery": part.delivery_charge},
                {"amount": Decimal(chance.randint(1, 5_000)) / 100},
            ]
        )
        liable = chance.choice([Liable.COOPERATIVE, Liable.COOPERATIVE, Liable.PLATFORM, Liable.CARRIER])
        return lambda: refund_ask(part_id=part.pk, by=self.by, reason=RefundReason.OTHER, liable=liable, **what)

    def suspend(self) -> Callable | None:
        seller = self.random.choice(self.sellers)
        seller.refresh_from_db()
        if seller.status == "suspended":
            return lambda: cooperative_reinstate(cooperative_id=seller.pk, by=self.by)
        return lambda: cooperative_suspend(cooperative_id=seller.pk, by=self.by, reason="late")

    def pay_out(self) -> Callable | None:
        day = next(History.half_months)
        return lambda: payout_propose(on=day)

    def bank(self) -> Callable | None:
        """The next thing that happens to a batch, or to one of its lines."""
        batch = self.one(PayoutBatch.objects.filter(state="proposed"))
        if batch is not None:
            return lambda: [payout_approve(batch_id=batch.pk, by=make_user()) for _ in range(2)]
        batch = self.one(PayoutBatch.objects.filter(state="approved"))
        if batch is not None:
            return lambda: payout_hand_over(batch_id=batch.pk)
        line = self.one(PayoutLine.objects.filter(state__in=["instructed", "paid"]))
        if line is None:
            return None
        if line.state == "instructed" and self.random.random() < 0.6:
            return lambda: payout_mark_sent(line_id=line.pk, by=self.by)
        return lambda: payout_mark_returned(line_id=line.pk, by=self.by, words="closed account")

    def remit(self) -> Callable | None:
        seller = self.random.choice(self.sellers)
        owed = -balance_of(seller)
        amount = self.random.choice([max(1, owed), max(1, owed // 2), abs(owed) + 1])
        reference = f"R-{History.number}-{self.random.randint(0, 3)}"
        return lambda: remittance_record(cooperative=seller, amount=amount, reference=reference, by=self.by)

    def dispute(self) -> Callable | None:
        """A bank takes a card payment back, says how it ends, or the delegation says what it is about."""
        disputes = Dispute.objects.filter(payment__order__in=self.orders())
        dispute = self.one(disputes)
        if dispute is None or self.random.random() < 0.2:
            paid = Payment.objects.filter(order__in=self.orders(), method="card", state="paid", disputes=None)
            payment = self.one(paid)
            if payment is None:
                return None
            amount = self.random.choice([payment.amount_centimes, self.random.randint(1, payment.amount_centimes)])
            return lambda: self.bank_says(payment.order, "needs_response", amount)
        order = dispute.payment.order
        if self.random.random() < 0.5:
            status = self.random.choice(["won", "lost", "lost"])
            return lambda: self.bank_says(order, status, dispute.amount_centimes)
        things = things_of(order, but=dispute)
        about = [thing.key for thing in self.random.sample(things, self.random.randint(1, len(things)))]
        liable = self.random.choice(Liable.values)
        return lambda: dispute_decide(dispute_id=dispute.pk, by=self.by, about=about, liable=liable)

    def bank_says(self, order: Order, status: str, amount: int) -> Dispute:
        name = f"dp_{order.pk}"
        return make_dispute(order, amount, status, name=name, fees=((f"{name} fee", 1_500),))

    # --- going on -----------------------------------------------------------------------------------------------

    def go(self) -> None:
        """One step, or two at the same moment."""
        calls = [step() for step in self.random.sample(self.steps, 2 if self.random.random() < 0.25 else 1)]
        for result in all_at_once([call for call in calls if call]) if any(calls) else ():
            if isinstance(result, Exception) and not isinstance(result, REFUSALS):
                raise result

    def prove(self) -> None:
        assert list(faults()) == []
        for order in self.orders():
            shares = shares_of(order)
            assert sum(shares.cooperatives.values()) + shares.market + shares.carriers == shares.taken
            # A bank may take back what a refund gives back as well: below zero it is the market's loss.
            assert shares.taken >= 0 or Dispute.objects.filter(payment__order=order, state="lost").exists()
            assert all(share >= 0 for share in shares.cooperatives.values())
        for product in self.goods:
            self.prove_stock(product)

    def prove_stock(self, product) -> None:
        record, lines = StockRecord.objects.get(product=product), Line.objects.filter(product=product)
        held = lines.aggregate(units=Sum(F("quantity") - F("quantity_shipped") - F("quantity_cancelled")))["units"] or 0
        sent = lines.aggregate(units=Sum("quantity_shipped"))["units"] or 0
        back = ParcelLine.objects.filter(line__product=product).aggregate(units=Sum("quantity_fit"))["units"] or 0
        assert record.num_allocated == held
        assert record.num_in_stock == STOCK - sent + back
        assert 0 <= record.num_allocated <= record.num_in_stock


@pytest.fixture(autouse=True)
def a_market(settings):
    settings.WITHDRAWAL_DAYS = 0  # so that a history sees payouts
    settings.BANK_HOLDER, settings.BANK_NAME, settings.BANK_RIB = "Office", "Souk Bank", make_rib(1)
    make_carrier(price="20.00")
    make_rule(1000)


@settings(
    max_examples=HISTORIES,
    deadline=None,
    derandomize=HISTORIES <= 100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32 - 1))
def test_whatever_happens_the_books_and_the_stock_add_up(seed):
    history = History(seed)
    for _step in range(STEPS):
        history.go()
    history.prove()
