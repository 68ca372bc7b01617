"""What the catalogue and a product page show, in a number of queries that grows neither with page nor shop."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from catalogue.models import Category, Product, ProductCategory
from cooperatives.models import Certificate, Cooperative
from marketplace.places.choices import sort_key
from marketplace.places.models import City, Holiday
from marketplace.shop.basket.contents import goods_of
from marketplace.shop.delivery.arrival import arrival
from marketplace.shop.delivery.quote import Quote, Refusal, quote_parcel, rates_for
from marketplace.shop.voices.models import Question

from .absent import why_absent
from .cards import Card, Offer, cards_of
from .companions import MORE, beside
from .counting import Counts, counts_read
from .facets import Chip, Facets, chips_of, facets_of, ways_out
from .filters import Filters
from .lagging import lagging
from .listings import REGION, listings, listings_by_id
from .narrowing import Sheet, sheet_of
from .reviews import Reviews, questions_of, reviews_of


@dataclass
class CataloguePage:
    """One page of the catalogue and what its filters offer. ways_out: where nothing is left, what keeps goods away."""

    filters: Filters
    page: Sheet
    cards: list[Card]
    categories: list[Category]
    cooperatives: list[Cooperative]
    counts: Counts
    chips: list[Chip]
    ways_out: list[Chip]

    @property
    def facets(self) -> Facets:
        """All facets with their values, as the form shows them."""
        return facets_of(self.filters, self.counts, self.categories, self.cooperatives)

    @property
    def category(self) -> Category | None:
        """The one that was asked for, when it is one."""
        asked = self.filters.category
        return next((found for found in self.categories if (found.slug,) == asked), None)

    @property
    def shelf(self) -> Category | None:
        """The first-level category that the asked one is, or stands in."""
        asked = self.category
        return asked and next((found for found in self.categories if asked.path.startswith(found.path)), None)

    @property
    def shelves(self) -> list[Category]:
        """The categories of the first level."""
        return [found for found in self.categories if found.depth == 1]

    @property
    def boards(self) -> list[Category]:
        """The sub-categories of the shelf that is looked at."""
        shelf = self.shelf
        return [found for found in self.categories if shelf and found.depth > 1 and found.path.startswith(shelf.path)]


@dataclass
class Delivery:
    """What it takes to bring one unit to a city: a quote, or a refusal."""

    city: City
    quote: Quote | None = None
    # First and last day on which it is expected.
    arrives: tuple[date, date] | None = None
    refusal: Refusal | None = None


@dataclass
class ProductPage:
    """A listing with the offer that is looked at."""

    card: Card
    offer: Offer | None
    more: list[Card]
    companions: list[Card]
    # Cooperatives of all that may stand there as a companion, the sold out included.
    beside: set[int]
    certificates: list[Certificate]
    trail: list[Category]
    cities: list[City]
    delivery: Delivery | None = None
    reviews: Reviews = field(default_factory=Reviews)
    questions: list[Question] = field(default_factory=list)

    def has_all(self, size: str, city: str) -> bool:
        """Whether the variant and the town that an address names are shown. size: a number, as it was typed."""
        is_size = not size or size == str(self.offer and self.offer.product.pk)
        return is_size and (not city or self.delivery is not None)

    @property
    def share_title(self) -> str:
        """What somebody who shares the page says first."""
        return f"{self.card.listing.title} · {self.card.cooperative.name}"


def catalogue_page(filters: Filters, number: str, *, among: list[int] | None = None) -> CataloguePage:
    """24 listings of all, or `among` those that a search found. Raises Http404 for a page that does not exist."""
    categories, cooperatives = lagging("names", _names)
    sheet = sheet_of(filters, categories, number, among=among)
    counts = lagging(replace(filters, sort=""), lambda: counts_read(filters, categories, cooperatives, among=among))
    return CataloguePage(
        filters=filters,
        page=sheet,
        cards=cards_of(listings_by_id(sheet.ids)),
        categories=categories,
        cooperatives=cooperatives,
        counts=counts,
        chips=chips_of(filters, categories, cooperatives),
        ways_out=[] if sheet.ids else ways_out(filters, counts, categories, cooperatives),
    )


def _names() -> tuple[list[Category], list[Cooperative]]:
    """What filters are named after, in every language: all public categories, and who sells."""
    categories = list(Category.objects.filter(is_public=True).order_by("path"))
    return categories, list(Cooperative.objects.selling().with_places())


def product_page(pk: int, *, size: int | None, city: str) -> ProductPage:
    """A listing; `size`: the product id of the variant looked at; `city`: code, or empty. Raises Http404."""
    listing = listings().filter(pk=pk).first()
    if listing is None:
        raise why_absent(pk)
    trail = _trail(listing)
    more, companions = beside(listing, trail[-1] if trail else None)
    card, *others = cards_of([listing, *more, *companions])
    offer = card.chosen(size)
    # Towns change with a release; two hundred of them are not read and sorted for every page.
    cities = lagging(("cities", get_language()), _cities)
    return ProductPage(
        card=card,
        offer=offer,
        more=others[: len(more)],
        companions=[one for one in others[len(more) :] if one.offer and one.offer.available > 0][:MORE],
        beside={one.cooperative_id for one in companions},
        certificates=list(listing.certificates.valid().order_by("pk")),
        trail=trail,
        cities=cities,
        delivery=_delivery(offer, next((found for found in cities if found.code == city), None)),
        reviews=reviews_of(listing),
        questions=questions_of(listing),
    )


def _trail(listing: Product) -> list[Category]:
    """The category of a listing below those above it: a path starts with its ancestors' paths."""
    links = ProductCategory.objects.filter(product=listing, category__path__startswith=OuterRef("path"))
    trail: list[Category] = []
    for category in Category.objects.filter(Exists(links)).only("path", "slug", "name").order_by("path"):
        # A listing in several categories shows one trail, the first.
        if not trail or category.path.startswith(trail[-1].path):
            trail.append(category)
    return trail


def _cities() -> list[City]:
    """Towns that parcels go to, by region, then by name; the market's own region first."""
    return sorted(
        City.objects.select_related("province__region"),
        key=lambda city: (city.province.region_id != REGION, sort_key(city.province.region.name), sort_key(city.name)),
    )


def _delivery(offer: Offer | None, city: City | None) -> Delivery | None:
    """One unit of the offer to the city; None when there is nothing to say."""
    if offer is None or city is None or not offer.product.listing.product_class.requires_shipping:
        return None
    answer = quote_parcel(
        [goods_of(offer.product, 1)],
        zone_code=city.zone_id,
        same_province=city.province_id == offer.product.listing.cooperative.province_id,
        rates=rates_for(zone_code=city.zone_id),
        cash=offer.price,
    )
    if isinstance(answer, Refusal):
        return Delivery(city, refusal=answer)
    product = offer.product.listing
    arrives = arrival(
        cooperative=product.cooperative,
        made_in_days=product.ready_in_days,
        quote=answer,
        holidays=Holiday.objects.coming(),
    )
    return Delivery(city, quote=answer, arrives=arrives)
