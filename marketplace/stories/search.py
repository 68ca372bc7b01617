"""What is found of stories: their published version."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.html import strip_tags

from cooperatives.search import place_texts, texts_in
from marketplace.searchindex.index import Entry, Text, index
from marketplace.searchindex.sources import register

from .models import Story

STORY = "story"


def story_entry(story: Story) -> Entry:
    """Found by its title, its cooperative, its place and its words. The story has a published version."""
    content = story.current.content
    return Entry(
        kind=STORY,
        key=str(story.pk),
        texts=(
            Text("A", content["title"], is_name=True),
            Text("B", texts_in(story.cooperative, "name"), is_name=True),
            Text("B", content["standfirst"]),
            Text("C", place_texts(story.cooperative)),
            Text("D", {code: strip_tags(words) for code, words in content["body"].items()}),
        ),
    )


def _everything() -> Iterator[Entry]:
    stories = Story.objects.exclude(current=None)
    for story in stories.select_related("current", "cooperative__province", "cooperative__city"):
        yield story_entry(story)


register(STORY, _everything)


@receiver(post_save, sender=Story)
def index_story(instance: Story, raw: bool = False, **kwargs) -> None:
    if not raw and instance.current_id:
        index(story_entry(instance))
