"""A listing as a moderator reads it: what a shopper will see, with all three languages side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from catalogue.choices import PictureState, State
from catalogue.models import Product, ProductImage
from catalogue.units import UnitPrice, unit_price
from cooperatives.models import Certificate
from marketplace.delegation.waiting import Age, age_of

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# Columns in three languages, with the names that moderators know them by.
TEXTS = {
    "title": _("Title"),
    "description": _("Description"),
    "ingredients": _("Ingredients"),
    "storage": _("Storage"),
    "care": _("Care"),
    "size_label": _("Size"),
}


@dataclass(frozen=True)
class Text:
    """A text in every language. name: of its column without the language."""

    name: str
    label: str
    languages: list[tuple[str, str]]

    @property
    def is_empty(self) -> bool:
        return not any(text for _code, text in self.languages)


@dataclass(frozen=True)
class Offer:
    """One thing with a price in MAD."""

    product: Product
    price: Decimal
    in_stock: int

    @property
    def unit_price(self) -> UnitPrice | None:
        return unit_price(self.price, self.product.net_quantity, self.product.net_unit)


@dataclass
class ListingPage:
    """A listing that waits, or was decided already. waiting_pictures: those that are still being prepared."""

    listing: Product
    pictures: list[ProductImage]
    waiting_pictures: int
    texts: list[Text]
    offers: list[Offer]
    certificates: list[Certificate]
    category: str
    earlier: list = field(default_factory=list)

    @property
    def thing(self) -> Product:
        return self.listing

    @property
    def is_waiting(self) -> bool:
        return self.listing.state == State.SUBMITTED

    @property
    def standing(self) -> str:
        return self.listing.get_state_display()

    @property
    def age(self) -> Age | None:
        return age_of(self.listing.submitted_at)


def listing_page(pk: int) -> ListingPage:
    """Raises Http404 for a variant, and for a listing that never was submitted."""
    listings = Product.objects.exclude(structure="child").filter(submitted_at__isnull=False)
    listing = (
        listings.select_related("cooperative__province", "cooperative__city", "product_class").filter(pk=pk).first()
    )
    if listing is None:
        raise Http404
    pictures = list(ProductImage.whole.filter(product=listing, edit=None).order_by("display_order", "pk"))
    return ListingPage(
        listing=listing,
        pictures=[picture for picture in pictures if picture.state == PictureState.READY],
        waiting_pictures=sum(picture.state == PictureState.WAITING for picture in pictures),
        texts=texts_of(listing),
        offers=offers_of(listing),
        certificates=list(listing.certificates.order_by("pk")),
        category=category_of(listing),
        earlier=list(listing.decisions.filter(edit=None).select_related("made_by")[:5]),
    )


def texts_of(listing: Product) -> list[Text]:
    """The title, and whatever else is written in at least one language."""
    texts = [
        Text(name, label, [(code, getattr(listing, f"{name}_{code}") or "") for code in LANGUAGES])
        for name, label in TEXTS.items()
    ]
    return [text for text in texts if text.name == "title" or not text.is_empty]


def offers_of(listing: Product) -> list[Offer]:
    """The listing's own offer, or one for each variant that is not put away."""
    variants = listing.children.exclude(state=State.ARCHIVED).prefetch_related("stockrecords").order_by("pk")
    products = list(variants) if listing.is_parent else [listing]
    records = [(product, record) for product in products for record in product.stockrecords.all()]
    return [Offer(product, record.price, record.available) for product, record in records if record.price is not None]


def category_of(listing: Product) -> str:
    """Where a shopper finds it: "Food › Couscous"."""
    category = listing.categories.order_by("path").first()
    return " › ".join(one.name for one in category.get_ancestors_and_self()) if category else ""
