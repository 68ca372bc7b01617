"""The pages of the stories."""

from __future__ import annotations

from marketplace.storefront import stories

from .browse import PageView


class StoriesView(PageView):
    template_name = "storefront/stories.html"
    parameters = frozenset({"page"})

    def read(self) -> stories.StoriesPage:
        return stories.stories_page(self.number)


class StoryView(PageView):
    template_name = "storefront/story.html"

    def read(self) -> stories.StoryPage:
        return stories.story_page(self.kwargs["slug"])
