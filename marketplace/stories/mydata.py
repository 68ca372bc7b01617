"""The stories that a person published for the delegation."""

from __future__ import annotations

from marketplace.mydata.registry import Part, register

from .models import StoryVersion

register(
    Part(
        name="published_stories",
        columns=("stories.StoryVersion.published_by",),
        export=lambda user: [
            {"story": row.story.title, "version": row.number, "at": row.published_at}
            for row in StoryVersion.objects.filter(published_by=user).select_related("story").order_by("pk")
        ],
        kept="A decision of the delegation; the account that took it has no name any more.",
    )
)
