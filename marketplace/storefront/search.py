"""The page of a search: products with the catalogue's filters, and above them cooperatives, stories and provinces."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Product
from catalogue.search import PRODUCT
from cooperatives.models import Cooperative
from cooperatives.search import COOPERATIVE, PROVINCE
from marketplace.pagecache.readings import Readings
from marketplace.pagecache.versions import CATALOGUE, MARKET
from marketplace.places.choices import REGION
from marketplace.places.models import Province
from marketplace.searchindex import query
from marketplace.stories.search import STORY

from .browse import CataloguePage, catalogue_page
from .cards import Card
from .filters import Filters
from .listings import cards_by_id
from .makers import Maker, makers_found
from .narrowing import liked, visible_of
from .stories import ShownStory, stories_found

KINDS = (PRODUCT, COOPERATIVE, STORY, PROVINCE)
# Of each kind beside products; more of them is a list of its own in the menu.
FEW = 3
POPULAR = 8
# Suggestions below the box.
LINES = 8


@dataclass(frozen=True)
class Suggestion:
    """One line below the box while somebody types. kind: a word for it, in the reader's language."""

    text: str
    url: str
    kind: str


@dataclass
class SearchPage(CataloguePage):
    """What a search found. is_near: nothing matches all that was typed; popular: shown when there is nothing at all."""

    is_near: bool = False
    is_more: bool = False
    provinces_found: list[Province] = field(default_factory=list)
    makers: list[Maker] = field(default_factory=list)
    stories: list[ShownStory] = field(default_factory=list)
    popular: list[Card] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not (self.cards or self.provinces_found or self.makers or self.stories)


@dataclass(frozen=True)
class Found:
    """What the index answers to some words. listings: those that may be seen, best first; is_more: there are more."""

    answer: query.Answer
    listings: list[int]
    is_more: bool


def search_page(filters: Filters, number: str) -> SearchPage:
    """Raises Http404 for a page that does not exist. Its queries do not grow with what is found."""
    found = _searches.of([filters.q], _search)[filters.q]
    goods = catalogue_page(filters, number, among=found.listings if filters.q else None)
    page = SearchPage(**vars(goods), is_near=found.answer.is_near, is_more=found.is_more)
    if page.page.number == 1 and not filters.count:
        beside = _besides.of([filters.q], lambda words: dict.fromkeys(words, _read_beside(found.answer)))[filters.q]
        page.provinces_found, page.makers = beside.provinces, beside.makers
        if stories := found.answer.keys(STORY):
            page.stories = stories_found(stories)[:FEW]
    if not page.cards:
        page.popular = cards_by_id(liked(POPULAR))
    return page


def _search(words: list[str]) -> dict[str, Found]:
    return {typed: _asked(typed) for typed in words}


def _asked(typed: str) -> Found:
    answer = query.search(typed, kinds=KINDS)
    ids = [int(key) for key in answer.keys(PRODUCT)]
    return Found(answer, visible_of(ids), is_more=len(ids) >= query.MOST)


# The same words are asked again and again: by other readers, with a filter more, for the next page. A hundred kB each
# at most.
_searches: Readings[str, Found] = Readings(most=200, hangs_on=lambda found: (CATALOGUE,))


@dataclass(frozen=True)
class _Beside:
    """What was found besides products, the first few."""

    provinces: list[Province]
    makers: list[Maker]


def _read_beside(answer: query.Answer) -> _Beside:
    """Of most words that is nothing, and nothing is asked then."""
    codes, makers = answer.keys(PROVINCE), answer.keys(COOPERATIVE)
    return _Beside(_provinces(codes) if codes else [], makers_found(makers, most=FEW) if makers else [])


# Counts what each cooperative sells, which takes long where there is much.
_besides: Readings[str, _Beside] = Readings(most=200, hangs_on=lambda beside: (CATALOGUE, MARKET))


def _provinces(codes: list[str]) -> list[Province]:
    """The region's, best first: the others have no page here."""
    found = Province.objects.filter(region_id=REGION).in_bulk(codes)
    return [found[code] for code in codes if code in found][:FEW]


def suggestions(typed: str) -> list[Suggestion]:
    """What may be meant, places and makers first: there are few of them. One query a kind, however much there is."""
    hits = query.suggest(typed, kinds=KINDS)
    keys = {kind: hits.get(kind, []) for kind in KINDS}
    likely = next(iter(hits), PRODUCT)
    found = {
        PROVINCE: [_suggestion(one.name, "province", one.slug, _("Province")) for one in _provinces(keys[PROVINCE])],
        COOPERATIVE: [
            _suggestion(one.name, "cooperative", one.slug, _("Cooperative"))
            for one in _in_order(Cooperative.objects.in_directory(), keys[COOPERATIVE][:FEW])
        ],
        PRODUCT: [
            Suggestion(one.title, Card(one).url, _("Product"))
            for one in _in_order(Product.objects.visible(), keys[PRODUCT][: 2 * LINES])
        ],
        STORY: [
            _suggestion(one.title, "story", one.story.slug, _("Story")) for one in stories_found(keys[STORY][:FEW])
        ],
    }
    order = sorted(found, key=lambda kind: kind != likely)
    few = {kind: found[kind] if kind == PRODUCT else found[kind][:2] for kind in order}
    return [line for kind in order for line in few[kind]][:LINES]


def _suggestion(text: str, page: str, slug: str, kind: str) -> Suggestion:
    return Suggestion(text, reverse(f"storefront:{page}", args=[slug]), kind)


def _in_order(rows: QuerySet, keys: list[str]) -> list:
    """Those of these rows that may be seen, in the order of their keys."""
    found = {str(row.pk): row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]
