"""A payment server of its own for each module, and a shop that only listens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stripe

from .server import WEBHOOK_SECRET, PaymentServer, until


class Shop:
    """Takes webhooks as the market would: only what the real library believes to be signed.

    `refuse`: answers 500. `free`: while it is cleared, no answer comes.
    """

    def __init__(self) -> None:
        self.events: list[stripe.Event] = []
        self.refuse = False
        self.free = threading.Event()
        self.free.set()
        self.held = threading.Event()
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                event = stripe.Webhook.construct_event(body, self.headers["Stripe-Signature"], WEBHOOK_SECRET)
                if not shop.free.is_set():
                    shop.held.set()
                    shop.free.wait(30)
                    return
                if not shop.refuse:
                    shop.events.append(event)
                self.send_response(500 if shop.refuse else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                content = b"<!DOCTYPE html><title>Shop</title><h1>The shop</h1>"
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def types(self, of: str) -> list[str]:
        """Kinds of the events about one session or payment intent, in the order in which they came."""
        return [event.type for event in list(self.events) if of in str(event.data.object)]

    def heard(self, kind: str, of: str, times: int = 1) -> list[stripe.Event]:
        """The events of a kind about something, once there are so many."""

        def found() -> list[stripe.Event]:
            return [event for event in list(self.events) if event.type == kind and of in str(event.data.object)]

        until(lambda: len(found()) >= times)
        return found()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shop: Shop) -> Iterator[PaymentServer]:
    server = PaymentServer(tmp_path_factory.mktemp("pay"), webhook_url=f"{shop.url}/stripe/webhook/")
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path, shop: Shop) -> Iterator[PaymentServer]:
    """For tests that tell it to misbehave, or end it."""
    server = PaymentServer(tmp_path, webhook_url=f"{shop.url}/stripe/webhook/")
    yield server
    server.stop()


@pytest.fixture
def opened(server: PaymentServer, shop: Shop) -> Callable[..., stripe.checkout.Session]:
    """Makes sessions on the module's server."""
    return lambda **changes: session_of(server, shop.url, **changes)


def session_of(server: PaymentServer, shop_url: str, **changes: object) -> stripe.checkout.Session:
    """A session for 350.00 MAD, as the market would ask for it."""
    line = {"price_data": {"currency": "mad", "unit_amount": 17_500, "product_data": {"name": "Amlou"}}, "quantity": 2}
    given = {
        "mode": "payment",
        "line_items": [line],
        "allowed_payment_method_types": ["card"],
        "client_reference_id": "K7M2P9",
        "customer_email": "shopper@example.com",
        "metadata": {"order": "K7M2P9"},
        "payment_intent_data": {"metadata": {"order": "K7M2P9"}},
        "success_url": f"{shop_url}/paid?session={{CHECKOUT_SESSION_ID}}",
        "cancel_url": f"{shop_url}/back",
        "locale": "fr",
    }
    return server.client().v1.checkout.sessions.create(given | changes)
