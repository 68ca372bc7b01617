"""What the members of a cooperative are told about their story: kinds, and the snapshot (JSON) of each template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cooperatives.messages import can_be_told
from marketplace.accounts.phones import phone_display
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell

from .choices import StoryReason

if TYPE_CHECKING:
    from .models import Story, StoryVersion

STORY_PUBLISHED = "story_published"
STORY_CHANGES_ASKED = "story_changes_asked"

for _kind in (STORY_PUBLISHED, STORY_CHANGES_ASKED):
    register(_kind)


def tell_published(story: Story, version: StoryVersion) -> None:
    """ "Your story is published", with its address."""
    _tell_members(story, STORY_PUBLISHED, fact=f"story {story.pk} published {version.number}")


def tell_changes_asked(story: Story, *, fact: int) -> None:
    """ "Your story needs a change", with the reason. fact: id of the decision in the audit."""
    _tell_members(story, STORY_CHANGES_ASKED, fact=f"story changes asked {fact}")


def _tell_members(story: Story, kind: str, *, fact: str) -> None:
    """Every current member, in her language, by e-mail or else by telephone message: it is everybody's story."""
    for member in story.cooperative.memberships.current().select_related("user").order_by("pk"):
        user = member.user
        if can_be_told(user):
            tell(
                event_key=fact,
                kind=kind,
                channel="email" if user.email else "sms",
                address=user.email or user.phone,
                language=user.language,
                payload=_payload(story, kind, user.language),
            )


def _payload(story: Story, kind: str, language: str) -> dict:
    cooperative = story.cooperative
    with translation.override(language):
        published = kind == STORY_PUBLISHED
        url = reverse("storefront:story", args=[story.slug]) if published else ""
        return {
            "title": story.title,
            "cooperative": cooperative.name,
            "slug": cooperative.slug,
            "craft": cooperative.craft,
            "band": {"slug": cooperative.slug, "craft": cooperative.craft},
            "reason": "" if published or story.reason in ("", StoryReason.OTHER) else str(story.get_reason_display()),
            "words": "" if published else story.reason_words,
            "url": settings.SITE_URL + url if url else "",
            "delegation_phone": phone_display(settings.DELEGATION_PHONE),
        }
