"""What the cooperative, or the delegation for it, does with a story: draft, edit, submit, withdraw.

texts: {"title": {"fr": ..., "ar": ..., "en": ...}, "standfirst": ..., "body": ...}; what is left out stays as it is.
facts: [{"label": {"fr": ...}, "value": {"fr": ...}}], in their order; the first four stand above the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.stories.choices import StoryState
from marketplace.stories.models import Story, StoryFact
from marketplace.stories.versions import LANGUAGES, TEXTS, Texts, texts_of

from .errors import ForeignListing, Incomplete
from .life import story_lock, story_move

Fact = Mapping[str, Texts]


@transaction.atomic
def story_draft(
    *,
    cooperative: Cooperative,
    by,
    texts: Mapping[str, Texts],
    facts: Sequence[Fact] = (),
    listings: Iterable[Product] = (),
    slug: str = "",
) -> Story:
    """A new story; without a slug of its own, one is made of the title. Raises ForeignListing."""
    story = Story(cooperative=cooperative, **{f"{field}_{code}": "" for field in TEXTS for code in LANGUAGES})
    _set_texts(story, texts)
    story.slug = _free_slug(slug or slugify(story.title_fr or story.title_en or "") or cooperative.slug)
    story_move(story, StoryState.DRAFT, by=by, what="drafted")
    _set_facts(story, facts)
    _set_listings(story, listings)
    return story


@transaction.atomic
def story_edit(
    *,
    story_id: int,
    by,
    texts: Mapping[str, Texts] | None = None,
    facts: Sequence[Fact] | None = None,
    listings: Iterable[Product] | None = None,
) -> Story:
    """Change what is being worked on; readers keep the published version until a new one is published.

    Raises WrongState, ForeignListing.
    """
    story = story_lock(story_id, target=StoryState.DRAFT)
    _set_texts(story, texts or {})
    story_move(story, StoryState.DRAFT, by=by, what="edited")
    if facts is not None:
        _set_facts(story, facts)
    if listings is not None:
        _set_listings(story, listings)
    return story


@transaction.atomic
def story_submit(*, story_id: int, by) -> Story:
    """Hand the story to the delegation. Raises WrongState, and Incomplete with the texts that no language has."""
    story = story_lock(story_id, target=StoryState.SUBMITTED)
    missing = [field for field in TEXTS if not any(texts_of(story, field).values())]
    if missing:
        raise Incomplete(missing)
    story_move(
        story, StoryState.SUBMITTED, by=by, what="submitted", submitted_at=timezone.now(), reason="", reason_words=""
    )
    return story


@transaction.atomic
def story_withdraw(*, story_id: int, by, words: str = "") -> Story:
    """Take the story off the market; its versions are kept. Raises WrongState."""
    story = story_lock(story_id, target=StoryState.WITHDRAWN)
    story_move(story, StoryState.WITHDRAWN, by=by, what="withdrawn", why=words, current=None)
    return story


def _set_texts(story: Story, texts: Mapping[str, Texts]) -> None:
    for field in TEXTS:
        for code, text in texts.get(field, {}).items():
            setattr(story, f"{field}_{code}", text)


def _set_facts(story: Story, facts: Sequence[Fact]) -> None:
    story.facts.all().delete()
    for order, fact in enumerate(facts):
        words = {f"{field}_{code}": fact[field].get(code, "") for field in ("label", "value") for code in LANGUAGES}
        StoryFact.objects.create(story=story, display_order=order, **words)


def _set_listings(story: Story, listings: Iterable[Product]) -> None:
    chosen = list(listings)
    if any(listing.cooperative_id != story.cooperative_id for listing in chosen):
        raise ForeignListing(story.slug)
    story.listings.set(chosen)


def _free_slug(wanted: str) -> str:
    """The slug, with a number behind it when another story has it."""
    wanted, slug, number = wanted[:90], wanted[:90], 1
    while Story.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
