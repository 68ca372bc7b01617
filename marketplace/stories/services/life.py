"""The way from one state to another: locked, checked, written and recorded in one place."""

from __future__ import annotations

from marketplace.audit.models import Entry, record
from marketplace.stories.choices import STORY_MOVES, StoryState
from marketplace.stories.models import Story

from .errors import WrongState


def story_lock(story_id: int, *, target: StoryState) -> Story:
    """The story, locked, when it may go to `target`. Raises WrongState, Story.DoesNotExist."""
    stories = Story.objects.select_for_update(of=("self",), no_key=True).select_related("cooperative")
    story = stories.get(pk=story_id)
    if target not in STORY_MOVES[story.state]:
        raise WrongState(story.state)
    return story


def story_move(story: Story, state: StoryState, *, by, what: str, why: str = "", **columns) -> Entry:
    """Write the new state with `columns`, and the audit."""
    before = story.state
    for name, value in {"state": state, **columns}.items():
        setattr(story, name, value)
    story.save()
    return record(
        who=by, what=f"story.{what}", about=story, before={"state": before}, after={"state": state}, why=why[:500]
    )
