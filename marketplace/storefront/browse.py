"""What the public pages show, read in a number of queries that grows neither with the page nor with the shop."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from catalogue.choices import State
from catalogue.models import Category, Product, ProductCategory
from cooperatives.models import Certificate, Cooperative
from marketplace.places.choices import sort_key
from marketplace.places.models import City, Province
from marketplace.shop.basket.contents import goods_of
from marketplace.shop.delivery.quote import Quote, Refusal, quote_parcel, rates_for

from .cards import Card, Offer, cards_of
from .filters import Filters, filters_apply

PER_PAGE = 24
MORE = 4
HOME_CARDS = 8
REGION = "MA-07"
# The cooperative whose story the home page tells until there are stories to choose from.
STORY = "al-alfia-atalita"


@dataclass
class CataloguePage:
    """One page of the catalogue and what its filters offer."""

    filters: Filters
    page: Page
    cards: list[Card]
    categories: list[Category]
    cooperatives: list[Cooperative]

    @property
    def provinces(self) -> list[Province]:
        """Those that something is sold from."""
        found = {cooperative.province_id: cooperative.province for cooperative in self.cooperatives}
        return sorted(found.values(), key=lambda province: sort_key(province.name))


@dataclass
class Delivery:
    """What it takes to bring one unit to a city: a quote, or a refusal."""

    city: City
    quote: Quote | None = None
    refusal: Refusal | None = None


@dataclass
class ProductPage:
    """A listing with the offer that is looked at."""

    card: Card
    offer: Offer | None
    more: list[Card]
    trail: list[Category]
    cities: list[City]
    delivery: Delivery | None = None


@dataclass
class CooperativePage:
    """A storefront."""

    cooperative: Cooperative
    certificates: list[Certificate]
    page: Page
    cards: list[Card]


@dataclass
class HomePage:
    """What the first page shows."""

    provinces: list[Province]
    cards: list[Card]
    hero: list[Card]
    cooperatives: list[Cooperative]
    story: Cooperative | None = None
    story_card: Card | None = None


def _listings() -> QuerySet[Product]:
    return Product.objects.visible().select_related("cooperative__province", "cooperative__city", "product_class")


def _cooperatives() -> list[Cooperative]:
    """Those that sell, by name, each with the number of its listings as `listings`."""
    shown = Q(products__state=State.LIVE, products__is_public=True) & ~Q(products__structure="child")
    found = Cooperative.objects.selling().with_places().annotate(listings=Count("products", filter=shown))
    return sorted(found, key=lambda cooperative: sort_key(cooperative.name))


def _page(listings: QuerySet[Product], number: str) -> Page:
    """The page of that number. Raises Http404 for one that does not exist."""
    pages = Paginator(listings, PER_PAGE)
    if not number.isdecimal() or not 1 <= int(number) <= pages.num_pages:
        raise Http404
    return pages.page(int(number))


def home_page() -> HomePage:
    """Newest listings, mixed so that neighbours come from different cooperatives."""
    cards = cards_of(_listings().order_by("-date_created", "-pk")[:PER_PAGE])
    mixed = _mixed(cards)
    cooperatives = _cooperatives()
    return HomePage(
        provinces=list(Province.objects.filter(region=REGION).exclude(known_for_fr="").order_by("slug")),
        cards=mixed[:HOME_CARDS],
        hero=_hero(mixed),
        cooperatives=cooperatives,
        story=next((cooperative for cooperative in cooperatives if cooperative.slug == STORY), None),
        story_card=next((card for card in reversed(cards) if card.cooperative.slug == STORY and card.image), None),
    )


def _mixed(cards: list[Card]) -> list[Card]:
    """One card of each cooperative in turn; the order within a cooperative stays."""
    turns: dict[int, int] = {}
    places = []
    for place, card in enumerate(cards):
        turn = turns[card.cooperative.pk] = turns.get(card.cooperative.pk, -1) + 1
        places.append((turn, place, card))
    return [card for _, _, card in sorted(places, key=lambda item: item[:2])]


def _hero(cards: list[Card]) -> list[Card]:
    """Three pictures of different crafts; a one-of-a-kind piece comes second, in the frame that crops nothing."""
    crafts: dict[str, Card] = {}
    for card in cards:
        if card.image:
            crafts.setdefault(card.cooperative.craft, card)
    whole = next((card for card in crafts.values() if card.listing.is_unique), None)
    others = [card for card in crafts.values() if card is not whole]
    return [card for card in (*others[:1], whole, *others[1:]) if card][:3]


def catalogue_page(filters: Filters, number: str) -> CataloguePage:
    """24 listings. Raises Http404 for a page that does not exist."""
    page = _page(filters_apply(_listings(), filters), number)
    return CataloguePage(
        filters=filters,
        page=page,
        cards=cards_of(page.object_list),
        categories=list(Category.objects.filter(is_public=True).order_by("path")),
        cooperatives=_cooperatives(),
    )


def product_page(pk: int, *, size: int | None, city: str) -> ProductPage:
    """A listing; `size`: the product id of the variant looked at; `city`: code, or empty. Raises Http404."""
    listing = _listings().filter(pk=pk).first()
    if listing is None:
        raise Http404
    more = _listings().of(listing.cooperative).exclude(pk=pk).order_by("-date_created", "-pk")[:MORE]
    card, *others = cards_of([listing, *more])
    offer = card.chosen(size)
    cities = _cities()
    return ProductPage(
        card=card,
        offer=offer,
        more=others,
        trail=_trail(listing),
        cities=cities,
        delivery=_delivery(offer, next((found for found in cities if found.code == city), None)),
    )


def _trail(listing: Product) -> list[Category]:
    """The category of a listing below those above it: a path starts with its ancestors' paths."""
    links = ProductCategory.objects.filter(product=listing, category__path__startswith=OuterRef("path"))
    trail: list[Category] = []
    for category in Category.objects.filter(Exists(links)).order_by("path"):
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
    return Delivery(city, quote=answer)


def cooperatives_page() -> list[Cooperative]:
    """All that sell, by name."""
    return _cooperatives()


def cooperative_page(slug: str, number: str) -> CooperativePage:
    """A storefront. Raises Http404 for one that is not selling, and for a page that does not exist."""
    cooperative = Cooperative.objects.selling().with_places().filter(slug=slug).first()
    if cooperative is None:
        raise Http404
    page = _page(_listings().of(cooperative).order_by("-date_created", "-pk"), number)
    return CooperativePage(
        cooperative=cooperative,
        certificates=list(cooperative.certificates.valid().order_by("pk")),
        page=page,
        cards=cards_of(page.object_list),
    )
