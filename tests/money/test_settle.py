"""What the payment service says becomes what the market holds: once, whoever asks and however often."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from oscar.apps.basket.models import Basket

from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.money.gateways.words import GatewayAway
from marketplace.money.models import Payment, Posting
from marketplace.money.services.pay import NothingToPay, payment_change, payment_page
from marketplace.money.services.settle import payment_settle
from marketplace.money.services.sweep import payments_look_due
from marketplace.money.shares import balance_of, market_balance
from marketplace.money.signals import fee_known, order_paid, payment_given_back
from marketplace.outbox.models import Message
from marketplace.shop.order.services.waiting import order_release
from marketplace.shop.partner.models import StockRecord
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    told, receivers = [], []
    for name, signal in {"paid": order_paid, "fee": fee_known, "given back": payment_given_back}.items():

        def receive(signal, sender, name=name, **sent):
            told.append(name)

        signal.connect(receive)
        receivers.append((signal, receive))
    yield told
    for signal, receive in receivers:
        signal.disconnect(receive)


def fresh(payment: Payment) -> Payment:
    return Payment.objects.select_related("order").get(pk=payment.pk)


def test_paid_it_is_confirmed_once_with_its_fee(opened, bank, heard):
    payment = opened((make_product(price="100.00"), 1))
    bank.control("pay", session=payment.session_id)
    for _ in range(3):
        payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.order.status) == ("paid", "new")
    assert payment.fee_centimes and payment.charge.startswith("ch_")
    assert heard == ["paid", "fee"]
    assert Message.objects.filter(kind="order_confirmed").count() == 1


def test_its_fee_is_the_markets_cost_and_no_cooperatives(opened, bank):
    payment = opened((make_product(price="100.00"), 1))
    bank.control("pay", session=payment.session_id)
    for _ in range(2):
        payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    part = payment.order.parts.get()
    assert market_balance(AccountKind.PLATFORM) == -payment.fee_centimes < 0
    assert market_balance(AccountKind.GATEWAY) == payment.fee_centimes - payment.amount_centimes
    assert balance_of(part.cooperative) == payment.amount_centimes
    assert Posting.objects.filter(kind="fee").count() == 1
    assert not list(faults())


def test_the_page_asks_for_exactly_what_the_order_costs(opened, bank):
    payment = opened((make_product(price="33.33"), 2), (make_product(price="0.50"), 3))
    session = bank.client().v1.checkout.sessions.retrieve(payment.session_id, {"expand": ["line_items"]})
    assert session.amount_total == payment.amount_centimes == payment.order.total_incl_tax * 100
    assert session.currency == "mad"
    assert session.client_reference_id == payment.order.number
    assert 30 * 60 <= session.expires_at - session.created <= 31 * 60
    assert payment.order.number in session.success_url and payment.order.number in session.cancel_url


def test_an_open_page_frees_nothing(opened):
    payment = opened((make_product(stock=1), 1))
    payment_settle(payment_id=payment.pk)
    assert fresh(payment).order.is_awaiting
    assert StockRecord.objects.get().num_allocated == 1


def test_the_page_is_the_same_whoever_opens_it_again(opened):
    payment = opened()
    first = payment_page(payment_id=payment.pk)
    Payment.objects.filter(pk=payment.pk).update(session_id=None)  # its answer was lost
    assert payment_page(payment_id=payment.pk) == first
    assert fresh(payment).session_id == payment.session_id


def test_a_page_that_could_never_be_made_gets_a_new_end(bank):
    with time_machine.travel(timezone.now() - timedelta(minutes=20), tick=True):
        order = make_order(payment_method="card")
    payment_page(payment_id=order.payment.pk)  # with its first end, 11 minutes ahead, Stripe would refuse it
    payment = fresh(order.payment)
    assert payment.attempt == 2
    assert payment.expires_at > timezone.now() + timedelta(minutes=30)


def test_expired_at_stripe_it_is_released(opened, bank):
    payment = opened((make_product(stock=1), 1))
    bank.control("expire", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.order.status) == ("released", "cancelled")
    assert StockRecord.objects.get().num_allocated == 0
    with pytest.raises(NothingToPay):
        payment_page(payment_id=payment.pk)


def test_changing_the_basket_ends_the_page_and_brings_the_goods_back(opened, bank):
    product = make_product(stock=2)
    payment = opened((product, 2))
    basket = Basket()
    assert payment_change(payment_id=payment.pk, into=basket).state == "released"
    assert basket.lines.get().quantity == 2
    assert fresh(payment).order.parts.get().reason == "changed"
    assert bank.client().v1.checkout.sessions.retrieve(payment.session_id).status == "expired"


def test_changing_the_basket_after_paying_changes_nothing(opened, bank):
    payment = opened()
    bank.control("pay", session=payment.session_id)
    basket = Basket()
    assert payment_change(payment_id=payment.pk, into=basket).state == "paid"
    assert basket.pk is None
    assert fresh(payment).order.status == "new"


def test_changing_the_basket_before_any_page_was_made(bank):
    order = make_order((make_product(stock=1), 1), payment_method="card")
    basket = Basket()
    assert payment_change(payment_id=order.payment.pk, into=basket).state == "released"
    assert basket.lines.count() == 1


def test_while_stripe_is_away_nothing_is_changed(opened, bank):
    payment = opened((make_product(stock=1), 1))
    bank.stop()
    try:
        with pytest.raises(GatewayAway):
            payment_change(payment_id=payment.pk, into=Basket())
    finally:
        bank.restart()
    assert fresh(payment).order.is_awaiting
    assert StockRecord.objects.get().num_allocated == 1


def test_another_amount_is_never_fulfilled_and_goes_back_once(opened, bank, heard):
    """Acceptance case 8: what was charged is not the order's. Guard: settle._is_what_was_asked."""
    payment = opened((make_product(stock=1), 1))
    Payment.objects.filter(pk=payment.pk).update(asked_amount=payment.asked_amount - 100)
    bank.control("pay", session=payment.session_id)
    for _ in range(2):
        payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.trouble, payment.order.status) == ("refunded", "amount", "cancelled")
    refunds = bank.client().v1.refunds.list({"payment_intent": payment.payment_intent}).data
    assert [refund.id for refund in refunds] == [payment.refund_id]
    assert heard == ["given back"]
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert kinds == {"payment_trouble", "payment_given_back"}


def test_paid_after_its_release_it_is_taken_up_again(opened, bank, heard):
    payment = opened((make_product(stock=1), 1))
    order_release(order=payment.order)
    Payment.objects.filter(pk=payment.pk).update(state="released")
    bank.control("pay", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.order.status) == ("paid", "new")
    assert StockRecord.objects.get().num_allocated == 1
    assert heard[0] == "paid"


def test_paid_after_its_goods_went_it_goes_back_once_with_an_alert(opened, bank, settings):
    product = make_product(stock=1)
    payment = opened((product, 1))
    order_release(order=payment.order)
    Payment.objects.filter(pk=payment.pk).update(state="released")
    make_order((product, 1), email="quicker@example.com")
    bank.control("pay", session=payment.session_id)
    for _ in range(2):
        payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    assert (payment.state, payment.trouble, payment.order.status) == ("refunded", "too_late", "cancelled")
    assert len(bank.client().v1.refunds.list({"payment_intent": payment.payment_intent}).data) == 1
    assert Message.objects.get(kind="payment_trouble").address == settings.DELEGATION_EMAIL


def test_a_refund_whose_answer_was_lost_is_found_again(opened, bank):
    payment = opened()
    bank.control("pay", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    payment = fresh(payment)
    first = gateway.give_back(key="first", payment_intent=payment.payment_intent)
    assert gateway.give_back(key="long after", payment_intent=payment.payment_intent) == first


# --- the sweep ------------------------------------------------------------------------------------------------------


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


def test_the_sweep_finds_a_payment_that_nobody_reported(opened, bank):
    payment = opened()
    bank.control("pay", session=payment.session_id)
    assert payments_look_due() == 0  # not due yet
    with later(minutes=3):
        assert payments_look_due() == 1
    assert fresh(payment).order.status == "new"


def test_a_page_whose_answer_was_lost_is_found_and_asked_about(opened, bank):
    payment = opened()
    bank.control("pay", session=payment.session_id)
    Payment.objects.filter(pk=payment.pk).update(session_id=None)
    with later(minutes=3):
        payments_look_due()
    assert fresh(payment).state == "paid"


def test_past_its_end_the_sweep_closes_the_page_first(opened, bank):
    payment = opened((make_product(stock=1), 1))
    with later(minutes=32):
        payments_look_due()
    assert bank.client().v1.checkout.sessions.retrieve(payment.session_id).status == "expired"
    assert fresh(payment).state == "released"
    assert StockRecord.objects.get().num_allocated == 0


def test_the_clock_alone_frees_nothing(opened, bank):
    """The guard: sweep._end asks Stripe to close the page, and only Stripe's word releases."""
    payment = opened((make_product(stock=1), 1))
    bank.stop()
    try:
        with later(hours=5):
            assert payments_look_due() == 1
            assert payments_look_due() == 0  # put back, not asked without end
    finally:
        bank.restart()
    payment = fresh(payment)
    assert payment.order.is_awaiting and payment.last_error
    assert StockRecord.objects.get().num_allocated == 1
    with later(hours=6):
        payments_look_due()
    assert fresh(payment).state == "released"


def test_an_order_whose_page_never_came_about_ends_too(bank):
    order = make_order((make_product(stock=1), 1), payment_method="card")
    with later(minutes=40):
        payments_look_due()
    payment = fresh(order.payment)
    assert (payment.state, payment.order.status) == ("released", "cancelled")


def test_a_refund_that_was_owed_is_made_by_the_sweep(opened, bank):
    payment = opened()
    bank.control("pay", session=payment.session_id)
    Payment.objects.filter(pk=payment.pk).update(asked_amount=1)
    bank.control("fail", how="500", calls=9, path="/v1/refunds")
    with pytest.raises(GatewayAway):
        payment_settle(payment_id=payment.pk)
    assert fresh(payment).state == "refund_due"
    bank.control("fail", how="500", calls=0)
    payments_look_due()
    assert fresh(payment).state == "refunded"


def test_in_another_currency_the_page_asks_by_the_rate(bank, settings):
    settings.STRIPE_CURRENCY, settings.STRIPE_MAD_PER_UNIT = "eur", Decimal("10.80")
    order = make_order((make_product(price="100.00"), 3), payment_method="card")
    payment_page(payment_id=order.payment.pk)
    payment = fresh(order.payment)
    assert payment.asked_amount == round(payment.amount_centimes / Decimal("10.80"))
    bank.control("pay", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    assert fresh(payment).state == "paid"
