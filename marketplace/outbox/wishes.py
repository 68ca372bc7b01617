"""What a reader wants to be told: she stops a topic at her address, with or without an account, and takes it back."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from . import kinds
from .models import Message, Refusal

_SALT = "marketplace.outbox.wishes"


class BadToken(ValueError):
    """This address of a page was not made by this market, or its topic is no more."""


def stop_url(message: Message) -> str:
    """Where the reader stops messages like this one, in the active language; empty when it cannot be stopped."""
    topic = kinds.topic_of(message.kind)
    if not topic:
        return ""
    return settings.SITE_URL + reverse("storefront:stop", args=[token_make(address=message.address, topic=topic)])


def token_make(*, address: str, topic: str) -> str:
    """Whoever holds it received a message at the address: it proves that, opens nothing else, and never ends."""
    return signing.dumps([address, topic], salt=_SALT, compress=True)


def token_read(token: str) -> tuple[str, str]:
    """(address, topic). Raises BadToken."""
    try:
        address, topic = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise BadToken from error
    if topic not in kinds.topics():
        raise BadToken(topic)
    return address, topic


def is_refused(*, address: str, topic: str) -> bool:
    """Whether this address wants no messages of the topic."""
    return Refusal.objects.filter(address=address.lower(), topic=topic).exists()


def refused_topics(address: str) -> set[str]:
    """What this address wants no messages of."""
    return set(Refusal.objects.filter(address=address.lower()).values_list("topic", flat=True))


@transaction.atomic
def topic_stop(*, address: str, topic: str) -> None:
    """No more of these to this address; those that wait to be sent go too. Doing it again changes nothing."""
    Refusal.objects.bulk_create([Refusal(address=address.lower(), topic=topic)], ignore_conflicts=True)
    waiting = Message.objects.filter(address__iexact=address, kind__in=kinds.kinds_of(topic))
    waiting.filter(state=Message.State.PENDING).delete()


def topic_start(*, address: str, topic: str) -> None:
    """These may come again."""
    Refusal.objects.filter(address=address.lower(), topic=topic).delete()


@transaction.atomic
def wishes_move(*, old: str, new: str) -> None:
    """She has another address now: what she stopped stays stopped."""
    for topic in refused_topics(old):
        topic_stop(address=new, topic=topic)
