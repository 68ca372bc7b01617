"""What surrounds a call: the key, the version, idempotency, faults on purpose, and a server that is killed."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
import stripe

from marketplace.testpay.control import control_answer
from marketplace.testpay.exchange import Request
from marketplace.testpay.settings import Settings
from marketplace.testpay.state import State

from .conftest import session_of
from .server import SECRET_KEY, PaymentServer, until

RESOURCES = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "balance_transaction": stripe.BalanceTransaction,
    "refund": stripe.Refund,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
}


@pytest.fixture
def buy(own_server: PaymentServer, shop) -> Callable[..., stripe.checkout.Session]:
    """One purchase, the same each time; options of the call, such as an idempotency key."""
    moment = int(time.time()) + 3600

    def call(amount: int = 35_000, **options: object) -> stripe.checkout.Session:
        line = {"price_data": {"currency": "mad", "unit_amount": amount, "product_data": {"name": "Amlou"}}}
        given = {"mode": "payment", "line_items": [line], "success_url": f"{shop.url}/paid", "expires_at": moment}
        return own_server.client(max_network_retries=0).v1.checkout.sessions.create(given, options)

    return call


def test_a_wrong_key_is_a_401(server):
    for key in ("sk_test_somebody", "sk_live_taawon"):
        with pytest.raises(stripe.AuthenticationError):
            server.client(api_key=key).v1.charges.list()
    assert server.request("/v1/charges")[0] == 401


def test_another_version_of_the_api_is_refused(server):
    headers = {"Authorization": f"Bearer {SECRET_KEY}", "Stripe-Version": "2020-08-27"}
    assert server.request("/v1/charges", headers=headers)[0] == 400


def test_an_address_that_stripe_does_not_have_is_a_404(server):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        server.client().v1.customers.list()
    assert refused.value.http_status == 404


def test_the_same_key_gives_the_same_answer(own_server, buy):
    first = buy(idempotency_key="order-1")
    again = buy(idempotency_key="order-1")
    assert again.id == first.id
    assert "idempotent-replayed" not in first.last_response.headers
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert buy(idempotency_key="order-2").id != first.id


def test_the_same_key_with_other_parameters_is_refused(buy):
    buy(idempotency_key="order-1")
    with pytest.raises(stripe.IdempotencyError) as refused:
        buy(amount=99_900, idempotency_key="order-1")
    assert refused.value.http_status == 400


def test_a_refusal_is_kept_too_but_a_wrong_parameter_uses_no_key(own_server, buy, shop):
    session = session_of(own_server, shop.url)
    intent = own_server.control("pay", session=session.id)["session"]["payment_intent"]
    refunds = own_server.client().v1.refunds
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError):
            refunds.create({"payment_intent": intent, "amount": 99_999}, {"idempotency_key": "refund-1"})
    with pytest.raises(stripe.InvalidRequestError):
        refunds.create({"payment_intent": intent, "colour": "red"}, {"idempotency_key": "refund-2"})
    assert refunds.create({"payment_intent": intent}, {"idempotency_key": "refund-2"}).amount == 35_000


def test_a_key_in_use_is_a_409_and_is_answered_once(own_server, buy):
    own_server.control("fail", how="slow", seconds=2, method="POST")
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(buy, idempotency_key="order-1")

        until(lambda: own_server.control("keys")["running"])
        with pytest.raises(stripe.APIError) as refused:
            buy(idempotency_key="order-1")
        assert refused.value.http_status == 409
        assert refused.value.json_body["error"]["code"] == "idempotency_key_in_use"
        done = slow.result()
    assert buy(idempotency_key="order-1").id == done.id


def test_keys_and_everything_else_outlive_a_kill(own_server, buy, shop):
    session = session_of(own_server, shop.url)
    first = buy(idempotency_key="order-1")
    own_server.control("pay", session=session.id)
    own_server.kill()
    own_server.restart()
    assert buy(idempotency_key="order-1").id == first.id
    kept = own_server.client().v1.checkout.sessions.retrieve(session.id)
    assert (kept.status, kept.metadata["order"]) == ("complete", "K7M2P9")


def test_a_key_whose_work_was_killed_is_free_again(own_server, buy):
    own_server.control("fail", how="slow", seconds=60, method="POST")

    def lost() -> None:
        with pytest.raises(stripe.APIConnectionError):
            buy(idempotency_key="order-1")

    caller = Thread(target=lost)
    caller.start()
    until(lambda: own_server.control("keys")["running"])
    own_server.kill()
    caller.join()
    own_server.restart()
    assert buy(idempotency_key="order-1").status == "open"
    assert len(own_server.client().v1.checkout.sessions.list().data) == 1


def test_a_call_that_is_refused_at_its_end_leaves_nothing_behind(own_server, shop):
    with pytest.raises(stripe.InvalidRequestError):
        session_of(own_server, shop.url, expand=["colour"])
    assert own_server.client().v1.checkout.sessions.list().data == []


def test_a_500_on_purpose_does_nothing_and_the_next_call_works(own_server, buy):
    own_server.control("fail", how="500", calls=2)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            buy(idempotency_key="order-1")
    assert buy(idempotency_key="order-1").status == "open"
    assert len(own_server.client().v1.checkout.sessions.list().data) == 1


def test_the_librarys_own_retries_outlast_a_500(own_server, shop):
    own_server.control("fail", how="500", calls=2)
    assert own_server.client(max_network_retries=2).v1.checkout.sessions.list().data == []


@pytest.mark.parametrize(("how", "done"), [("timeout", 0), ("lost", 1)])
def test_an_answer_that_never_comes(own_server, buy, how, done):
    """timeout: nothing was done. lost: all was, and only the key finds it again."""
    own_server.control("fail", how=how, seconds=0.1)
    with pytest.raises(stripe.APIConnectionError):
        buy(idempotency_key="order-1")
    assert len(own_server.client().v1.checkout.sessions.list().data) == done
    assert buy(idempotency_key="order-1").status == "open"
    assert len(own_server.client().v1.checkout.sessions.list().data) == 1


def test_control_calls_want_their_header(server):
    assert server.request("/_test/health")[0] == 403
    assert server.request("/_test/modes", "{}")[0] == 403
    assert server.control("health") == {"ok": True}


@pytest.mark.parametrize(("loopback", "status"), [(True, 200), (False, 403)])
def test_control_calls_are_for_this_machine_only(tmp_path: Path, loopback: bool, status: int):
    state = State(tmp_path / "pay.sqlite", Settings(SECRET_KEY, "", "", "http://localhost"))
    headers = {"x-test-control": "1"}
    assert control_answer(state, Request("GET", "/_test/health", "", "", headers, loopback)).status == status


def test_answers_have_no_field_that_the_library_does_not_know(own_server, shop):
    session = session_of(own_server, shop.url)
    own_server.control("pay", session=session.id, card="4000000000000002")
    intent = own_server.control("pay", session=session.id)["session"]["payment_intent"]
    client = own_server.client().v1
    client.refunds.create({"payment_intent": intent, "amount": 1_000})
    own_server.control("dispute", payment_intent=intent)
    lists = [client.checkout.sessions, client.payment_intents, client.charges, client.balance_transactions]
    seen = [
        thing for service in [*lists, client.refunds, client.disputes, client.events] for thing in service.list().data
    ]
    assert {thing.object for thing in seen} == set(RESOURCES)
    for thing in seen:
        assert type(thing) is RESOURCES[thing.object]
        assert not set(thing.to_dict()) - set(type(thing).__annotations__), thing.object
