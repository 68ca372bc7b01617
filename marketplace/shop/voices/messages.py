"""The messages this package sends, each in its reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cooperatives.access import people_to_tell
from cooperatives.messages import can_be_told
from cooperatives.models import Cooperative
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell
from marketplace.shop.order.tracking import tracking_secret, tracking_url

from .choices import SaidReason

if TYPE_CHECKING:
    from catalogue.models import Product
    from marketplace.shop.order.models import CooperativeOrder, Line, Order

    from .models import BuyerReview, PartMessage, Question, ReviewReply

REVIEW_INVITATION = "review_invitation"
REVIEW_ACCEPTED = "review_accepted"
REVIEW_REFUSED = "review_refused"
REVIEW_REMOVED = "review_removed"
ANSWER_REMOVED = "answer_removed"
QUESTION_ASKED = "question_asked"
QUESTION_ANSWERED = "question_answered"
SHOPPER_WROTE = "shopper_wrote"
COOPERATIVE_WROTE = "cooperative_wrote"

for _kind in (
    REVIEW_INVITATION,
    REVIEW_ACCEPTED,
    REVIEW_REFUSED,
    REVIEW_REMOVED,
    ANSWER_REMOVED,
    QUESTION_ASKED,
    QUESTION_ANSWERED,
    SHOPPER_WROTE,
    COOPERATIVE_WROTE,
):
    register(_kind)


def tell_review_invitation(part: CooperativeOrder, lines: list[Line]) -> None:
    """ "How do you like it?", with the way to the order's page."""
    language = part.order.language
    payload = {"number": part.order.number, "titles": [line.title_in(language) for line in lines]}
    payload |= _of(part.cooperative, language) | {"url": tracking_url(part.order)}
    _tell_shopper(part.order, f"part {part.pk} invited to review", REVIEW_INVITATION, payload)


def tell_review_accepted(bought: BuyerReview, *, fact: int) -> None:
    """ "It is on the market now". fact: id of the decision in the audit."""
    payload = _of_review(bought) | {"url": _address("storefront:said", bought.language, bought.listing_id)}
    _tell_writer(bought, f"review accepted {fact}", REVIEW_ACCEPTED, payload)


def tell_review_refused(bought: BuyerReview, *, fact: int) -> None:
    """Why it is not shown, and the way to write it again. fact: id of the decision in the audit."""
    _tell_writer(bought, f"review refused {fact}", REVIEW_REFUSED, _why_not(bought))


def tell_review_removed(bought: BuyerReview, *, fact: int) -> None:
    """Why it is no longer shown, and the way to write it again. fact: id of the decision in the audit."""
    _tell_writer(bought, f"review removed {fact}", REVIEW_REMOVED, _why_not(bought))


def tell_answer_removed(said: ReviewReply | Question, *, product: Product, answer: str) -> None:
    """To who sells for the cooperative: which of its answers is no longer shown, and why."""

    def payload(language: str) -> dict:
        with translation.override(language):
            title, reason = product.title, _reason(said.reason)
        words = {"title": title, "answer": answer, "reason": reason, "words": said.removed_words}
        return words | {"url": _address("seller:voices", language, said.cooperative.slug)}

    _tell_cooperative(said.cooperative, f"{said._meta.model_name} {said.pk} removed", ANSWER_REMOVED, payload)


def tell_question_asked(question: Question) -> None:
    """To who sells for the cooperative."""

    def payload(language: str) -> dict:
        with translation.override(language):
            title = question.product.title
        words = {"title": title, "name": question.name, "words": question.words}
        slug = question.cooperative.slug
        return words | {"url": _address("seller:question", language, slug, question.pk)}

    _tell_cooperative(question.cooperative, f"question {question.pk} asked", QUESTION_ASKED, payload)


def tell_question_answered(question: Question) -> None:
    """To the asker, where there is an address."""
    address = question.email or (question.user.email if question.user else "")
    if not address:
        return
    with translation.override(question.language):
        title = question.product.title
    payload = {"title": title, "words": question.words, "answer": question.answer}
    payload |= _of(question.cooperative, question.language)
    payload |= {"url": _address("storefront:said", question.language, question.product_id)}
    tell(
        event_key=f"question {question.pk} answered",
        kind=QUESTION_ANSWERED,
        address=address,
        language=question.language,
        payload=payload,
    )


def tell_shopper_of_message(message: PartMessage) -> None:
    """ "The cooperative wrote to you"."""
    part, order = message.part, message.part.order
    args = (order.number, tracking_secret(order), part.position)
    payload = {"number": order.number, "words": message.words, **_of(part.cooperative, order.language)}
    payload |= {"url": _address("storefront:part-messages", order.language, *args)}
    _tell_shopper(order, f"part message {message.pk}", COOPERATIVE_WROTE, payload)


def tell_cooperative_of_message(message: PartMessage) -> None:
    """ "The shopper wrote", without her e-mail address."""
    part = message.part

    def payload(language: str) -> dict:
        words = {"number": part.number, "name": part.order.customer_name, "words": message.words}
        return words | {"url": _address("seller:messages", language, part.cooperative.slug, part.pk)}

    _tell_cooperative(part.cooperative, f"part message {message.pk}", SHOPPER_WROTE, payload)


def _why_not(bought: BuyerReview) -> dict:
    """What a letter says of a review that is not shown."""
    order = bought.line.order
    with translation.override(bought.language):
        reason = _reason(bought.reason)
    url = _address("storefront:review-write", bought.language, order.number, tracking_secret(order), bought.line_id)
    return _of_review(bought) | {"reason": reason, "words": bought.words, "url": url}


def _reason(code: str) -> str:
    """In the language of the moment; "something else" says nothing beside the words."""
    return "" if code == SaidReason.OTHER else str(SaidReason(code).label)


def _of_review(bought: BuyerReview) -> dict:
    with translation.override(bought.language):
        title = bought.listing.title
    return {"title": title, **_of(bought.listing.cooperative, bought.language)}


def _of(cooperative: Cooperative, language: str) -> dict:
    """What a letter about a cooperative shows of it."""
    with translation.override(language):
        name = cooperative.name
    band = {"slug": cooperative.slug, "craft": cooperative.craft}
    return {"cooperative": name, **band, "band": band}


def _address(name: str, language: str, *args) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(name, args=args)


def _tell_shopper(order: Order, event_key: str, kind: str, payload: dict) -> None:
    """By e-mail, as all that an order tells; who left none reads it on the order's page."""
    if order.guest_email:
        tell(event_key=event_key, kind=kind, address=order.guest_email, language=order.language, payload=payload)


def _tell_writer(bought: BuyerReview, event_key: str, kind: str, payload: dict) -> None:
    address = bought.line.order.guest_email
    if address:
        tell(event_key=event_key, kind=kind, address=address, language=bought.language, payload=payload)


def _tell_cooperative(cooperative: Cooperative, event_key: str, kind: str, payload: Callable[[str], dict]) -> None:
    """Sales, else the president; when nobody can be reached, the delegation: never nobody."""
    people = [member.user for member in people_to_tell(cooperative)]
    reached = [
        (user.email or user.phone, "email" if user.email else "sms", user.language)
        for user in people
        if can_be_told(user)
    ]
    for address, channel, language in reached:
        words = _of(cooperative, language) | payload(language)
        tell(event_key=event_key, kind=kind, address=address, channel=channel, language=language, payload=words)
    if not reached:
        words = _of(cooperative, "fr") | payload("fr")
        words |= {"unheard": True, "url": _address("delegation:cooperative", "fr", cooperative.slug)}
        tell(event_key=event_key, kind=kind, address=settings.DELEGATION_EMAIL, language="fr", payload=words)
