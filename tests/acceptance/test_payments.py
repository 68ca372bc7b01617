"""The acceptance cases about paying, by their numbers in the project's list of cases. The base purchase, in MAD:
cooperative A goods 100.00, delivery 20.00; cooperative B goods 200.00, delivery 30.00; 350.00 in all.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from random import Random

import pytest
from django.db import DatabaseError
from oscar.apps.basket.models import Basket

from marketplace.money.models import Payment, WebhookEvent
from marketplace.money.services import settle
from marketplace.money.services.inbox import events_handle_due
from marketplace.money.services.pay import payment_change, payment_page
from marketplace.money.services.settle import payment_settle
from marketplace.money.services.sweep import payments_look_due
from marketplace.outbox.models import Message
from marketplace.shop.basket import basket_add
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.place import TotalRose
from marketplace.shop.order.services.waiting import order_release
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import SoldOut
from marketplace.shop.voucher.models import Use
from marketplace.shop.voucher.services import voucher_put
from tests.concurrency.crowd import all_at_once
from tests.factories import make_basket, make_carrier, make_city, make_member, make_order, make_product, make_voucher
from tests.money.conftest import bank, events_of, opened, payment_server, report  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


def make_goods(stock: int = 5) -> list:
    """A's at 100.00, B's at 200.00, each with a member to tell; every parcel costs 25.00."""
    make_carrier()
    goods = [make_product(price=price, stock=stock) for price in ("100.00", "200.00")]
    for product in goods:
        make_member(product.cooperative)
    return goods


def refunds(bank, payment: Payment) -> list:  # noqa: F811
    return bank.client().v1.refunds.list({"payment_intent": payment.payment_intent}).data


def fresh(payment: Payment) -> Payment:
    return Payment.objects.select_related("order").get(pk=payment.pk)


def test_case_6_the_last_unit(bank, opened):  # noqa: F811
    """Two pay at once for the last one: one order, and the other is told before any capture. Guard: the stock's lock
    in stock_reserve, at the placement, before there is a payment page."""
    make_carrier()
    product = make_product(stock=1)
    baskets = [make_basket((product, 1)) for _ in range(2)]
    jobs = [
        partial(make_order, basket=basket, payment_method="card", email=f"s{number}@example.com")
        for number, basket in enumerate(baskets)
    ]
    results = all_at_once(jobs)
    assert len([one for one in results if isinstance(one, Order)]) == 1
    assert not [one for one in results if not isinstance(one, Order | SoldOut) and "blocked" not in str(one)]
    assert Payment.objects.count() == 1
    assert StockRecord.objects.get().num_allocated == 1


def test_case_6_baskets_in_either_order_never_wait_in_a_circle(bank):  # noqa: F811
    """(X, Y) and (Y, X), placed and released, 50 times at once. Guard: stock rows are locked in key order."""
    make_carrier()
    city = make_city()
    x, y = make_product(stock=30), make_product(stock=30)

    def one(number: int) -> None:
        pair = [(x, 1), (y, 1)] if number % 2 else [(y, 1), (x, 1)]
        order = make_order(*pair, city=city, payment_method="card", email=f"s{number}@example.com")
        if number % 3:
            order_release(order=order)

    for first in range(0, 50, 10):
        results = all_at_once([partial(one, number) for number in range(first, first + 10)])
        assert not [result for result in results if result is not None], results
    kept = Order.objects.filter(status="awaiting").count()
    assert {record.num_allocated for record in StockRecord.objects.all()} == {kept}
    assert kept == len([number for number in range(50) if number % 3 == 0])


@pytest.mark.parametrize("seed", range(3))
def test_case_7_webhooks_early_twice_out_of_order_or_never(client, bank, opened, seed):  # noqa: F811
    """One purchase, one stock movement, one message per audience. Guards: the unique event id, the re-fetch, the
    order's lock; and the sweep for those that never came."""
    goods = make_goods()
    payment = opened(*[(product, 1) for product in goods])
    early = Payment.objects.filter(pk=payment.pk)
    bank.control("pay", session=payment.session_id)
    events = events_of(bank, payment) * 2
    early.update(session_id=None)  # the report is here before our own answer was kept
    draw = Random(seed)
    draw.shuffle(events)
    for event in events:
        if draw.random() > 0.2:
            assert report(client, event) == 200
        if draw.random() > 0.5:
            events_handle_due()
    events_handle_due()
    Payment.objects.update(next_look_at=payment.opened_at)
    payments_look_due()
    payment = fresh(payment)
    assert (payment.state, payment.order.status) == ("paid", "new")
    assert {record.num_allocated for record in StockRecord.objects.all()} == {1}
    kinds = sorted(Message.objects.values_list("kind", flat=True))
    assert kinds == ["order_confirmed", "order_received", "order_received"]


def test_case_7_a_lost_report_is_closed_by_the_sweep(bank, opened):  # noqa: F811
    """Guard: payments_look_due asks Stripe about every payment that still waits."""
    payment = opened()
    bank.control("pay", session=payment.session_id)
    Payment.objects.update(next_look_at=payment.opened_at)
    payments_look_due()
    assert fresh(payment).state == "paid"
    assert not WebhookEvent.objects.exists()


def test_case_7_a_bad_signature_gets_400_and_changes_nothing(client, bank, opened):  # noqa: F811
    """Guard: signature_is_good, before anything is stored."""
    payment = opened()
    bank.control("pay", session=payment.session_id)
    answer = client.post("/stripe/webhook/", "{}", content_type="application/json", headers={"Stripe-Signature": "x"})
    assert answer.status_code == 400
    assert events_handle_due() == 0 == WebhookEvent.objects.count()
    assert fresh(payment).is_waiting


def test_case_8_submitted_twice_at_once_it_is_one_purchase_and_one_page(bank):  # noqa: F811
    """Guards: the basket's lock in order_place; the idempotency key of the page, which names the order."""
    basket = make_basket((make_product(stock=5), 1))
    make_carrier()
    city = make_city()
    orders = all_at_once([partial(make_order, basket=basket, city=city, payment_method="card")] * 4)
    assert {order.pk for order in orders} == {Order.objects.get().pk}
    payment = Payment.objects.get()
    pages = all_at_once([partial(payment_page, payment_id=payment.pk)] * 3)
    assert len({page for page in pages if isinstance(page, str)}) == 1
    sessions = [
        one
        for one in bank.client().v1.checkout.sessions.list({"limit": 100}).data
        if one.client_reference_id == payment.order.number
    ]
    assert len(sessions) == 1


def test_case_8_an_item_added_in_another_tab_is_not_bought_silently():
    """Guard: the total that was agreed to, asked of order_place again under the basket's lock."""
    make_carrier()
    product = make_product(price="100.00")
    basket = make_basket((product, 1))
    basket_add(basket=basket, product_id=make_product(price="50.00").pk)
    with pytest.raises(TotalRose):
        make_order(basket=basket, payment_method="card", agreed_total=Decimal("125.00"))
    assert not Payment.objects.exists()


def test_case_8_another_amount_than_the_orders_is_given_back_and_nothing_is_fulfilled(bank, opened):  # noqa: F811
    """Guard: settle._is_what_was_asked."""
    payment = opened((make_product(stock=1), 1))
    Payment.objects.update(asked_amount=payment.asked_amount + 100)
    bank.control("pay", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.order.status, len(refunds(bank, payment))) == ("refunded", "cancelled", 1)
    assert StockRecord.objects.get().num_allocated == 0


@pytest.mark.parametrize("fails", ["record", "messages"])
def test_case_9_paid_then_completion_fails(bank, opened, monkeypatch, fails):  # noqa: F811
    """All or nothing, and a retry completes the same purchase. Guard: payment_decide is one transaction."""
    payment = opened((make_product(stock=1), 1))
    bank.control("pay", session=payment.session_id)

    def breaks(*args, **kwargs):
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as broken:
        if fails == "record":
            broken.setattr(settle, "payment_is_in", breaks)
        else:
            broken.setattr("marketplace.shop.order.services.waiting.tell_order_placed", breaks)
        with pytest.raises(DatabaseError):
            payment_settle(payment_id=payment.pk)
    assert fresh(payment).is_waiting and fresh(payment).order.is_awaiting
    assert not Message.objects.exists()
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.order.status) == ("paid", "new")
    assert not refunds(bank, payment)


def test_case_10_a_lower_price_is_charged_and_a_higher_one_asks(bank):  # noqa: F811
    """Guard: order_place reads every price once more; the page asks for what the order says."""
    make_carrier()
    product = make_product(price="100.00")
    basket = make_basket((product, 1))
    StockRecord.objects.update(price=Decimal("120.00"))
    with pytest.raises(TotalRose):
        make_order(basket=basket, payment_method="card", agreed_total=Decimal("125.00"))
    StockRecord.objects.update(price=Decimal("90.00"))
    order = make_order(basket=basket, payment_method="card", agreed_total=Decimal("125.00"))
    payment_page(payment_id=order.payment.pk)
    session = bank.client().v1.checkout.sessions.retrieve(fresh(order.payment).session_id)
    assert session.amount_total == 115_00


def test_case_10_a_price_that_changes_after_the_page_exists_is_the_one_that_was_agreed(bank, opened):  # noqa: F811
    """Guard: page and settling read the order's snapshot, never the shop's prices."""
    payment = opened((make_product(price="100.00"), 1))
    StockRecord.objects.update(price=Decimal("300.00"))
    payment_page(payment_id=payment.pk)
    bank.control("pay", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.amount_centimes) == ("paid", 125_00)


def test_case_16_a_card_order_expires_with_a_single_use_voucher(bank, opened):  # noqa: F811
    """Voucher and stock are back, and she orders again with it. Guard: order_release gives back every use."""
    goods = make_goods()
    make_voucher(most_uses=1)

    def basket() -> Basket:
        one = make_basket(*[(product, 1) for product in goods])
        voucher_put(basket=one, code="SOUK10")
        return one

    payment = opened(basket=basket())
    assert payment.amount_centimes == 340_00
    bank.control("expire", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    assert {record.num_allocated for record in StockRecord.objects.all()} == {0}
    second = opened(basket=basket())
    assert second.amount_centimes == 340_00
    assert Use.objects.filter(released_at=None).get().order == second.order


def test_case_17_paid_while_she_goes_back_to_her_basket(bank, opened):  # noqa: F811
    """Stripe's word decides: paid first, it is an order and her basket stays empty. Guard: page_close, then
    page_look."""
    payment = opened((make_product(stock=1), 1))
    basket = Basket.objects.create()
    jobs = [
        partial(bank.control, "pay", session=payment.session_id),
        partial(payment_change, payment_id=payment.pk, into=basket),
    ]
    all_at_once(jobs)
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    session = bank.client().v1.checkout.sessions.retrieve(payment.session_id)
    if session.payment_status == "paid":
        assert (payment.state, payment.order.status, basket.lines.count()) == ("paid", "new", 0)
    else:
        assert (payment.state, payment.order.status, basket.lines.count()) == ("released", "cancelled", 1)


def test_case_17_paid_after_the_release_when_the_goods_are_gone(bank, opened, settings):  # noqa: F811
    """Exactly one refund with an alert, however many look at once. Guards: the refund's idempotency key, the lock."""
    product = make_product(stock=1)
    payment = opened((product, 1))
    order_release(order=payment.order)
    Payment.objects.update(state="released")
    make_order((product, 1), email="quicker@example.com")
    bank.control("pay", session=payment.session_id)
    all_at_once([partial(payment_settle, payment_id=payment.pk)] * 4)
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.order.status, len(refunds(bank, payment))) == ("refunded", "cancelled", 1)
    assert Message.objects.get(kind="payment_trouble").address == settings.DELEGATION_EMAIL
    assert StockRecord.objects.get().num_allocated == 1
