from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from marketplace.outbox import relay
from marketplace.outbox.models import Message
from marketplace.outbox.services import relay_due
from marketplace.outbox.tasks import sweep

from . import conftest

pytestmark = pytest.mark.django_db(transaction=True)
PENDING, SENT, FAILED = Message.State.PENDING, Message.State.SENT, Message.State.FAILED


@pytest.fixture
def text_message(tell, sms):
    return lambda **over: tell(**{"kind": "parcel_sent", "channel": "sms", "address": "+212600000001", **over})


@pytest.fixture
def refused(text_message, settings):
    """A message whose operator refuses it."""
    message = text_message(address="+212600000009")
    settings.SMS_BACKEND = f"{conftest.__name__}.sms_refuser"
    return message


def test_a_due_message_is_sent_and_marked(tell):
    message = tell()
    assert relay_due() == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.leased_until) == (SENT, 1, None)
    assert message.sent_at is not None
    assert [letter.to for letter in mail.outbox] == [["salma@example.com"]]


def test_nothing_is_sent_twice(tell):
    tell()
    assert (relay_due(), relay_due()) == (1, 0)
    assert len(mail.outbox) == 1


def test_sweep_goes_on_until_nothing_is_due(tell, monkeypatch):
    for number in range(7):
        tell(event_key=f"fact {number}")
    monkeypatch.setattr(relay.relay_due, "__kwdefaults__", {"limit": 3})
    sweep()
    assert len(mail.outbox) == 7


def test_the_longest_due_goes_first(tell):
    late, early = tell(event_key="late"), tell(event_key="early")
    Message.objects.filter(pk=early.pk).update(not_before=timezone.now() - timedelta(hours=1))
    assert relay._claim("email") == early
    assert relay._claim("email") == late


def test_a_leased_message_is_left_alone_until_its_lease_is_over(tell):
    tell()
    assert relay._claim("email") is not None
    assert relay_due() == 0
    with time_machine.travel(timezone.now() + relay.LEASE + timedelta(seconds=1), tick=False):
        assert relay_due() == 1


def test_nothing_is_sent_inside_a_transaction(text_message, monkeypatch):
    states = []
    monkeypatch.setattr(conftest, "sms_taker", lambda *_: states.append(connection.in_atomic_block))
    text_message()
    relay_due()
    assert states == [False]


def test_a_refused_message_waits_longer_each_time(refused):
    now, waits = timezone.now(), []
    for _ in range(12):
        with time_machine.travel(now, tick=False):
            relay_due()
        refused.refresh_from_db()
        waits.append((refused.not_before - now).total_seconds())
        now = refused.not_before
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]
    assert (refused.state, refused.last_error) == (PENDING, "ValueError: number not in service")


def test_after_three_days_a_message_has_failed(refused):
    with time_machine.travel(refused.created_at + timedelta(days=3), tick=False):
        relay_due()
        assert relay_due() == 0
    refused.refresh_from_db()
    assert (refused.state, refused.leased_until) == (FAILED, None)


def test_one_message_that_cannot_be_made_does_not_hold_up_the_others(tell):
    broken = tell(event_key="broken", kind="order_confirmed", payload={"total": "a lot"})
    tell(event_key="fine")
    assert relay_due() == 2
    broken.refresh_from_db()
    assert broken.state == PENDING and broken.last_error
    assert len(mail.outbox) == 1


def test_where_no_server_answers_the_others_keep_their_turn(text_message, settings):
    first, second = text_message(event_key="1"), text_message(event_key="2")
    settings.SMS_BACKEND = f"{conftest.__name__}.sms_unreachable"
    assert relay_due() == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, second.attempts) == (1, 0)
    assert first.not_before - timezone.now() <= relay.FIRST_WAIT


def test_a_dead_channel_does_not_stop_the_other(tell, text_message, settings):
    text_message()
    tell()
    settings.SMS_BACKEND = f"{conftest.__name__}.sms_unreachable"
    assert relay_due() == 1
    assert len(mail.outbox) == 1


def test_who_lost_the_lease_does_not_put_the_message_back(tell):
    tell()
    lost = relay._claim("email")
    taken_over = timezone.now() + timedelta(minutes=9)
    Message.objects.update(leased_until=taken_over)
    relay._put_back(lost, ValueError("late"), wait=timedelta(0))
    lost.refresh_from_db()
    assert (lost.leased_until, lost.last_error) == (taken_over, "")


def test_sms_for_development_is_a_readable_file(tell, sms_folder):
    tell(kind="parcel_sent", channel="sms", address="+212600000001", payload=conftest.PAYLOADS["parcel_sent"])
    assert relay_due() == 1
    (written,) = sms_folder.iterdir()
    assert written.read_text().startswith("+212600000001\n\n") and "K7M2Q9" in written.read_text()


def test_a_code_is_forgotten_once_it_is_sent_and_other_payloads_stay(tell):
    from marketplace.accounts.messages import CODE

    code = tell(event_key="code 1", kind=CODE, payload={"code": "048213", "name": ""})
    other = tell(event_key="parcel 1 delivered")
    assert relay_due() == 2
    code.refresh_from_db()
    other.refresh_from_db()
    assert "048213" in str(mail.outbox[0].body)
    assert code.payload == {}
    assert other.payload != {}
