"""A story as a moderator reads it: the three languages side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from catalogue.models import Product
from marketplace.delegation.waiting import Age, age_of
from marketplace.stories.choices import StoryState
from marketplace.stories.models import Story, StoryFact, StoryPicture
from marketplace.stories.versions import TEXTS, texts_of


@dataclass
class Column:
    """The story in one language."""

    code: str
    title: str
    standfirst: str
    body: str


@dataclass
class StoryPage:
    """A story that waits, or was decided already."""

    story: Story
    columns: list[Column]
    facts: list[StoryFact]
    pictures: list[StoryPicture]
    listings: list[Product]

    @property
    def thing(self) -> Story:
        return self.story

    @property
    def is_waiting(self) -> bool:
        return self.story.state == StoryState.SUBMITTED

    @property
    def standing(self) -> str:
        return self.story.get_state_display()

    @property
    def age(self) -> Age | None:
        return age_of(self.story.submitted_at)


def story_page(pk: int) -> StoryPage:
    """Raises Http404 for a story that nobody submitted yet."""
    stories = Story.objects.select_related("cooperative__province").filter(pk=pk, submitted_at__isnull=False)
    story = stories.prefetch_related("facts", "pictures").first()
    if story is None:
        raise Http404
    texts = {field: texts_of(story, field) for field in TEXTS}
    return StoryPage(
        story=story,
        columns=[Column(code, *(texts[field][code] for field in TEXTS)) for code in texts["title"]],
        facts=list(story.facts.all()),
        pictures=list(story.pictures.all()),
        listings=list(story.listings.order_by("pk")),
    )
