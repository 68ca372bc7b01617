"""What members may change of a listing: which columns, which of them wait for the delegation, how a value is kept.

A value is JSON: a category or class is its code, certificates are sorted ids, quantities are text, pictures are the
ids of those that shall be shown, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from .models import Category, Product, ProductClass, ProductImage
from .sanitise import clean_rich_text
from .services.errors import UnknownColumn

LANGUAGES = ("fr", "ar", "en")
_TRANSLATED = ("title", "description", "ingredients", "storage", "care", "size_label")
TEXTS = tuple(f"{field}_{language}" for field in _TRANSLATED for language in LANGUAGES)
_PLAIN = ("net_unit", "variety", "weaving", "colour", "wood", "harvest_year", "is_unique")
_CODES = ("allergens", "may_contain", "free_from")
_LINKED = ("category", "product_class", "certificates")
# Said about the goods: of a listing on show, these wait for the delegation.
MODERATED = frozenset((*TEXTS, *_PLAIN, *_CODES, *_LINKED, "net_quantity", "pictures"))
# Said about the parcel and the time it takes: these change at once.
AT_ONCE = frozenset(
    ("weight_g", "length_cm", "width_cm", "height_cm", "ready_in_days", "max_transit_days", "only_zones")
)

Changes = Mapping[str, Any]


def cleaned(changes: Changes) -> dict[str, Any]:
    """The wanted values as JSON. Raises UnknownColumn."""
    if unknown := set(changes) - MODERATED - AT_ONCE:
        raise UnknownColumn(", ".join(sorted(unknown)))
    return {column: _cleaned(column, value) for column, value in changes.items()}


def _cleaned(column: str, value: Any) -> Any:
    if column.startswith("description_"):
        return clean_rich_text((value or "").strip())
    if column in TEXTS:
        return (value or "").strip()
    if column == "net_quantity":
        return f"{Decimal(value).normalize():f}" if value else None
    if column == "certificates":
        return sorted(int(getattr(one, "pk", one)) for one in value)
    if column == "pictures":
        return [int(pk) for pk in value]
    if column in _CODES:
        return sorted({str(code) for code in value})
    if column in ("category", "product_class"):
        return getattr(value, "code", value) or ""
    return list(value) if column == "only_zones" else value


def read(listing: Product, column: str) -> Any:
    """The listing's present value, as `cleaned` would keep it."""
    if column == "category":
        return next((category.code for category in listing.categories.all()), "")
    if column == "product_class":
        return listing.product_class.code if listing.product_class else ""
    if column == "certificates":
        return sorted(one.pk for one in listing.certificates.all())
    if column == "pictures":
        return list(_pictures(listing).values_list("pk", flat=True))
    return _cleaned(column, getattr(listing, column))


def difference(listing: Product, changes: Changes) -> dict[str, Any]:
    """Those of the (cleaned) changes that change anything."""
    return {column: value for column, value in changes.items() if value != read(listing, column)}


def apply(listing: Product, changes: Changes) -> None:
    """Write (cleaned) values into the listing and save it."""
    changes, fields = dict(changes), {"date_updated"}
    if "pictures" in changes:
        pictures_show(listing, changes.pop("pictures"))
    if "category" in changes:
        listing.categories.set(Category.objects.filter(code=changes.pop("category")))
    if "certificates" in changes:
        listing.certificates.set(listing.cooperative.certificates.filter(pk__in=changes.pop("certificates")))
    if "product_class" in changes:
        listing.product_class = ProductClass.objects.get(code=changes.pop("product_class"))
        fields.add("product_class")
    for column, value in changes.items():
        setattr(listing, column, Decimal(value) if column == "net_quantity" and value else value)
    fields.update(changes)
    if not listing.slug or "title_fr" in changes:
        listing.slug = slugify(listing.title_fr or "")[:200] or listing.listing_code
        fields.add("slug")
    listing.save(update_fields=fields)


def pictures_show(listing: Product, ids: Iterable[int]) -> None:
    """Show these pictures, in this order, those of a staged edit among them; the others are let go."""
    wanted = {pk: place for place, pk in enumerate(ids)}
    for picture in ProductImage.whole.filter(product=listing, pk__in=wanted):
        picture.edit, picture.display_order = None, wanted[picture.pk]
        picture.save(update_fields=["edit", "display_order"])
    _pictures(listing).exclude(pk__in=wanted).delete()


def _pictures(listing: Product):
    return ProductImage.whole.filter(product=listing, edit=None).order_by("display_order", "pk")
