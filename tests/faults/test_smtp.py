"""The mail server misbehaves: what was told stays told, and leaves when the fault is over."""

from __future__ import annotations

import pytest

from marketplace.outbox import services
from marketplace.outbox.models import Message
from marketplace.outbox.services import relay_due

from .conftest import all_told, let_time_pass, tell_note

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("relay_by_smtp")]


@pytest.fixture(autouse=True)
def no_nudge(monkeypatch):
    monkeypatch.setattr(services, "nudge", lambda: None)


def test_ten_messages_leave_over_one_connection(mail_server):
    for number in range(10):
        tell_note(number)
    assert relay_due() == 10
    assert mail_server.sessions == 1
    assert len(mail_server.addresses()) == len(mail_server.taken) == 10


def test_a_server_that_refuses_for_now_gets_the_message_later(mail_server):
    messages = [tell_note(number) for number in range(3)]
    mail_server.refusal = "451 try again later"
    assert relay_due() == 3
    assert not mail_server.taken
    assert all("451" in message.last_error for message in Message.objects.all())
    mail_server.refusal = None
    assert relay_due() == 0  # each waits for its turn
    let_time_pass()
    assert relay_due() == 3
    assert {taken.message_id for taken in mail_server.taken} == {message.message_id for message in messages}
    assert all_told()


def test_a_server_that_is_away_gets_everything_once_when_it_is_back(mail_server):
    for number in range(3):
        tell_note(number)
    mail_server.stop()
    assert relay_due() == 0
    assert sum(message.attempts for message in Message.objects.all()) == 1  # one call found out for all of them
    mail_server.start()
    assert relay_due() == 2
    let_time_pass()
    assert relay_due() == 1
    assert all_told()
    assert (len(mail_server.taken), mail_server.repeats()) == (3, 0)
