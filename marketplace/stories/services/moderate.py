"""What the delegation decides on a story: a move, its audit, and a message to every member.

seen: `submitted_at` of what the moderator read; when it was submitted again since, Stale is raised and nothing happens.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import reason_with
from marketplace.stories import messages
from marketplace.stories.choices import StoryReason, StoryState
from marketplace.stories.models import Story, StoryVersion
from marketplace.stories.versions import content_of

from .errors import Stale, WordsMissing
from .life import story_lock, story_move


@transaction.atomic
def story_publish(*, story_id: int, by, seen: datetime | None = None) -> Story:
    """Show the story as it was submitted, as its next version. Raises WrongState, Stale."""
    story = _submitted(story_id, StoryState.PUBLISHED, seen)
    now = timezone.now()
    version = StoryVersion.objects.create(
        story=story,
        number=story.versions.count() + 1,
        content=content_of(story),
        published_at=now,
        published_by=by,
    )
    story_move(
        story,
        StoryState.PUBLISHED,
        by=by,
        what="published",
        current=version,
        published_at=story.published_at or now,
    )
    messages.tell_published(story, version)
    return story


@transaction.atomic
def story_ask_changes(*, story_id: int, by, reason: str, words: str = "", seen: datetime | None = None) -> Story:
    """Back to the cooperative; a version that is published stays. reason: a code of StoryReason.

    Raises WrongState, Stale, WordsMissing for "something else" without words, ValueError for a reason there is not.
    """
    reason, words = StoryReason(reason), words.strip()
    if reason == StoryReason.OTHER and not words:
        raise WordsMissing(StoryState.CHANGES_ASKED)
    story = _submitted(story_id, StoryState.CHANGES_ASKED, seen)
    entry = story_move(
        story,
        StoryState.CHANGES_ASKED,
        by=by,
        what="changes_asked",
        why=reason_with(reason, words),
        reason=reason,
        reason_words=words,
    )
    messages.tell_changes_asked(story, fact=entry.pk)
    return story


def _submitted(story_id: int, target: StoryState, seen: datetime | None) -> Story:
    story = story_lock(story_id, target=target)
    if seen is not None and seen != story.submitted_at:
        raise Stale
    return story
