"""Send what is due. Any number of relays may run at once, and any of them may die at any moment.

A message is claimed in a short transaction, sent outside of any, and marked as sent before the next one is claimed:
a relay that is killed leaves one message behind at most, which comes again, when its lease is over, under the same
Message-ID.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.jobs import backoff

from .channels import CHANNELS, Unreachable
from .kinds import is_fleeting, is_secret
from .models import Message

logger = logging.getLogger(__name__)

# Longer than a send can last: an SMTP dialogue is about 8 steps of at most EMAIL_TIMEOUT (20 s) each.
LEASE = timedelta(minutes=4)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=3)


def relay_due(*, limit: int = 50) -> int:
    """Try up to `limit` due messages of each channel, over one connection a channel.

    Returns how many were tried: 0 when nothing is due, or nothing that is due has a server that answers.
    """
    return sum(_relay_channel(name, limit) for name in CHANNELS)


def _relay_channel(name: str, limit: int) -> int:
    tried = 0
    with CHANNELS[name]() as channel:
        while tried < limit and (message := _claim(name)):
            try:
                channel.send(message)
            except Unreachable as error:
                # Not this message's fault, and every other would meet the same: they stay due for the next sweep.
                _put_back(message, error, wait=FIRST_WAIT)
                logger.warning("No message can be sent by %s for now: %s", name, error)
                return tried
            except Exception as error:
                _put_back(message, error, wait=backoff(message.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
                logger.warning("Message %s (%s) was not sent", message.pk, message.kind, exc_info=True)
            else:
                _mark_sent(message)
            tried += 1
    return tried


@transaction.atomic
def _claim(channel: str) -> Message | None:
    """The message that is longest due and that nobody holds, now leased to us."""
    now = timezone.now()
    message = Message.objects.due(now).filter(channel=channel).select_for_update(skip_locked=True).first()
    if message:
        message.leased_until = now + LEASE
        message.attempts += 1
        message.save(update_fields=["leased_until", "attempts"])
    return message


def _mark_sent(message: Message) -> None:
    if is_fleeting(message.kind):
        Message.objects.filter(pk=message.pk).delete()
        return
    payload = {} if is_secret(message.kind) else message.payload
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT, sent_at=timezone.now(), leased_until=None, last_error="", payload=payload
    )


def _put_back(message: Message, error: Exception, *, wait: timedelta) -> None:
    """Due again after `wait`; three days after the fact, give up, for the delegation to see.

    Only while the lease is still ours: whoever took the message over decides about it.
    """
    now = timezone.now()
    gives_up = now - message.created_at >= GIVE_UP_AFTER
    Message.objects.filter(pk=message.pk, state=Message.State.PENDING, leased_until=message.leased_until).update(
        state=Message.State.FAILED if gives_up else Message.State.PENDING,
        not_before=now + wait,
        leased_until=None,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )
