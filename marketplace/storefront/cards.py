"""What a page shows of a listing: its pictures, its offers (one, or one a variant), its badges.

A page asks for all its listings at once, so that it costs three queries whether there is one listing or a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.urls import reverse

from catalogue.choices import State, Temperature, Withdrawal
from catalogue.models import Product, ProductImage
from catalogue.units import UnitPrice, unit_price
from cooperatives.models import Certificate, Cooperative
from marketplace.shop.partner.models import StockRecord
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
# of what is sold, what a buyer chooses by and a carrier must know.
_SOLD = [
    "price", "num_in_stock", "num_allocated", "product__structure", "product__parent", "product__net_quantity",
    "product__net_unit", "product__weight_g", "product__length_cm", "product__width_cm", "product__height_cm",
    *_in_languages("product__size_label"),
]  # fmt: skip


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
    """A listing with what its card or page shows; offers are ordered by price."""

    listing: Product
    offers: list[Offer] = field(default_factory=list)
    images: list[ProductImage] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)

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
    for image in ProductImage.objects.filter(product_id__in=ids).order_by("display_order", "pk"):
        cards[image.product_id].images.append(image)
    _offers(cards, ids)
    links = Product.certificates.through.objects.filter(product_id__in=ids, certificate__in=Certificate.objects.valid())
    for link in links.select_related("certificate").order_by("certificate_id"):
        cards[link.product_id].certificates.append(link.certificate)
    return list(cards.values())


def _offers(cards: dict[int, Card], ids: Sequence[int]) -> None:
    """Stock records of the listings and of their variants, in one query: two halves, each on an index."""
    live = StockRecord.objects.filter(product__state=State.LIVE, product__is_public=True).order_by()
    halves = live.filter(product_id__in=ids).values("pk"), live.filter(product__parent_id__in=ids).values("pk")
    records = StockRecord.objects.filter(pk__in=halves[0].union(halves[1], all=True))
    for record in records.select_related("product").only(*_SOLD).order_by("price", "pk"):
        product = record.product
        card = cards[product.parent_id or product.pk]
        if product.parent_id:
            product.parent = card.listing
        else:
            product = card.listing
        card.offers.append(Offer(product, record.price, record.available))
