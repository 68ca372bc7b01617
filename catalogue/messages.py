"""The messages this package sends: what the delegation decided, told to the cooperative's members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cooperatives.access import people_to_tell
from cooperatives.messages import can_be_told
from cooperatives.models import Cooperative, Membership
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell

from .choices import Reason

if TYPE_CHECKING:
    from .models import Decision

LISTING_ACCEPTED = "listing_accepted"
LISTING_CHANGES_ASKED = "listing_changes_asked"
EDIT_ACCEPTED = "edit_accepted"
EDIT_REFUSED = "edit_refused"

for _kind in (LISTING_ACCEPTED, LISTING_CHANGES_ASKED, EDIT_ACCEPTED, EDIT_REFUSED):
    register(_kind)


def tell_decision(decision: Decision, kind: str) -> None:
    """Each member who is to be told, in her language, by e-mail, else by telephone message."""
    for user in (member.user for member in _members(decision.product.cooperative)):
        if can_be_told(user):
            tell(
                event_key=f"decision {decision.pk}",
                kind=kind,
                address=user.email or user.phone,
                channel="email" if user.email else "sms",
                language=user.language,
                payload=_payload(decision, user.language),
            )


def _members(cooperative: Cooperative) -> list[Membership]:
    """Sales, else the president; where there is neither, everybody."""
    return people_to_tell(cooperative) or list(
        Membership.objects.current().of(cooperative).select_related("user").order_by("pk")
    )


def _payload(decision: Decision, language: str) -> dict:
    listing, cooperative = decision.product, decision.product.cooperative
    with translation.override(language):
        return {
            "title": listing.title,
            "cooperative": cooperative.name,
            "slug": cooperative.slug,
            "craft": cooperative.craft,
            "band": {"slug": cooperative.slug, "craft": cooperative.craft},
            "reason": _reason(decision),
            "words": decision.words,
            "url": settings.SITE_URL + reverse("seller:listing", args=[cooperative.slug, listing.pk]),
        }


def _reason(decision: Decision) -> str:
    """In the active language; "something else" says nothing that the words do not."""
    if not decision.reason or (decision.reason == Reason.OTHER and decision.words):
        return ""
    return str(Reason(decision.reason).label)
