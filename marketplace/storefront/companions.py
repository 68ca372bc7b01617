"""What stands beside a listing: more from its cooperative, and what goes well with it, which is pairs that were chosen,
then what buyers took with it, then its like from others.

Two queries, whatever the size of the shop: one for a few narrow rows of candidates, one for their listings.
"""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from catalogue.models import Category, Product, ProductCategory, ProductRecommendation
from marketplace.shop.order.models import Line

from .listings import listings_by_id

# Of its own cooperative.
MORE = 4
# Read of each kind, so that the sold out and the hidden can be left out.
CANDIDATES = 8
OWN, CHOSEN, TOGETHER, ALIKE = range(4)


def beside(listing: Product, shelf: Category | None) -> tuple[list[Product], list[Product]]:
    """Visible listings: the newest others of its cooperative; companions, the best first, without these.

    shelf: the category that the listing stands in.
    """
    kinds = [_own(listing), _chosen(listing), _together(listing)] + ([_alike(listing, shelf)] if shelf else [])
    rows = kinds[0].union(*kinds[1:], all=True)
    # The smallest kind first, then the heaviest, then the oldest; each listing where it comes first.
    order = [(pk, kind) for pk, kind, _weight in sorted(rows, key=lambda row: (row[1], -row[2], row[0]))]
    own = [pk for pk, kind in order if kind == OWN]
    others = dict.fromkeys(pk for pk, kind in order if kind != OWN and pk != listing.pk)
    found = {product.pk: product for product in listings_by_id([*own, *others])}
    more = sorted((found[pk] for pk in own if pk in found), key=lambda one: (one.date_created, one.pk), reverse=True)
    companions = [found[pk] for pk in others if pk in found][:CANDIDATES]
    return more, [one for one in companions if one.pk not in own]


def _own(listing: Product) -> QuerySet:
    """The newest others of its cooperative."""
    return _newest(Product.objects.visible().of(listing.cooperative).exclude(pk=listing.pk), OWN)[:MORE]


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
    on_shelf = ProductCategory.objects.filter(category=shelf).values("product_id")
    alike = Product.objects.visible().filter(pk__in=on_shelf).exclude(cooperative=listing.cooperative)
    return _newest(alike, ALIKE)[:CANDIDATES]


def _newest(listings: QuerySet, kind: int) -> QuerySet:
    """Not rewritten for a language: that would put the columns into another order than those of the other kinds."""
    rows = listings.rewrite(False).annotate(of=F("pk"), kind=Value(kind), weight=Value(0))
    return rows.values_list("of", "kind", "weight").order_by("-date_created", "-pk")
