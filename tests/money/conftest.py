"""The test payment server as a process, and the market's settings that point at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
import stripe
from django.test import Client

from marketplace.money.models import Payment
from marketplace.money.services.pay import payment_page
from tests.factories import make_order
from tests.testpay.server import SECRET_KEY, WEBHOOK_SECRET, PaymentServer


@pytest.fixture(scope="session")
def payment_server(tmp_path_factory) -> Iterator[PaymentServer]:
    server = PaymentServer(tmp_path_factory.mktemp("testpay"))
    yield server
    server.stop()


@pytest.fixture
def bank(payment_server: PaymentServer, settings) -> PaymentServer:
    """The market takes cards, through the test payment server; nothing of it fails."""
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = SECRET_KEY, WEBHOOK_SECRET
    settings.STRIPE_API_BASE, settings.STRIPE_TEST_SERVER = payment_server.url, True
    payment_server.control("fail", how="500", calls=0)
    return payment_server


@pytest.fixture
def opened(bank: PaymentServer) -> Callable[..., Payment]:
    """A card order whose payment page is there."""

    def open_one(*wanted, **how) -> Payment:
        order = make_order(*wanted, payment_method="card", **how)
        payment_page(payment_id=order.payment.pk)
        order.payment.refresh_from_db()
        return order.payment

    return open_one


def signed(body: str) -> dict[str, str]:
    """The header that Stripe sends with this body."""
    return {"Stripe-Signature": stripe.WebhookSignature.generate_signature_header(body, WEBHOOK_SECRET)}


def report(client: Client, event: object) -> int:
    """Deliver an event as Stripe does; the answer's status."""
    body = json.dumps(event)
    return client.post("/stripe/webhook/", body, content_type="application/json", headers=signed(body)).status_code


def events_of(bank: PaymentServer, payment: Payment) -> list[dict]:
    """Everything that happened to this payment's page and charge, as events, the oldest first."""
    events = [event.to_dict() for event in bank.client().v1.events.list({"limit": 100}).auto_paging_iter()]
    mine = {payment.session_id, payment.payment_intent, payment.charge} - {"", None}
    return [event for event in reversed(events) if mine & _ids(event["data"]["object"])]


def _ids(thing: dict) -> set[str]:
    return {thing.get("id"), thing.get("payment_intent"), thing.get("charge")}
