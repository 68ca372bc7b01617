"""Tells the demo's stories through the real services: idempotent; stories that exist are left as they are.

In content/stories.json a text is a list of paragraphs; one that starts with "# " opens a section.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.stories.choices import StoryState
from marketplace.stories.models import Story
from marketplace.stories.services import story_draft, story_picture_add, story_publish, story_submit

from .clock import clock_at
from .studio import Studio, Subject

CONTENT = Path(__file__).parent / "content" / "stories.json"
DELEGATION = "delegation@example.com"
# A published story was read by the delegation so long after it was sent in.
READING = timedelta(days=2)


def stories_load() -> int:
    """Tell what is not told yet; returns how many stories."""
    rows = json.loads(CONTENT.read_text(encoding="utf-8"))
    known = set(Story.objects.values_list("slug", flat=True))
    missing = [row for row in rows if row["slug"] not in known]
    with Studio(_subject(picture) for row in missing for picture in row["pictures"]) as studio:
        for row in missing:
            _story(row, studio)
    return len(missing)


@transaction.atomic
def _story(row: dict, studio: Studio) -> None:
    delegation = User.objects.get(email=DELEGATION)
    cooperative = Cooperative.objects.get(slug=row["cooperative"])
    told = timezone.now() - timedelta(days=row["days"])
    published = row["state"] == StoryState.PUBLISHED
    with clock_at(told - READING if published else told):
        story = _submitted(row, cooperative, studio, by=_member(cooperative) or delegation)
    if published:
        with clock_at(told):
            story_publish(story_id=story.pk, by=delegation)


def _submitted(row: dict, cooperative: Cooperative, studio: Studio, *, by: User) -> Story:
    body = {language: _html(paragraphs) for language, paragraphs in row["body"].items()}
    story = story_draft(
        cooperative=cooperative,
        by=by,
        texts={"title": row["title"], "standfirst": row["standfirst"], "body": body},
        facts=row["facts"],
        listings=Product.objects.of(cooperative).filter(listing_code__in=row["listings"]),
        slug=row["slug"],
    )
    for picture in row["pictures"]:
        drawn = studio.take(*_subject(picture))
        story_picture_add(
            story_id=story.pk, by=by, data=drawn.data, caption=picture["caption"], rendered=drawn.rendered
        )
    return story_submit(story_id=story.pk, by=by)


def _html(paragraphs: list[str]) -> str:
    return "".join(
        format_html("<p><strong>{}</strong></p>", text[2:]) if text.startswith("# ") else format_html("<p>{}</p>", text)
        for text in paragraphs
    )


def _member(cooperative: Cooperative) -> User | None:
    return User.objects.filter(memberships__in=cooperative.memberships.current()).order_by("pk").first()


def _subject(picture: dict) -> Subject:
    return picture["subject"], picture["seed"]
