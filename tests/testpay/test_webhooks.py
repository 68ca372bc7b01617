"""Events on their way: signed, tried again, and late, twice, shuffled or never when told."""

from __future__ import annotations

import time

import pytest
import stripe

from marketplace.testpay.webhooks import signature

from .conftest import session_of
from .server import WEBHOOK_SECRET, PaymentServer, Refused, until

COMPLETED = "checkout.session.completed"


def paid(server: PaymentServer, shop) -> str:
    session = session_of(server, shop.url)
    server.control("pay", session=session.id)
    return session.id


def session_intent(server: PaymentServer, session: str) -> str:
    return server.client().v1.checkout.sessions.retrieve(session).payment_intent


def states(server: PaymentServer, kind: str) -> list[str]:
    return [delivery["state"] for delivery in server.control("deliveries", type=kind)["deliveries"]]


def test_a_signature_is_believed_only_with_the_secret_and_the_body():
    body = b'{"object": "event", "id": "evt_1"}'
    header = signature(WEBHOOK_SECRET, body)
    assert stripe.Webhook.construct_event(body, header, WEBHOOK_SECRET).id == "evt_1"
    for wrong in ((body + b" ", header, WEBHOOK_SECRET), (body, header, "whsec_other")):
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(*wrong)


def test_what_the_shop_refuses_comes_again(own_server, shop):
    shop.refuse = True
    session = paid(own_server, shop)
    until(lambda: any(row["attempts"] for row in own_server.control("deliveries", type=COMPLETED)["deliveries"]))
    shop.refuse = False
    assert len(shop.heard(COMPLETED, session)) == 1
    until(lambda: states(own_server, COMPLETED) == ["taken"])


def test_a_shop_that_is_away_is_tried_again_by_the_next_process(tmp_path, shop):
    server = PaymentServer(tmp_path, webhook_url="http://127.0.0.1:9/away")
    try:
        session = paid(server, shop)
    finally:
        server.kill()
    second = PaymentServer(tmp_path, webhook_url=f"{shop.url}/stripe/webhook/")
    try:
        assert shop.heard(COMPLETED, session)
    finally:
        second.stop()


def test_an_event_that_was_under_way_when_the_server_was_killed_comes_again(own_server, shop):
    shop.free.clear()
    session = paid(own_server, shop)
    try:
        assert shop.held.wait(15)
        own_server.kill()
    finally:
        shop.free.set()
    own_server.restart()
    assert shop.heard("payment_intent.created", session_intent(own_server, session))


def test_late_is_later_than_what_happened_after_it(own_server, shop):
    own_server.control("modes", rules=[{"mode": "late", "event": COMPLETED, "seconds": 3600}])
    session = paid(own_server, shop)
    shop.heard("payment_intent.succeeded", session_intent(own_server, session))
    assert states(own_server, COMPLETED) == ["waiting"]
    own_server.control("flush")
    assert shop.types(session) == [COMPLETED]
    assert shop.heard(COMPLETED, session)


def test_late_comes_by_itself(own_server, shop):
    own_server.control("modes", rules=[{"mode": "late", "seconds": 0.3}])
    began = time.time()
    session = paid(own_server, shop)
    shop.heard(COMPLETED, session)
    assert own_server.control("deliveries", type=COMPLETED)["deliveries"][0]["sent"] >= began + 0.3


def test_twice_is_the_same_event_twice(own_server, shop):
    own_server.control("modes", rules=[{"mode": "twice", "event": COMPLETED}])
    first, second = shop.heard(COMPLETED, paid(own_server, shop), times=2)
    assert first.id == second.id


def test_never_is_never_until_it_is_flushed(own_server, shop):
    own_server.control("modes", rules=[{"mode": "never", "event": COMPLETED}])
    session = paid(own_server, shop)
    shop.heard("payment_intent.succeeded", session_intent(own_server, session))
    own_server.control("flush")
    assert COMPLETED not in shop.types(session)
    assert own_server.client().v1.events.list({"type": COMPLETED}).data[0].data.object.id == session
    own_server.control("flush", never=True)
    assert shop.heard(COMPLETED, session)


def test_shuffled_is_another_order_and_all_of_them(own_server, shop):
    own_server.control("modes", rules=[{"mode": "shuffled", "seconds": 1, "seed": 4}])
    sessions = [paid(own_server, shop) for _ in range(4)]
    made = [event.id for event in own_server.client().v1.events.list({"limit": 100}).data][::-1]
    until(lambda: len({event.id for event in shop.events} & set(made)) == len(made))
    came = [event.id for event in shop.events if event.id in made]
    assert came != made
    assert sorted(came) == sorted(made)
    assert all(shop.types(session) for session in sessions)


def test_a_part_of_them_by_a_seed_that_repeats_itself(own_server, shop):
    def lost() -> list[int]:
        own_server.control("modes", rules=[{"mode": "never", "probability": 0.5, "seed": 7}])
        before = len(own_server.control("deliveries")["deliveries"])
        for _ in range(3):
            paid(own_server, shop)
        rows = sorted(own_server.control("deliveries")["deliveries"], key=lambda row: row["id"])[before:]
        return [number for number, row in enumerate(rows) if row["mode"] == "never"]

    first = lost()
    assert 0 < len(first) < 12
    assert lost() == first


def test_a_rule_that_cannot_be_read_is_refused(own_server):
    for rule in ({"mode": "sometimes"}, {"mode": "late", "minutes": 1}):
        with pytest.raises(Refused):
            own_server.control("modes", rules=[rule])
