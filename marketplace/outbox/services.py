"""Tell somebody something: write the row, and nudge the relay once the transaction has been committed."""

from __future__ import annotations

from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings

from marketplace import jobs

from . import kinds, sms
from .models import Message
from .relay import relay_due
from .wishes import is_refused

__all__ = ["nudge", "relay_due", "tell"]


def tell(
    *, event_key: str, kind: str, address: str, language: str, payload: dict, channel: str = "email"
) -> Message | None:
    """Write one message in the caller's transaction; it leaves after the commit.

    event_key: the fact that is told, such as "order K7M2Q9 placed".
    payload: what the templates need, as JSON (decimals as "42.00", moments as ISO 8601).
    Returns None when this address was already told the fact by this channel, or wants no messages of the kind's topic.
    Raises ValueError for an empty address, a language the market does not speak, a kind nobody registered
    or that has no words for the channel, and for an SMS where no SMS_BACKEND is set.
    """
    address = address.strip()
    _check(kind=kind, address=address, language=language, channel=channel)
    topic = kinds.topic_of(kind)
    if topic and is_refused(address=address, topic=topic):
        return None
    message = Message(
        event_key=event_key, kind=kind, channel=channel, address=address, language=language, payload=payload,
        message_id=_new_message_id(),
    )  # fmt: skip
    Message.objects.bulk_create([message], ignore_conflicts=True)
    # A row that was there already leaves ours without its key.
    message.pk = Message.objects.filter(message_id=message.message_id).order_by().values_list("pk", flat=True).first()
    if message.pk is None:
        return None
    message._state.adding = False
    jobs.once_on_commit(nudge)
    return message


def nudge() -> None:
    """Ask a worker to look at the outbox now."""
    jobs.nudge("outbox.relay")


def _check(*, kind: str, address: str, language: str, channel: str) -> None:
    if not address:
        raise ValueError(f"nobody to tell {kind!r} to: the address is empty")
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"the market does not speak {language!r}")
    if channel not in Message.Channel.values:
        raise ValueError(f"there is no channel {channel!r}")
    if channel == Message.Channel.SMS and not sms.available():
        raise ValueError("SMS_BACKEND is empty: this market sends no SMS")
    if not kinds.speaks(kind, channel):
        raise kinds.UnknownKind(f"the message {kind!r} has no words for {channel}")


def _new_message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid4().hex}@{domain}>"
