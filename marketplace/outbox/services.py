"""Tell somebody something: write the row, and nudge the relay once the transaction has been committed."""

from __future__ import annotations

import logging
from email.utils import parseaddr
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.db import connection, transaction

from . import kinds, sms
from .models import Message
from .relay import relay_due

__all__ = ["nudge", "relay_due", "tell"]

logger = logging.getLogger(__name__)

# Seconds. A shopper waits for the nudge, so an unreachable broker may cost her about one of them.
BROKER_PATIENCE = 0.4
# Seconds. While no worker runs, nudges must not pile up: the sweep finds the rows without them.
NUDGE_EXPIRES = 60


def tell(
    *, event_key: str, kind: str, address: str, language: str, payload: dict, channel: str = "email"
) -> Message | None:
    """Write one message in the caller's transaction; it leaves after the commit.

    event_key: the fact that is told, such as "order K7M2Q9 placed".
    payload: what the templates need, as JSON (decimals as "42.00", moments as ISO 8601).
    Returns None when this address was already told the fact by this channel.
    Raises ValueError for an empty address, a language the market does not speak, a kind nobody registered
    or that has no words for the channel, and for an SMS where no SMS_BACKEND is set.
    """
    address = address.strip()
    _check(kind=kind, address=address, language=language, channel=channel)
    message = Message(
        event_key=event_key, kind=kind, channel=channel, address=address, language=language, payload=payload,
        message_id=_new_message_id(),
    )  # fmt: skip
    Message.objects.bulk_create([message], ignore_conflicts=True)
    written = Message.objects.filter(message_id=message.message_id).first()
    if written:
        _nudge_on_commit()
    return written


def nudge() -> None:
    """Ask a worker to look at the outbox now. A nudge that cannot be given is logged: the sweep needs none."""
    patience = {
        "socket_connect_timeout": BROKER_PATIENCE,
        "socket_timeout": BROKER_PATIENCE,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "connect_retries_timeout": BROKER_PATIENCE,
    }
    try:
        with current_app.connection(transport_options=patience, connect_timeout=BROKER_PATIENCE) as broker:
            current_app.send_task("outbox.relay", connection=broker, retry=False, expires=NUDGE_EXPIRES)
    except Exception as error:
        logger.warning("The relay was not nudged, the sweep will do: %s: %s", type(error).__name__, error)


def _nudge_on_commit() -> None:
    """One nudge for all that a transaction tells.

    Django drops what a rolled back savepoint asked for, so its list is the one that knows whether we still have ours.
    """
    if all(entry[1] is not nudge for entry in connection.run_on_commit):
        transaction.on_commit(nudge)


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
