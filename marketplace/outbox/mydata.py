"""What was written to a person, and what she wants no messages of."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from marketplace.mydata.registry import Part, register

from . import kinds
from .models import Message, Refusal


def addresses_of(user: Any) -> Q:
    """Whatever bears one of her addresses or her number, as `address`."""
    mails = {user.email, *user.emailaddress_set.values_list("email", flat=True)} - {None}
    wanted = Q(pk__in=[])
    for address in [*mails, *filter(None, [user.phone])]:
        wanted |= Q(address__iexact=address)
    return wanted


def _messages(user: Any) -> QuerySet[Message]:
    return Message.objects.filter(addresses_of(user)).order_by("pk")


def _export(user: Any) -> list[dict]:
    return [
        {
            "kind": message.kind,
            "about": message.event_key,
            "channel": message.channel,
            "address": message.address,
            "language": message.language,
            "written_at": message.created_at,
            "sent_at": message.sent_at,
            # A member's message about an order holds the shopper's name: that is the shopper's.
            "content": None if kinds.holds_others(message.kind) or kinds.is_secret(message.kind) else message.payload,
        }
        for message in _messages(user)
    ]


def _erase(user: Any) -> None:
    """What was sent goes, and what she could have stopped; what still waits besides tells of orders that go on."""
    stoppable = [kind for topic in kinds.topics() for kind in kinds.kinds_of(topic)]
    _messages(user).filter(~Q(state=Message.State.PENDING) | Q(kind__in=stoppable)).delete()


def _wishes(user: Any) -> list[dict]:
    rows = Refusal.objects.filter(addresses_of(user)).order_by("pk")
    return [{"stopped": row.topic, "address": row.address, "at": row.at} for row in rows]


register(
    Part(
        name="messages",
        columns=("outbox.Message.address",),
        export=_export,
        erase=_erase,
        kept="Messages that were not sent yet are still sent: they tell of orders that go on.",
    )
)
register(
    Part(
        name="stopped_messages",
        columns=("outbox.Refusal.address",),
        export=_wishes,
        erase=lambda user: Refusal.objects.filter(addresses_of(user)).delete(),
    )
)
