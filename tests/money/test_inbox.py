"""What Stripe reports: signed, stored first, looked at later; early, twice, out of order or never."""

import json
from datetime import timedelta
from random import Random

import pytest
import stripe
import time_machine
from django.utils import timezone

from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.models import Dispute, Payment, WebhookEvent
from marketplace.money.services.inbox import event_store, events_handle_due, without_persons
from marketplace.money.shares import market_balance
from marketplace.money.signals import dispute_changed
from marketplace.outbox.models import Message
from marketplace.shop.partner.models import StockRecord
from marketplace.testpay.balance import DISPUTE_FEE
from tests.factories import make_member, make_product

from .conftest import events_of, report, signed

pytestmark = pytest.mark.django_db


def paid(opened, bank, *wanted, **how) -> Payment:
    payment = opened(*wanted, **how)
    bank.control("pay", session=payment.session_id)
    return payment


def completed(bank, payment: Payment) -> dict:
    return next(event for event in events_of(bank, payment) if event["type"] == "checkout.session.completed")


def test_a_report_is_stored_and_then_looked_at(client, opened, bank):
    payment = paid(opened, bank)
    assert report(client, completed(bank, payment)) == 200
    event = WebhookEvent.objects.get()
    assert (event.type, event.object_id, event.state) == (
        "checkout.session.completed", payment.session_id, "received"
    )  # fmt: skip
    payment.refresh_from_db()
    assert payment.is_waiting  # nothing is decided while Stripe waits for its answer
    assert events_handle_due() == 1
    payment.refresh_from_db()
    event.refresh_from_db()
    assert (payment.state, payment.order.status, event.state) == ("paid", "new", "done")


@pytest.mark.parametrize("header", ["", "nonsense", "t=1,v1=00", None])
def test_what_nobody_signed_gets_400_and_leaves_no_trace(client, opened, bank, header):
    """The guard: signature_is_good. Acceptance case 7."""
    payment = paid(opened, bank)
    body = json.dumps(completed(bank, payment))
    headers = {} if header is None else {"Stripe-Signature": header}
    assert client.post("/stripe/webhook/", body, content_type="application/json", headers=headers).status_code == 400
    assert not WebhookEvent.objects.exists()


def test_an_old_signature_or_a_changed_body_gets_400(client, bank):
    old = stripe.WebhookSignature.generate_signature_header("{}", bank_secret := "whsec_taawon", timestamp=1)
    assert bank_secret
    for body, header in (("{}", old), ('{"id": 1}', signed("{}")["Stripe-Signature"])):
        answer = client.post(
            "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": header}
        )
        assert answer.status_code == 400


@pytest.mark.parametrize("body", ["{", "[]", "{}", "null", '{"id": "evt_1", "type": "x"}', '{"id": 1, "data": {}}'])
def test_what_is_signed_and_no_event_gets_400(client, bank, body):
    answer = client.post("/stripe/webhook/", body, content_type="application/json", headers=signed(body))
    assert answer.status_code == 400
    assert not WebhookEvent.objects.exists()


def test_without_the_secret_nothing_is_taken(client, bank, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert (
        client.post("/stripe/webhook/", "{}", content_type="application/json", headers=signed("{}")).status_code == 400
    )


def test_a_second_and_a_third_time_it_changes_nothing(client, opened, bank):
    product = make_product(stock=5)
    make_member(product.cooperative)
    payment = paid(opened, bank, (product, 2))
    for _ in range(3):
        assert report(client, completed(bank, payment)) == 200
        events_handle_due()
    assert WebhookEvent.objects.count() == 1
    record = StockRecord.objects.get()
    assert (record.num_in_stock, record.num_allocated) == (5, 2)
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["order_confirmed", "order_received"]


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_the_end_is_the_same(client, opened, bank, seed):
    payment = paid(opened, bank)
    events = events_of(bank, payment) * 2
    Random(seed).shuffle(events)
    for event in events:
        report(client, event)
        events_handle_due()
    payment.refresh_from_db()
    assert (payment.state, payment.order.status) == ("paid", "new")
    assert payment.fee_centimes


def test_a_report_that_comes_before_we_know_the_page_finds_its_payment(client, opened, bank):
    payment = paid(opened, bank)
    event = completed(bank, payment)
    Payment.objects.filter(pk=payment.pk).update(session_id=None)
    report(client, event)
    events_handle_due()
    payment.refresh_from_db()
    assert (payment.state, payment.session_id) == ("paid", event["data"]["object"]["id"])


def test_a_report_about_another_shops_payment_is_done_without_doing(client, bank):
    event = {
        "id": "evt_other",
        "type": "checkout.session.completed",
        "data": {"object": {"id": "cs_other", "metadata": {"payment": "1", "order": "ABC"}}},
    }
    assert report(client, event) == 200
    events_handle_due()
    assert WebhookEvent.objects.get().state == "done"


def test_while_stripe_is_away_the_event_waits_and_is_tried_again(client, opened, bank):
    payment = paid(opened, bank)
    report(client, completed(bank, payment))
    bank.stop()
    try:
        assert events_handle_due() == 1
    finally:
        bank.restart()
    event = WebhookEvent.objects.get()
    assert event.state == "received" and "GatewayAway" in event.last_error
    assert events_handle_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=True):
        assert events_handle_due() == 1
    payment.refresh_from_db()
    assert payment.state == "paid"


def test_a_worker_that_died_leaves_its_event_to_the_next(bank):
    event_store(event={"id": "evt_1", "type": "x.y", "data": {"object": {"id": "x"}}})
    WebhookEvent.objects.update(leased_until=timezone.now() + timedelta(minutes=1))
    assert events_handle_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        assert events_handle_due() == 1


def test_what_an_event_says_of_persons_is_not_kept():
    kept = without_persons(
        {"a": {"customer_details": {"email": "x@example.com"}, "id": 1}, "b": [{"billing_details": {}}]}
    )
    assert kept == {"a": {"id": 1}, "b": [{}]}


def test_a_dispute_is_recorded_held_and_told_to_the_delegation(client, opened, bank, settings):
    payment = paid(opened, bank)
    changes = []

    def heard(sender, dispute, before, **kwargs):
        changes.append((before, dispute.state))

    dispute_changed.connect(heard)
    for event in events_of(bank, payment):
        report(client, event)
    events_handle_due()
    opened_one = bank.control("dispute", session=payment.session_id)
    _report_disputes(client, bank)
    dispute = Dispute.objects.get()
    payment.refresh_from_db()
    assert (dispute.payment, dispute.state, dispute.closed_at) == (payment, "open", None)
    assert dispute.amount_centimes == payment.amount_centimes
    assert Message.objects.get(kind="payment_disputed").address == settings.DELEGATION_EMAIL
    bank.control("dispute/close", dispute=opened_one["id"], outcome="lost")
    _report_disputes(client, bank)
    dispute.refresh_from_db()
    assert dispute.state == "lost" and dispute.closed_at
    assert dispute.fee_centimes == DISPUTE_FEE  # from the balance transaction, once
    assert market_balance(AccountKind.GATEWAY) == payment.fee_centimes + DISPUTE_FEE
    assert not list(faults())
    assert changes == [("", "open"), ("open", "lost")]


def _report_disputes(client, bank) -> None:
    """Each event twice."""
    for event in bank.client().v1.events.list({"limit": 100}).data:
        if event.type.startswith("charge.dispute.") and not WebhookEvent.objects.filter(event_id=event.id).exists():
            report(client, event.to_dict())
            report(client, event.to_dict())
    events_handle_due()
