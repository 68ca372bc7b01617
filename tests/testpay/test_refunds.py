"""Refunds and disputes through the real library."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from .server import Refused


@pytest.fixture
def paid(server, opened) -> str:
    """A payment intent of 350.00 that has succeeded."""
    return server.control("pay", session=opened().id)["session"]["payment_intent"]


def charge_of(server, intent: str) -> stripe.Charge:
    (charge,) = server.client().v1.charges.list({"payment_intent": intent}).data
    return charge


def test_parts_are_refunded_until_nothing_is_left(server, paid, shop):
    refunds = server.client().v1.refunds
    first = refunds.create({"payment_intent": paid, "amount": 10_000, "reason": "requested_by_customer"})
    assert (first.status, first.amount, first.currency) == ("succeeded", 10_000, "mad")
    rest = refunds.create({"charge": charge_of(server, paid).id, "expand": ["balance_transaction"]})
    assert (rest.amount, rest.balance_transaction.net) == (25_000, -25_000)
    charge = charge_of(server, paid)
    assert (charge.amount_refunded, charge.refunded) == (35_000, True)
    assert [refund.id for refund in refunds.list({"payment_intent": paid}).data] == [rest.id, first.id]
    with pytest.raises(stripe.InvalidRequestError) as refused:
        refunds.create({"payment_intent": paid})
    assert refused.value.code == "charge_already_refunded"
    assert len(shop.heard("charge.refunded", paid, times=2)) == 2
    assert shop.heard("refund.created", first.id)


def test_more_than_is_left_is_refused_and_changes_nothing(server, paid):
    refunds = server.client().v1.refunds
    refunds.create({"payment_intent": paid, "amount": 30_000})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        refunds.create({"payment_intent": paid, "amount": 5_001})
    assert (refused.value.http_status, refused.value.param) == (400, "amount")
    assert charge_of(server, paid).amount_refunded == 30_000


def test_of_eight_at_once_only_what_fits_is_refunded(server, paid):
    def refund(_: int) -> bool:
        try:
            server.client().v1.refunds.create({"payment_intent": paid, "amount": 10_000})
        except stripe.InvalidRequestError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(refund, range(8))) == 3
    assert charge_of(server, paid).amount_refunded == 30_000


def test_an_unpaid_intent_has_nothing_to_refund(server, opened):
    session = opened()
    server.control("pay", session=session.id, card="4000000000000002")
    intent = server.client().v1.checkout.sessions.retrieve(session.id).payment_intent
    with pytest.raises(stripe.InvalidRequestError):
        server.client().v1.refunds.create({"payment_intent": intent})


def test_a_refund_may_wait_and_then_fail(server, paid, shop):
    server.control("refunds/pend", calls=1)
    refunds = server.client().v1.refunds
    refund = refunds.create({"payment_intent": paid, "amount": 10_000})
    assert (refund.status, refund.balance_transaction) == ("pending", None)
    server.control("refunds/finish", refund=refund.id, status="failed")
    assert refunds.retrieve(refund.id).status == "failed"
    assert charge_of(server, paid).amount_refunded == 0
    assert shop.heard("refund.updated", refund.id)[0].data.object.status == "failed"
    assert refunds.create({"payment_intent": paid}).amount == 35_000


def test_a_dispute_takes_the_money_and_gives_it_back_when_won(server, paid, shop):
    opened = server.control("dispute", payment_intent=paid, reason="product_not_received")
    disputes = server.client().v1.disputes
    dispute = disputes.retrieve(opened["id"])
    assert (dispute.status, dispute.amount, dispute.reason) == ("needs_response", 35_000, "product_not_received")
    assert [(move.amount, move.net) for move in dispute.balance_transactions] == [(-35_000, -50_000)]
    assert charge_of(server, paid).disputed
    with pytest.raises(stripe.InvalidRequestError) as refused:
        server.client().v1.refunds.create({"payment_intent": paid})
    assert refused.value.code == "charge_disputed"
    server.control("dispute/close", dispute=dispute.id, outcome="won")
    assert sum(move.amount for move in disputes.retrieve(dispute.id).balance_transactions) == 0
    assert shop.heard("charge.dispute.created", dispute.id)
    assert shop.heard("charge.dispute.closed", dispute.id)[0].data.object.status == "won"
    with pytest.raises(Refused):
        server.control("dispute/close", dispute=dispute.id, outcome="lost")
    assert server.client().v1.refunds.create({"payment_intent": paid}).status == "succeeded"


def test_a_lost_dispute_leaves_nothing_to_refund(server, paid):
    dispute = server.control("dispute", payment_intent=paid, amount=10_000)
    server.control("dispute/close", dispute=dispute["id"], outcome="lost")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        server.client().v1.refunds.create({"payment_intent": paid})
    assert refused.value.code == "charge_disputed"
