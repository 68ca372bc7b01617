"""Short letters about money that goes back: one shape for all, its sentences written in the reader's language when the
fact is told (payload: number, subject, title, sentences, words, label, url).

Numbers and names are isolated as plain text is, so that they stand upright between Arabic words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cooperatives.access import people_to_tell
from cooperatives.messages import can_be_told
from marketplace.centimes import mad
from marketplace.formats.templatetags.formats import day_plain, ltr_plain, price_plain
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.tracking import tracking_url

TEMPLATE = "emails/note"


@dataclass(frozen=True)
class Note:
    """What a letter says. words: somebody's own, quoted. label, url: of its button."""

    subject: str
    title: str
    sentences: Sequence[str]
    label: str
    url: str
    words: str = ""


def register_note(*kinds: str, of_others: bool = False) -> None:
    """Declare kinds of message that have this shape."""
    for kind in kinds:
        register(kind, TEMPLATE, of_others=of_others)


def upright(text: object) -> str:
    """A number, or a name in Latin letters, inside a sentence of the language of the moment."""
    return ltr_plain(text)


def money_words(amount: int) -> str:
    """Centimes as a price in the language of the moment."""
    return price_plain(mad(amount))


def day_words(day: date) -> str:
    return day_plain(day)


def address(name: str, *args) -> str:
    """The whole address of a page in the language of the moment."""
    return settings.SITE_URL + reverse(name, args=args)


def tell_shopper(part: CooperativeOrder, *, event_key: str, kind: str, note: Callable[[], Note]) -> None:
    """By e-mail; who left none reads it on the order's page."""
    order = part.order
    if order.guest_email:
        payload = _payload(part, part.order.number, order.language, note)
        tell(event_key=event_key, kind=kind, address=order.guest_email, language=order.language, payload=payload)


def tell_members(part: CooperativeOrder, *, event_key: str, kind: str, note: Callable[[], Note]) -> None:
    """Sales, else the president; when nobody can be reached, the delegation: never nobody."""
    reached = [member.user for member in people_to_tell(part.cooperative) if can_be_told(member.user)]
    for user in reached:
        channel, to = ("email", user.email) if user.email else ("sms", user.phone)
        payload = _payload(part, part.number, user.language, note) | {"member_of": part.cooperative_name}
        tell(event_key=event_key, kind=kind, address=to, channel=channel, language=user.language, payload=payload)
    if not reached:
        tell_delegation(part, event_key=event_key, kind=kind, note=note)


def tell_delegation(part: CooperativeOrder, *, event_key: str, kind: str, note: Callable[[], Note]) -> None:
    payload = _payload(part, part.number, "fr", note) | {"is_delegation": True}
    tell(event_key=event_key, kind=kind, address=settings.DELEGATION_EMAIL, language="fr", payload=payload)


def order_page(part: CooperativeOrder) -> str:
    return tracking_url(part.order)


def seller_page(part: CooperativeOrder) -> str:
    return address("seller:order", part.cooperative.slug, part.pk)


def _payload(part: CooperativeOrder, number: str, language: str, note: Callable[[], Note]) -> dict:
    with translation.override(language):
        said = note()
    return {
        "number": number,
        "slug": part.cooperative.slug,
        "craft": part.cooperative.craft,
        "band": {"slug": part.cooperative.slug, "craft": part.cooperative.craft},
        "subject_line": said.subject,
        "title": said.title,
        "sentences": list(said.sentences),
        "words": said.words,
        "label": said.label,
        "url": said.url,
    }
