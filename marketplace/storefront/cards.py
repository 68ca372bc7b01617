"""What a page shows of a listing: its pictures, its offers (one, or one a variant), its badges.

A page asks for all its listings at once, so that it costs two queries whether there is one listing or a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from catalogue.choices import State, Temperature, Withdrawal
from catalogue.models import Product, ProductImage
from catalogue.units import UnitPrice, unit_price
from cooperatives.models import Cooperative
from marketplace.shop.partner.shown import FEW


def _in_languages(*names: str) -> list[str]:
    return [f"{name}_{code}" for name in names for code in ("fr", "ar", "en")]


# Rows are wide, and a page has many: of those in a grid only what a card shows is read (Card.shown), and their age;
SHOWN = [
    "structure", "date_created", "slug", "rating", "is_unique", "free_from", "net_quantity", "net_unit",
    "product_class__temperature", "product_class__withdrawal", "product_class__requires_shipping",
    "cooperative__slug", "cooperative__craft",
    *_in_languages("title", "cooperative__name", "cooperative__province__name"),
]  # fmt: skip
# of what is sold, what a buyer chooses by and a carrier must know (in the model's order, as from_db wants it).
_SOLD = [
    "id", "structure", "parent_id", *_in_languages("size_label"), "net_quantity", "net_unit", "weight_g", "length_cm",
    "width_cm", "height_cm",
]  # fmt: skip
_DRAWN = ["product", "original", "display_order", "width", "height", "palette", "renditions"]


class Stock(models.TextChoices):
    """What a shopper is told about stock, as a code: elements/stock.html has the words."""

    IN_STOCK = "in_stock"
    FEW_LEFT = "few_left"
    UNIQUE = "unique"
    TO_ORDER = "to_order"
    SOLD_OUT = "sold_out"


@dataclass
class Offer:
    """One thing that can be put into the basket. Prices in MAD, taxes included."""

    product: Product
    price: Decimal
    available: int

    @property
    def unit_price(self) -> UnitPrice | None:
        return unit_price(self.price, self.product.net_quantity, self.product.net_unit)

    @property
    def stock(self) -> Stock:
        listing = self.product.listing
        if self.available <= 0:
            return Stock.SOLD_OUT
        if listing.is_unique:
            return Stock.UNIQUE
        if listing.product_class.withdrawal == Withdrawal.MADE_TO_ORDER:
            return Stock.TO_ORDER
        return Stock.FEW_LEFT if self.available <= FEW else Stock.IN_STOCK


@dataclass
class Card:
    """A listing with what its card shows; offers are ordered by price."""

    listing: Product
    offers: list[Offer] = field(default_factory=list)
    images: list[ProductImage] = field(default_factory=list)
    # Its HTML, which lasts as long as what was read.
    fragments: dict = field(default_factory=dict, compare=False)

    @property
    def cooperative(self) -> Cooperative:
        return self.listing.cooperative

    @property
    def url(self) -> str:
        return reverse("storefront:product", args=[self.listing.slug, self.listing.pk])

    @property
    def image(self) -> ProductImage | None:
        return self.images[0] if self.images else None

    @property
    def offer(self) -> Offer | None:
        """The one to show: the cheapest that can be had, else the cheapest."""
        return next((offer for offer in self.offers if offer.available > 0), next(iter(self.offers), None))

    @property
    def has_several_prices(self) -> bool:
        return len({offer.price for offer in self.offers}) > 1

    @property
    def is_chilled(self) -> bool:
        return self.listing.product_class.temperature == Temperature.CHILLED

    @property
    def shown(self) -> tuple:
        """All that elements/card.html shows and that may change: the same values, the same card."""
        listing, offer, image = self.listing, self.offer, self.image
        maker, place = listing.cooperative, listing.cooperative.province
        return (
            listing.pk, listing.slug, listing.title, listing.rating, listing.is_unique, tuple(listing.free_from),
            listing.product_class.temperature, listing.product_class.requires_shipping, maker.slug, maker.craft,
            maker.name, place.name, self.has_several_prices, offer and (offer.price, offer.unit_price, offer.stock),
            # Only a few that are left are counted on a card.
            offer and min(offer.available, FEW + 1),
            image and (image.original.name, image.palette, image.width, image.height, tuple(image.renditions)),
        )  # fmt: skip

    def chosen(self, product_id: int | None) -> Offer | None:
        """The offer of this product, else the one that is shown."""
        return next((offer for offer in self.offers if offer.product.pk == product_id), self.offer)


def cards_of(listings: Iterable[Product]) -> list[Card]:
    """The cards of these listings, in their order. The listings come with cooperative, province and class joined."""
    cards = {listing.pk: Card(listing) for listing in listings}
    if not cards:
        return []
    ids = list(cards)
    for image in ProductImage.objects.filter(product_id__in=ids).only(*_DRAWN).order_by("display_order", "pk"):
        cards[image.product_id].images.append(image)
    _offers(cards, ids)
    return list(cards.values())


def _offers(cards: dict[int, Card], ids: Sequence[int]) -> None:
    """Stock of the listings and of their variants: numbers, and products only of variants."""
    family = Product.objects.filter(Q(pk__in=ids) | Q(parent_id__in=ids), state=State.LIVE, is_public=True)
    stocks = ("stockrecords__price", "stockrecords__num_in_stock", "stockrecords__num_allocated")
    rows = family.filter(stockrecords__isnull=False).order_by("stockrecords__price", "stockrecords__pk")
    # Not rewritten for a language: the columns come in this order.
    for price, held, promised, *product_values in rows.rewrite(False).values_list(*stocks, *_SOLD):
        pk, _structure, parent_id, *_others = product_values
        card = cards[parent_id or pk]
        product = card.listing
        if parent_id:
            product = Product.from_db("default", _SOLD, product_values)
            product.parent = card.listing
        card.offers.append(Offer(product, price, held - promised))
