"""The queue: everything that waits for the delegation in one list, the longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models import Product, StagedEdit
from cooperatives.models import Cooperative
from marketplace.delegation.waiting import Age, age_of
from marketplace.shop.voices.models import BuyerReview
from marketplace.stories.models import Story

PER_PAGE = 20


@dataclass(frozen=True)
class Kind:
    """One kind of thing. code: in addresses; one: its name on a card; column: since when it waits."""

    code: str
    one: str
    many: str
    icon: str
    column: str

    def waiting(self) -> QuerySet:
        """All of this kind that wait, as (kind, id, since)."""
        models = {"application": Cooperative, "listing": Product, "edit": StagedEdit, "story": Story}
        models |= {"review": BuyerReview}
        rows = models[self.code].objects.waiting().order_by().select_related(None)
        labels = {"queue_kind": Value(self.code, output_field=CharField()), "item": F("pk"), "since": F(self.column)}
        # Django's own: modeltranslation's puts the columns in any order, and a union goes by their places.
        return QuerySet.values_list(rows.annotate(**labels), *labels)


KINDS = {
    kind.code: kind
    for kind in (
        Kind("application", _("Application"), _("Applications"), "store", "submitted_at"),
        Kind("listing", _("New listing"), _("New listings"), "box", "submitted_at"),
        Kind("edit", _("Change to a listing"), _("Changes to listings"), "pencil", "made_at"),
        Kind("story", _("Story"), _("Stories"), "heart", "submitted_at"),
        Kind("review", _("Buyer's review"), _("Reviews"), "user", "written_at"),
    )
}


@dataclass
class Item:
    """One thing of the queue. of: a product or a picture to show, if there is any."""

    kind: Kind
    pk: int
    age: Age
    title: str = ""
    cooperative: Cooperative | None = None
    of: object | None = None

    @property
    def url(self) -> str:
        return reverse(f"delegation:{self.kind.code}", args=[self.pk])


@dataclass
class Chip:
    """A filter with its number. code: empty for all."""

    code: str
    label: str
    icon: str
    count: int


@dataclass
class Queue:
    """A page of the queue. kind: the one asked for, or empty."""

    kind: str
    chips: list[Chip]
    page: Page
    items: list[Item] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.chips[0].count


def queue_page(kind: str, number: str | None) -> Queue:
    """A page of what waits; an unknown kind means all."""
    counts = {code: each.waiting().count() for code, each in KINDS.items()}
    chips = [Chip("", _("All"), "check", sum(counts.values()))]
    chips += [Chip(code, each.many, each.icon, counts[code]) for code, each in KINDS.items()]
    wanted = [KINDS[kind]] if kind in KINDS else list(KINDS.values())
    pages = Paginator(_together(wanted), PER_PAGE)
    pages.count = sum(counts[each.code] for each in wanted)  # known already: no query for it
    page = pages.get_page(number)
    items = [Item(KINDS[code], pk, age_of(since)) for code, pk, since in page.object_list]
    for code, fill in _FILL.items():
        if mine := {item.pk: item for item in items if item.kind.code == code}:
            fill(mine)
    return Queue(kind if kind in KINDS else "", chips, page, items)


def _together(kinds: list[Kind]) -> QuerySet:
    first, *others = [kind.waiting() for kind in kinds]
    return first.union(*others, all=True).order_by("since", "queue_kind", "item")


def _fill_applications(items: dict[int, Item]) -> None:
    for cooperative in Cooperative.objects.with_places().filter(pk__in=items):
        item = items[cooperative.pk]
        item.title, item.cooperative = cooperative.name, cooperative


def _fill_listings(items: dict[int, Item]) -> None:
    listings = Product.objects.filter(pk__in=items).select_related("cooperative__province")
    for listing in listings.prefetch_related("images"):
        item = items[listing.pk]
        item.title, item.cooperative, item.of = listing.title, listing.cooperative, listing


def _fill_edits(items: dict[int, Item]) -> None:
    edits = StagedEdit.objects.filter(pk__in=items).select_related("product__cooperative__province")
    for edit in edits.prefetch_related("product__images"):
        item, listing = items[edit.pk], edit.product
        item.title, item.cooperative, item.of = listing.title, listing.cooperative, listing


def _fill_stories(items: dict[int, Item]) -> None:
    stories = Story.objects.filter(pk__in=items).select_related("cooperative__province").prefetch_related("pictures")
    for story in stories:
        item = items[story.pk]
        item.title, item.cooperative = story.title, story.cooperative
        item.of = next(iter(story.pictures.all()), None)


def _fill_reviews(items: dict[int, Item]) -> None:
    rows = BuyerReview.objects.filter(pk__in=items).select_related("review", "listing__cooperative__province")
    for bought in rows.prefetch_related("listing__images"):
        item = items[bought.pk]
        item.title, item.cooperative, item.of = bought.review.title, bought.listing.cooperative, bought.listing


_FILL = {
    "application": _fill_applications,
    "listing": _fill_listings,
    "edit": _fill_edits,
    "story": _fill_stories,
    "review": _fill_reviews,
}
