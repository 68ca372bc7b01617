"""The life of a story, and why the delegation sends one back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryState(models.TextChoices):
    """Where the words that are being worked on stand; what readers see is the story's last version."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    PUBLISHED = "published", _("Published")
    CHANGES_ASKED = "changes_asked", _("Changes asked")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StoryReason(models.TextChoices):
    """Why a story is sent back: said to the members in their own language."""

    FACT_UNCLEAR = "fact_unclear", _("A fact or a figure needs to be checked")
    TEXT_UNCLEAR = "text_unclear", _("The text needs to be clearer")
    LANGUAGE_MISSING = "language_missing", _("A language is missing")
    PICTURE_UNCLEAR = "picture_unclear", _("A picture is missing or does not show the subject clearly")
    CLAIM_UNPROVED = "claim_unproved", _("A label or a health benefit is claimed without proof")
    PRIVACY = "privacy", _("A person is named or shown without having agreed")
    OTHER = "other", _("Something else")


# From each state, where a story may go. Whatever is edited becomes a draft again.
STORY_MOVES: dict[str, frozenset[str]] = {
    StoryState.DRAFT: frozenset({StoryState.DRAFT, StoryState.SUBMITTED, StoryState.WITHDRAWN}),
    StoryState.SUBMITTED: frozenset(
        {StoryState.DRAFT, StoryState.PUBLISHED, StoryState.CHANGES_ASKED, StoryState.WITHDRAWN}
    ),
    StoryState.CHANGES_ASKED: frozenset({StoryState.DRAFT, StoryState.SUBMITTED, StoryState.WITHDRAWN}),
    StoryState.PUBLISHED: frozenset({StoryState.DRAFT, StoryState.WITHDRAWN}),
    StoryState.WITHDRAWN: frozenset({StoryState.DRAFT}),
}
