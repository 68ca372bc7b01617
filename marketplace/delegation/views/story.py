"""Stories that wait to be published."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy

from marketplace.delegation.forms import StoryNoForm, YesForm
from marketplace.delegation.reading.story import StoryPage, story_page
from marketplace.stories.services import story_ask_changes, story_publish

from .item import Choice, ItemView


class StoryView(ItemView):
    template_name = "delegation/story.html"
    choices = (
        Choice(
            "publish", gettext_lazy("Publish"), "check", gettext_lazy("Published: everybody can read it now."),
            YesForm, lambda pk, **data: story_publish(story_id=pk, **data), is_yes=True,
        ),
        Choice(
            "ask", gettext_lazy("Ask for changes"), "pencil", gettext_lazy("Sent back. Its members have been told."),
            StoryNoForm, lambda pk, **data: story_ask_changes(story_id=pk, **data),
        ),
    )  # fmt: skip

    def read(self, pk: int) -> StoryPage:
        return story_page(pk)

    def seen(self) -> datetime:
        return self.shown.story.submitted_at
