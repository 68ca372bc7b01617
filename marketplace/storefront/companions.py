"""What goes well with a listing: pairs that were chosen, then what buyers took with it, then its like from others.

Two queries, whatever the size of the shop: one for a few narrow rows of candidates, one for their listings.
"""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from catalogue.models import Category, Product, ProductCategory, ProductRecommendation
from marketplace.shop.order.models import Line

from .listings import listings

# Read of each kind, so that the sold out and the hidden can be left out.
CANDIDATES = 8
CHOSEN, TOGETHER, ALIKE = range(3)


def companions_of(listing: Product, shelf: Category | None) -> list[Product]:
    """Visible listings, the best companions first. shelf: the category that the listing stands in."""
    kinds = [_chosen(listing), _together(listing)] + ([_alike(listing, shelf)] if shelf else [])
    rows = kinds[0].union(*kinds[1:], all=True)
    # Each listing at its best place: the smallest kind, then the heaviest, then the oldest.
    order: dict[int, tuple] = {}
    for pk, kind, weight in rows:
        place = (kind, -weight, pk)
        order[pk] = min(order.get(pk, place), place)
    found = listings().filter(pk__in=order).exclude(pk=listing.pk)
    return sorted(found, key=lambda product: order[product.pk])[:CANDIDATES]


def _chosen(listing: Product) -> QuerySet:
    """Pairs that somebody chose, the highest ranking first."""
    pairs = ProductRecommendation.objects.filter(primary=listing)
    columns = {"of": F("recommendation_id"), "kind": Value(CHOSEN), "weight": Coalesce("ranking", 0)}
    rows = pairs.annotate(**columns).values_list("of", "kind", "weight")
    return rows.order_by("-weight", "of")[:CANDIDATES]


def _together(listing: Product) -> QuerySet:
    """Of the orders that hold it, or a variant of it: their other listings, the most frequent first."""
    family = Q(product=listing) | Q(product__parent=listing)
    orders = Line.objects.filter(family).order_by().values("order_id")
    others = Line.objects.filter(order__in=orders, product__isnull=False).exclude(family)
    counted = (
        others.order_by()
        .annotate(of=Coalesce("product__parent_id", "product_id"))
        .values("of")
        .annotate(kind=Value(TOGETHER), weight=Count("order_id", distinct=True))
        .values_list("of", "kind", "weight")
    )
    return counted.order_by("-weight", "of")[:CANDIDATES]


def _alike(listing: Product, shelf: Category) -> QuerySet:
    """The newest of the same category that other cooperatives make."""
    # Asked of the shelf: the order of columns, which a union goes by, is lost on a table with translated columns.
    others = Product.objects.visible().exclude(cooperative=listing.cooperative_id).values("pk")
    places = ProductCategory.objects.filter(category=shelf, product__in=others)
    rows = places.annotate(of=F("product_id"), kind=Value(ALIKE), weight=Value(0)).values_list("of", "kind", "weight")
    return rows.order_by("-product__date_created", "-product_id")[:CANDIDATES]
