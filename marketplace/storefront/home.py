"""What the first page shows: a mixed choice of the newest goods, and ways into the market."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.models import Category, ProductCategory
from marketplace.places.choices import REGION
from marketplace.places.models import Province

from .cards import Card, Stock, cards_of
from .listings import listings
from .makers import Maker, makers_selling
from .mixing import mixed
from .stories import ShownStory, story_newest

HOME_CARDS = 8
# Enough of the newest listings to choose a mixed first page from, whatever the size of the shop.
HOME_POOL = 48


@dataclass
class Kind:
    """A category with the picture of something in it."""

    category: Category
    card: Card


@dataclass
class HomePage:
    """What the first page shows."""

    provinces: list[Province]
    cards: list[Card]
    hero: list[Card]
    makers: list[Maker]
    kinds: list[Kind]
    story: ShownStory | None = None


def home_page() -> HomePage:
    """Newest listings, mixed so that neighbours come from different cooperatives; what is sold out stays away."""
    pool = cards_of(listings().order_by("-date_created", "-pk")[:HOME_POOL])
    there = [card for card in pool if card.offer and card.offer.stock != Stock.SOLD_OUT]
    cards = mixed(there, HOME_CARDS)
    laid = {card.listing.pk for card in cards}
    rest = [card for card in there if card.listing.pk not in laid]
    makers = makers_selling()
    return HomePage(
        provinces=list(Province.objects.filter(region=REGION).exclude(known_for_fr="").order_by("slug")),
        cards=cards,
        hero=_hero(mixed(rest, HOME_POOL)) if len(rest) >= HOME_CARDS else _hero(cards),
        makers=makers,
        kinds=_kinds(pool),
        story=story_newest(),
    )


def _hero(cards: list[Card]) -> list[Card]:
    """Three pictures of different crafts; a one-of-a-kind piece comes second, in the frame that crops nothing."""
    crafts: dict[str, Card] = {}
    for card in cards:
        if card.image:
            crafts.setdefault(card.cooperative.craft, card)
    whole = next((card for card in crafts.values() if card.listing.is_unique), None)
    others = [card for card in crafts.values() if card is not whole]
    return [card for card in (*others[:1], whole, *others[1:]) if card][:3]


def _kinds(cards: list[Card]) -> list[Kind]:
    """The deepest categories that these listings stand in, in the catalogue's order, each with its first picture."""
    shown = {card.listing.pk: card for card in cards if card.image}
    links = ProductCategory.objects.filter(product_id__in=shown, category__is_public=True, category__numchild=0)
    kinds: dict[str, Kind] = {}
    for link in links.select_related("category").order_by("category__path", "-product_id"):
        kinds.setdefault(link.category.path, Kind(link.category, shown[link.product_id]))
    return list(kinds.values())
