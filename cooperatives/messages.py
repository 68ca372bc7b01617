"""What the members of a cooperative are told of its life: kinds, and the snapshot (JSON) that their templates get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.phones import phone_display
from marketplace.outbox import sms
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell

from .choices import ApplicationReason, ClosingReason, SuspensionReason

if TYPE_CHECKING:
    from marketplace.accounts.models import User

    from .models import Cooperative

SUBMITTED = "cooperative_submitted"
ADMITTED = "cooperative_admitted"
CHANGES_ASKED = "cooperative_changes_asked"
REFUSED = "cooperative_refused"
SUSPENDED = "cooperative_suspended"
REINSTATED = "cooperative_reinstated"
CLOSED = "cooperative_closed"

# Each kind with the reasons that it may give.
REASONS = {
    SUBMITTED: None,
    ADMITTED: None,
    CHANGES_ASKED: ApplicationReason,
    REFUSED: ApplicationReason,
    SUSPENDED: SuspensionReason,
    REINSTATED: None,
    CLOSED: ClosingReason,
}
# Where its button leads, by name and whether the address wants the cooperative's slug.
_LINKS = {
    ADMITTED: ("seller:home", True),
    SUSPENDED: ("seller:home", True),
    REINSTATED: ("seller:home", True),
    CHANGES_ASKED: ("storefront:apply", False),
    SUBMITTED: ("storefront:apply", False),
}

for _kind in REASONS:
    register(_kind)


def can_be_told(user: User) -> bool:
    """Whether the market can write to this person at all."""
    return bool(user.email or (user.phone and sms.available()))


def tell_members(cooperative: Cooperative, kind: str, *, fact: int, reason: str = "", words: str = "") -> None:
    """One message to every current member, in her language, by e-mail or else by SMS.

    fact: id of the decision in the audit, which makes its message one of its own.
    """
    for member in cooperative.memberships.current().select_related("user").order_by("pk"):
        user = member.user
        if can_be_told(user):
            tell(
                event_key=f"{kind} {fact}",
                kind=kind,
                channel="email" if user.email else "sms",
                address=user.email or user.phone,
                language=user.language,
                payload=_payload(cooperative, kind, user.language, reason, words),
            )


def _payload(cooperative: Cooperative, kind: str, language: str, reason: str, words: str) -> dict:
    with translation.override(language):
        return {
            "cooperative": cooperative.name,
            "slug": cooperative.slug,
            "craft": cooperative.craft,
            "band": {"slug": cooperative.slug, "craft": cooperative.craft},
            "reason": str(REASONS[kind](reason).label) if reason and reason != "other" else "",
            "words": words,
            "url": _url(cooperative, kind),
            "delegation_phone": phone_display(settings.DELEGATION_PHONE),
        }


def _url(cooperative: Cooperative, kind: str) -> str:
    if kind not in _LINKS:
        return ""
    name, wants_slug = _LINKS[kind]
    return settings.SITE_URL + reverse(name, args=[cooperative.slug] if wants_slug else [])
