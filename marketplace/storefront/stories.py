"""What the stories' pages show: always the last published version, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from catalogue.models import ProductImage
from catalogue.sanitise import clean_rich_text, rich_paragraphs
from cooperatives.models import Cooperative
from marketplace.stories.models import Story
from marketplace.stories.versions import language_of, read

from .cards import Card, cards_of
from .listings import listings, page_of

# How many facts stand in the strip above the text; the others are pulled out beside it.
STRIP = 4
CARDS, OTHERS = 4, 3
# A paragraph that is nothing but strong opens a section: rich text has no headings of its own.
_HEADING = re.compile(r"<p>\s*<strong>([^<]+)</strong>\s*</p>")


@dataclass
class Fact:
    """A label and its value, as the cooperative writes them."""

    label: str
    value: str


@dataclass
class Shot:
    """A picture with what is said of it."""

    image: ProductImage
    caption: str


@dataclass
class Section:
    """A part of the text, with the fact that stands beside it and the pictures that come after it.

    heading: harmless HTML, empty for what comes first.
    """

    heading: SafeString
    text: SafeString
    fact: Fact | None = None
    shots: list[Shot] = field(default_factory=list)


@dataclass
class ShownStory:
    """A published story."""

    story: Story

    @property
    def _content(self) -> dict:
        return self.story.current.content

    @property
    def cooperative(self) -> Cooperative:
        return self.story.cooperative

    @property
    def url(self) -> str:
        return reverse("storefront:story", args=[self.story.slug])

    @property
    def title(self) -> str:
        return read(self._content["title"])

    @property
    def standfirst(self) -> str:
        return read(self._content["standfirst"])

    @property
    def published_at(self) -> datetime:
        return self.story.published_at

    @property
    def foreign_language(self) -> str:
        """Code of the language of the text, when it is not the reader's own."""
        language = language_of(self._content["body"])
        return language if language != get_language() else ""

    @property
    def direction(self) -> str:
        """rtl or ltr, of the text."""
        return "rtl" if get_language_info(language_of(self._content["body"]))["bidi"] else "ltr"

    @cached_property
    def facts(self) -> list[Fact]:
        """Those of the strip."""
        return self._facts[:STRIP]

    @cached_property
    def _facts(self) -> list[Fact]:
        return [Fact(read(row["label"]), read(row["value"])) for row in self._content["facts"]]

    @cached_property
    def shots(self) -> list[Shot]:
        """The pictures, cover first; as pictures of a listing, which is how elements/picture.html knows them."""
        shots = []
        for row in self._content["pictures"]:
            columns = {name: row[name] for name in ("original", "width", "height", "palette", "renditions")}
            shots.append(Shot(ProductImage(**columns), read(row["caption"])))
        return shots

    @property
    def cover(self) -> Shot | None:
        return self.shots[0] if self.shots else None

    @property
    def image(self) -> ProductImage | None:
        return self.cover.image if self.cover else None

    @cached_property
    def sections(self) -> list[Section]:
        """The text: each part under a heading gets a fact beside it, in order; the pictures come in the middle."""
        sections = _sections(read(self._content["body"]))
        for section, fact in zip([one for one in sections if one.heading], self._facts[STRIP:], strict=False):
            section.fact = fact
        if sections and not self.beside:
            sections[(len(sections) - 1) // 2].shots = self.shots[1:]
        return sections

    @property
    def beside(self) -> Shot | None:
        """The picture that stands beside the whole text, where there is one and no more beyond the cover."""
        return self.shots[1] if len(self.shots) == 2 else None

    @property
    def listing_ids(self) -> list[int]:
        return self._content["listings"]


@dataclass
class StoriesPage:
    """The list: on its first page the newest story stands above the others."""

    page: Page
    stories: list[ShownStory]
    feature: ShownStory | None = None


@dataclass
class StoryPage:
    """A story, what it leads to, and others to read."""

    story: ShownStory
    cards: list[Card]
    others: list[ShownStory]


def stories_page(number: str) -> StoriesPage:
    """The published stories, newest first. Raises Http404 for a page that does not exist."""
    page = page_of(Story.objects.published(), number)
    shown = [ShownStory(story) for story in page.object_list]
    if page.number == 1 and shown:
        return StoriesPage(page=page, feature=shown[0], stories=shown[1:])
    return StoriesPage(page=page, stories=shown)


def story_page(slug: str) -> StoryPage:
    """A published story of a cooperative that is selling. Raises Http404 for any other."""
    story = Story.objects.published().filter(slug=slug).first()
    if story is None:
        raise Http404
    shown = ShownStory(story)
    led_to = listings().of(story.cooperative).filter(pk__in=shown.listing_ids).order_by("-date_created", "-pk")
    others = Story.objects.published().exclude(pk=story.pk)[:OTHERS]
    return StoryPage(story=shown, cards=cards_of(led_to[:CARDS]), others=[ShownStory(other) for other in others])


def stories_found(keys: Sequence[str]) -> list[ShownStory]:
    """Those of these that are published, in this order. keys: primary keys as text."""
    found = {str(story.pk): ShownStory(story) for story in Story.objects.published().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def story_newest(cooperative: Cooperative | None = None) -> ShownStory | None:
    """The newest published story, of all or of one cooperative."""
    stories = Story.objects.published()
    story = (stories.of(cooperative) if cooperative else stories).first()
    return ShownStory(story) if story else None


def _sections(body: str) -> list[Section]:
    """The text, cleaned once more, parted at its headings."""
    first, *rest = _HEADING.split(rich_paragraphs(body))
    pieces = [("", first), *zip(rest[::2], rest[1::2], strict=True)]
    return [Section(_safe(heading), _safe(text)) for heading, text in pieces if heading or text.strip()]


def _safe(html: str) -> SafeString:
    """Cleaned piece by piece: what was parted in the middle of a list is whole again."""
    return mark_safe(clean_rich_text(html))  # noqa: S308 - nh3 has just cleaned it
