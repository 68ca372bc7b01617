"""What a product page shows: nine queries the first time, then none until something of it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.safestring import SafeString

from catalogue.models import Category, Product, ProductCategory
from cooperatives.models import Certificate
from marketplace.pagecache.readings import Readings
from marketplace.pagecache.versions import MARKET, of_cooperative
from marketplace.places.choices import Towns, towns
from marketplace.places.holidays import holidays
from marketplace.places.models import City
from marketplace.shop.basket.contents import goods_of
from marketplace.shop.delivery.arrival import arrival
from marketplace.shop.delivery.quote import Quote, Refusal, quote_parcel, rates_for
from marketplace.shop.voices.models import Question

from .absent import why_absent
from .cards import Card, Offer, cards_of
from .companions import MORE, beside
from .listings import listings
from .reviews import Reviews, questions_of, reviews_of


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
    """A listing with all that is told of it; then the offer that is looked at, and what its delivery takes."""

    card: Card
    more: list[Card]
    companions: list[Card]
    # Cooperatives of all that may stand there as a companion, the sold out included.
    beside: set[int]
    certificates: list[Certificate]
    trail: list[Category]
    reviews: Reviews = field(default_factory=Reviews)
    questions: list[Question] = field(default_factory=list)
    # What the template made of the reading, which lasts no longer than it ({% kept_in %}).
    fragments: dict = field(default_factory=dict)
    offer: Offer | None = None
    towns: Towns | None = None
    delivery: Delivery | None = None

    def has_all(self, size: str, city: str) -> bool:
        """Whether the variant and the town that an address names are shown. size: a number, as it was typed."""
        is_size = not size or size == str(self.offer and self.offer.product.pk)
        return is_size and (not city or self.delivery is not None)

    @property
    def town_options(self) -> SafeString:
        """The towns to choose from, with the one that was chosen."""
        return self.towns.options(self.delivery.city.pk if self.delivery else "")

    @property
    def share_title(self) -> str:
        """What somebody who shares the page says first."""
        return f"{self.card.listing.title} · {self.card.cooperative.name}"


def product_page(pk: int, *, size: int | None, city: str) -> ProductPage:
    """A listing; `size`: the product id of the variant looked at; `city`: code, or empty. Raises Http404."""
    # Certificates end with a day.
    page = next(iter(_pages.of([(pk, timezone.localdate())], _read).values()), None)
    if page is None:
        raise why_absent(pk)
    offer = page.card.chosen(size)
    known = towns()
    return replace(page, offer=offer, towns=known, delivery=_delivery(offer, known.by_code.get(city)))


def _read(keys: Iterable[tuple[int, date]]) -> dict[tuple[int, date], ProductPage]:
    """What is the same whichever variant and town it is looked at with."""
    return {key: _page(listing) for key in keys if (listing := listings().filter(pk=key[0]).first())}


def _page(listing: Product) -> ProductPage:
    trail = _trail(listing)
    more, companions = beside(listing, trail[-1] if trail else None)
    return ProductPage(
        card=cards_of([listing])[0],
        more=more,
        companions=[one for one in companions if one.offer and one.offer.available > 0][:MORE],
        beside={one.listing.cooperative_id for one in companions},
        certificates=list(listing.certificates.valid().order_by("pk")),
        trail=trail,
        reviews=reviews_of(listing),
        questions=questions_of(listing),
    )


def _hangs_on(page: ProductPage) -> Iterable[str]:
    return MARKET, *map(of_cooperative, {page.card.listing.cooperative_id, *page.beside})


# Some 50 kB each, and as much again of HTML.
_pages: Readings[tuple[int, date], ProductPage] = Readings(most=500, hangs_on=_hangs_on)


def _trail(listing: Product) -> list[Category]:
    """The category of a listing below those above it: a path starts with its ancestors' paths."""
    links = ProductCategory.objects.filter(product=listing, category__path__startswith=OuterRef("path"))
    trail: list[Category] = []
    for category in Category.objects.filter(Exists(links)).only("path", "slug", "name").order_by("path"):
        # A listing in several categories shows one trail, the first.
        if not trail or category.path.startswith(trail[-1].path):
            trail.append(category)
    return trail


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
        holidays=holidays(),
    )
    return Delivery(city, quote=answer, arrives=arrives)
