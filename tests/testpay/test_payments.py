"""The life of a payment, asked through the real library: session, intent, charge, fee, events."""

from __future__ import annotations

import time

import pytest
import stripe

from .server import PaymentServer, Refused

SECURE, DECLINED, NO_FUNDS = "4000 0025 0000 3155", "4000 0000 0000 0002", "4000 0000 0000 9995"
EVERYTHING = {"expand": ["payment_intent.latest_charge.balance_transaction", "line_items"]}


def intent_of(server: PaymentServer, session: str) -> stripe.PaymentIntent:
    return (
        server.client()
        .v1.checkout.sessions.retrieve(session, {"expand": ["payment_intent.latest_charge"]})
        .payment_intent
    )


def test_a_new_session_is_open_and_leads_to_a_page(server, opened):
    session = opened()
    assert (session.status, session.payment_status, session.amount_total) == ("open", "unpaid", 35_000)
    assert (session.currency, session.payment_intent, session.livemode) == ("mad", None, False)
    assert session.url == f"{server.url}/c/pay/{session.id}"
    assert session.last_response.headers["request-id"].startswith("req_")


def test_a_paid_session_knows_its_charge_and_what_it_cost(server, opened):
    session = opened()
    assert server.control("pay", session=session.id)["paid"]
    paid = server.client().v1.checkout.sessions.retrieve(session.id, EVERYTHING)
    charge = paid.payment_intent.latest_charge
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert (paid.payment_intent.status, paid.payment_intent.amount_received) == ("succeeded", 35_000)
    assert paid.payment_intent.metadata["order"] == paid.metadata["order"] == "K7M2P9"
    assert (charge.status, charge.captured, charge.amount_captured) == ("succeeded", True, 35_000)
    assert (charge.balance_transaction.fee, charge.balance_transaction.net) == (1_315, 33_685)  # 2.9 % and 3.00
    assert [(line.description, line.quantity) for line in paid.line_items.data] == [("Amlou", 2)]
    assert paid.customer_details.email == "shopper@example.com"


def test_paying_twice_charges_once(server, opened):
    session = opened()
    for _ in range(2):
        assert server.control("pay", session=session.id)["paid"]
    intent = intent_of(server, session.id)
    assert len(server.client().v1.charges.list({"payment_intent": intent.id}).data) == 1


@pytest.mark.parametrize(
    ("card", "decline_code"), [(DECLINED, "generic_decline"), (NO_FUNDS, "insufficient_funds")]
)  # fmt: skip
def test_a_declined_card_leaves_the_session_open_for_another(server, opened, shop, card, decline_code):
    session = opened()
    told = server.control("pay", session=session.id, card=card)
    assert (told["paid"], told["error"]["type"], told["error"]["code"]) == (False, "card_error", "card_declined")
    intent = intent_of(server, session.id)
    assert (intent.status, intent.last_payment_error.decline_code) == ("requires_payment_method", decline_code)
    assert (intent.latest_charge.status, intent.latest_charge.paid) == ("failed", False)
    assert server.control("pay", session=session.id)["paid"]
    assert intent_of(server, session.id).id == intent.id
    assert shop.heard("payment_intent.payment_failed", intent.id)


def test_a_card_that_asks_the_bank_is_paid_when_the_bank_is_told_yes(server, opened):
    session = opened()
    assert server.control("pay", session=session.id, card=SECURE, confirm=None)["asks_bank"]
    waiting = intent_of(server, session.id)
    assert (waiting.status, waiting.next_action.type) == ("requires_action", "redirect_to_url")
    assert server.control("bank", session=session.id, confirm=True)["paid"]
    assert (
        intent_of(server, session.id).latest_charge.payment_method_details.card.three_d_secure.result == "authenticated"
    )


def test_a_card_whose_bank_is_told_no_is_not_paid(server, opened):
    session = opened()
    told = server.control("pay", session=session.id, card=SECURE, confirm=False)
    assert (told["paid"], told["error"]["code"]) == (False, "payment_intent_authentication_failure")
    assert intent_of(server, session.id).status == "requires_payment_method"


def test_an_expired_session_cannot_be_paid_and_a_paid_one_cannot_expire(server, opened):
    expired, paid = opened(), opened()
    server.control("pay", session=paid.id)
    sessions = server.client().v1.checkout.sessions
    assert sessions.expire(expired.id).status == "expired"
    with pytest.raises(Refused, match="expired"):
        server.control("pay", session=expired.id)
    for over in (expired, paid):
        with pytest.raises(stripe.InvalidRequestError):
            sessions.expire(over.id)
    assert sessions.retrieve(paid.id).status == "complete"


def test_expiry_cancels_an_attempt_and_is_told(server, opened, shop):
    session = opened()
    server.control("pay", session=session.id, card=SECURE, confirm=None)
    assert server.control("expire", session=session.id)["status"] == "expired"
    assert intent_of(server, session.id).status == "canceled"
    assert shop.heard("checkout.session.expired", session.id)[0].data.object.status == "expired"
    with pytest.raises(Refused):
        server.control("bank", session=session.id, confirm=True)


def test_a_session_past_its_time_is_expired_whoever_looks(own_server, shop):
    from .conftest import session_of

    session = session_of(own_server, shop.url)
    own_server.control("age", session=session.id, seconds=24 * 3600 + 1)
    assert own_server.client().v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_a_success_is_told_in_signed_events(server, opened, shop):
    session = opened()
    server.control("pay", session=session.id)
    (completed,) = shop.heard("checkout.session.completed", session.id)
    assert completed.data.object.payment_status == "paid"
    assert completed.api_version == stripe.api_version
    intent = completed.data.object.payment_intent
    assert shop.heard("charge.succeeded", intent)
    assert shop.heard("payment_intent.succeeded", intent)
    stored = server.client().v1.events.retrieve(completed.id)
    assert stored.data.object.id == session.id


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_a_session_lives_from_half_an_hour_to_a_day(opened, minutes):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        opened(expires_at=int(time.time()) + minutes * 60)
    assert refused.value.param == "expires_at"


def test_what_a_new_session_lacks_is_named(server):
    sessions = server.client().v1.checkout.sessions
    for given, param in (({}, "mode"), ({"mode": "payment"}, "success_url")):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            sessions.create(given)
        assert (refused.value.code, refused.value.param) == ("parameter_missing", param)


def test_lists_page_from_the_newest(server, opened):
    made = [opened().id for _ in range(3)]
    sessions = server.client().v1.checkout.sessions
    first = sessions.list({"limit": 2})
    assert [session.id for session in first.data] == made[:0:-1]
    assert first.has_more
    rest = sessions.list({"limit": 1, "starting_after": made[1]})
    assert [session.id for session in rest.data] == [made[0]]
    assert [session.id for session in first.auto_paging_iter()][:3] == made[::-1]


def test_what_does_not_exist_is_a_404(server):
    client = server.client().v1
    for retrieve in (client.checkout.sessions.retrieve, client.payment_intents.retrieve, client.charges.retrieve):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            retrieve("nobody")
        assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
