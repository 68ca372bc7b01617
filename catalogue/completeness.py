"""What a listing needs before the delegation looks at it."""

from __future__ import annotations

from .choices import NetUnit, PictureState
from .models import Product, ProductImage

TITLES = ("title_fr", "title_ar", "title_en")


def missing(listing: Product) -> list[str]:
    """Codes of what is missing, in the order of the pages that ask for it; empty when it can be submitted.

    picture, kind, title, size, weight, price.
    """
    sold = [listing] if not listing.is_parent else list(listing.children.all())
    usable = ProductImage.whole.filter(product=listing, edit=None).exclude(state=PictureState.FAILED)
    shipped = listing.product_class is None or listing.product_class.requires_shipping
    lacks = {
        "picture": not usable.exists(),
        "kind": listing.product_class is None or not listing.categories.exists(),
        "title": not any(getattr(listing, title) for title in TITLES),
        "size": any(one.net_unit != NetUnit.PIECE and not one.net_quantity for one in sold),
        "weight": shipped and any(not one.weight_g for one in sold),
        "price": not sold or any(not _priced(one) for one in sold),
    }
    return [code for code, lacking in lacks.items() if lacking]


def _priced(product: Product) -> bool:
    return any(record.price for record in product.stockrecords.all())
