"""Settling a payment while others settle, release or sell its goods; and without the lock, to prove that it is real."""

from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest

from marketplace.money.gateways.words import Word
from marketplace.money.models import Payment
from marketplace.money.services import settle
from marketplace.money.services.settle import payment_decide
from marketplace.outbox.models import Message
from marketplace.shop.order.models import Order
from marketplace.shop.order.services import waiting
from marketplace.shop.partner.models import StockRecord
from tests.factories import make_order, make_product

from .crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8


def word_of(payment: Payment, *, paid: bool) -> Word:
    """What Stripe says: paid, or expired."""
    return Word(
        session_id=f"cs_{payment.pk}",
        is_open=False,
        is_paid=paid,
        is_expired=not paid,
        amount=payment.asked_amount,
        currency="mad",
        payment_intent=f"pi_{payment.pk}" if paid else "",
        charge=f"ch_{payment.pk}" if paid else "",
        fee=500 if paid else None,
    )


def make_waiting() -> Payment:
    payment = make_order((make_product(stock=1), 1), payment_method="card").payment
    Payment.objects.filter(pk=payment.pk).update(session_id=f"cs_{payment.pk}")
    payment.refresh_from_db()
    return payment


def deciders(payment: Payment, *words: bool) -> list:
    return [partial(payment_decide, payment_id=payment.pk, word=word_of(payment, paid=paid)) for paid in words]


def no_errors(results: list) -> None:
    assert not [one for one in results if isinstance(one, Exception)], results


def test_many_who_heard_that_it_is_paid_confirm_it_once():
    payment = make_waiting()
    no_errors(all_at_once(deciders(payment, *[True] * ROUNDS)))
    payment.refresh_from_db()
    assert (payment.state, Order.objects.get().status) == ("paid", "new")
    assert Message.objects.filter(kind="order_confirmed").count() == 1
    assert StockRecord.objects.get().num_allocated == 1


def test_many_who_heard_that_it_expired_release_it_once():
    payment = make_waiting()
    no_errors(all_at_once(deciders(payment, *[False] * ROUNDS)))
    assert StockRecord.objects.get().num_allocated == 0
    assert Order.objects.get().status == "cancelled"


def test_paid_at_the_last_second_it_is_one_paid_order_or_one_refund():
    """Acceptance case 17: whichever is first, never a paid and released order."""
    for _ in range(ROUNDS):
        payment = make_waiting()
        no_errors(all_at_once(deciders(payment, True, False, True, False)))
        payment.refresh_from_db()
        # Nobody else wanted the goods, so even a late payment takes them up again.
        assert (payment.state, payment.order.status) == ("paid", "new")
        assert payment.order.lines.get().stockrecord.num_allocated == 1


def test_without_the_orders_lock_the_same_race_confirms_it_twice(monkeypatch):
    """The guard is settle._locked: the order's row, then the payment's."""
    payment = make_waiting()
    meet = Barrier(2)

    def unlocked(payment_id: int):
        found = Payment.objects.select_related("order").get(pk=payment_id)
        return found.order, found

    def late(order_id: int) -> Order:
        order = Order.objects.get(pk=order_id)
        try:
            meet.wait(timeout=20)
        except BrokenBarrierError:
            raise AssertionError("the two did not meet") from None
        return order

    paid = []
    monkeypatch.setattr(settle, "_locked", unlocked)
    monkeypatch.setattr(waiting, "lock_order", late)
    monkeypatch.setattr(settle, "payment_is_in", lambda **about: paid.append(about["payment"].pk))
    all_at_once(deciders(payment, True, True))
    assert paid == [payment.pk] * 2
