"""What is told of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from .letters import (
    Note,
    address,
    day_words,
    order_page,
    register_note,
    tell_delegation,
    tell_members,
    tell_shopper,
    upright,
)

if TYPE_CHECKING:
    from .models import Claim

CLAIM_OPENED = "claim_opened"
CLAIM_SEND_BACK = "claim_send_back"
CLAIM_REFUSED = "claim_refused"
CLAIM_ESCALATED = "claim_escalated"
CLAIM_TO_DECIDE = "claim_to_decide"

register_note(CLAIM_SEND_BACK, CLAIM_REFUSED, CLAIM_ESCALATED)
register_note(CLAIM_OPENED, CLAIM_TO_DECIDE, of_others=True)


def _number(claim: Claim) -> dict:
    return {"number": upright(claim.part.number)}


def tell_opened(claim: Claim) -> None:
    """To the members: what it is about, and until when to answer."""

    def note() -> Note:
        text = _("Answer by %(day)s. After that the delegation decides.")
        return Note(
            subject=_("Order %(number)s: the shopper is not content") % _number(claim),
            title=_("A shopper is not content with order %(number)s.") % _number(claim),
            sentences=[claim.get_kind_display(), text % {"day": day_words(timezone.localdate(claim.answer_by))}],
            words=claim.words,
            label=_("Look at it and answer"),
            url=address("seller:claim", claim.part.cooperative.slug, claim.pk),
        )

    tell_members(claim.part, event_key=f"claim {claim.pk} opened", kind=CLAIM_OPENED, note=note)


def tell_send_back(claim: Claim) -> None:
    """To the shopper: where to, and what happens then."""

    def note() -> Note:
        text = _("The cooperative looks at it when it arrives, then your money comes back.")
        return Note(
            subject=_("Order %(number)s: please send it back") % _number(claim),
            title=_("Agreed: please send it back."),
            sentences=[_("The address and the telephone of the cooperative are on your order's page."), text],
            words=claim.answer,
            label=_("See my order"),
            url=order_page(claim.part),
        )

    tell_shopper(claim.part, event_key=f"claim {claim.pk} send back", kind=CLAIM_SEND_BACK, note=note)


def tell_refused(claim: Claim) -> None:
    """To the shopper: why not, and whom to ask."""

    def note() -> Note:
        last = _("The delegation has decided. You can still turn to the ministry's service for consumers.")
        ask = _("You do not agree? On your order's page you can ask the delegation to look at it.")
        return Note(
            subject=_("Order %(number)s: the answer to what you asked") % _number(claim),
            title=_("The answer is no."),
            sentences=[last if claim.is_final else ask],
            words=claim.answer,
            label=_("See my order"),
            url=order_page(claim.part),
        )

    key = f"claim {claim.pk} refused {'by the delegation' if claim.is_final else 'by the cooperative'}"
    tell_shopper(claim.part, event_key=key, kind=CLAIM_REFUSED, note=note)


def tell_escalated(claim: Claim) -> None:
    """To the delegation that it decides; to the shopper and to the members that it does."""

    def to_delegation() -> Note:
        return Note(
            subject=_("Order %(number)s: a claim waits for your decision") % _number(claim),
            title=_("A claim waits for your decision."),
            sentences=[claim.get_kind_display()],
            words=claim.words,
            label=_("Look at it and decide"),
            url=address("delegation:claim", claim.pk),
        )

    def to_shopper() -> Note:
        return Note(
            subject=_("Order %(number)s: the delegation looks at it") % _number(claim),
            title=_("The delegation looks at what you asked."),
            sentences=[_("It decides, and you are told.")],
            label=_("See my order"),
            url=order_page(claim.part),
        )

    def to_members() -> Note:
        return Note(
            subject=_("Order %(number)s: the delegation decides now") % _number(claim),
            title=_("The delegation decides now about what the shopper asked."),
            sentences=[_("Call the delegation if there is something it should know.")],
            label=_("Open the order"),
            url=address("seller:claim", claim.part.cooperative.slug, claim.pk),
        )

    key = f"claim {claim.pk} escalated {'again' if claim.answer else 'late'}"
    tell_delegation(claim.part, event_key=key, kind=CLAIM_TO_DECIDE, note=to_delegation)
    tell_shopper(claim.part, event_key=key, kind=CLAIM_ESCALATED, note=to_shopper)
    tell_members(claim.part, event_key=key, kind=CLAIM_ESCALATED, note=to_members)
