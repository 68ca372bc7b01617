"""The worker is down for two hours: purchases succeed, an alarm on the age of what waits has fired, and when it is back
each message leaves once.

Fails without: messages as rows of the order's transaction (outbox.services.tell), late_since, and the rows' states.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from marketplace.outbox.late import LATE, late_since
from marketplace.outbox.models import Message
from marketplace.outbox.services import relay_due
from marketplace.storefront.views import service
from tests.factories import make_order, make_user

pytestmark = pytest.mark.django_db


def age(**amount) -> None:
    """What waits has been waiting for so long."""
    Message.objects.filter(state="pending").update(not_before=timezone.now() - timedelta(**amount))


def test_two_hours_without_a_worker(client, caplog, monkeypatch):
    monkeypatch.setitem(service._PARTS, "broker", lambda: None)
    make_order(email="salma@example.com")
    waiting = Message.objects.filter(state="pending").count()
    assert waiting and "messages" not in client.get("/readyz").json()

    age(hours=2)
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.json()["messages"].startswith("waiting since")
    assert "ALARM" in caplog.text
    make_order(email="brahim@example.com")

    client.force_login(make_user(is_moderator=True))
    assert "E-mails and messages have been waiting since" in client.get("/en/delegation/").content.decode()

    while relay_due():
        pass
    sent = [(message.subject, tuple(message.to)) for message in mail.outbox]
    assert len(sent) == len(set(sent)) == Message.objects.count() > waiting
    assert late_since() is None and "messages" not in client.get("/readyz").json()
    assert "have been waiting since" not in client.get("/en/delegation/").content.decode()


def test_what_a_mail_server_has_put_off_is_not_late():
    make_order()
    Message.objects.update(created_at=timezone.now() - 2 * LATE, not_before=timezone.now() + LATE)
    assert late_since() is None
