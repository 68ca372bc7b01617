"""The filters of the catalogue: read from the address, applied to listings, shown as chips that can be removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Allergen, State
from catalogue.models import Category, Product, ProductCategory
from cooperatives.models import Certificate
from marketplace.shop.partner.models import StockRecord

# The best match first: only where something was searched for.
BEST = "best"
SORTS = {"new": _("Newest first"), "cheap": _("Cheapest first"), "dear": _("Dearest first")}
# Longer than any name that is searched for; keeps an address that was tampered with out of the database.
MAX_QUERY = 100
MAX_PRICE = Decimal(1_000_000)
# What a list reads from its address; it sees nothing else.
PARAMETERS = frozenset(
    {"q", "category", "province", "cooperative", "certificate", "free_from", "womens", "in_stock", "min", "max", "sort"}
    | {"page"}
)


@dataclass
class Filters:
    """What the shopper asked for. Slugs and codes are empty when not asked; prices in MAD."""

    q: str = ""
    category: str = ""
    province: str = ""
    cooperative: str = ""
    certificate: str = ""
    free_from: str = ""
    womens: bool = False
    in_stock: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    sort: str = "new"
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many filters of the form are set; the search words stand in the header."""
        named = (self.category, self.province, self.cooperative, self.certificate, self.free_from)
        switches = (self.womens, self.in_stock)
        return sum(map(bool, named + switches)) + (self.min is not None) + (self.max is not None)

    @property
    def is_empty(self) -> bool:
        """Nothing narrows the list (an order is not a narrowing)."""
        return not self.q and not self.count


def filters_read(data: Mapping[str, str]) -> Filters:
    """Filters from an address; what cannot be read is left out, a price that is no number has an error beside it."""
    plain = {
        name: data.get(name, "").strip()[:MAX_QUERY].replace("\x00", "")
        for name in ("q", "category", "province", "cooperative")
    }
    filters = Filters(**plain, in_stock=data.get("in_stock") == "1", womens=data.get("womens") == "1")
    filters.certificate = kind if (kind := data.get("certificate", "")) in Certificate.Kind.values else ""
    filters.free_from = code if (code := data.get("free_from", "")) in Allergen.values else ""
    filters.sort = sort if (sort := data.get("sort", "")) in SORTS else BEST if filters.q else "new"
    filters.min, filters.max = _price(filters, data, "min"), _price(filters, data, "max")
    if filters.min is not None and filters.max is not None and filters.min > filters.max:
        filters.errors["max"] = _("The highest price is below the lowest.")
    return filters


def _price(filters: Filters, data: Mapping[str, str], name: str) -> Decimal | None:
    typed = data.get(name, "").strip()[:20]
    if not typed:
        return None
    filters.typed[name] = typed
    try:
        amount = Decimal("".join(typed.split()).replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= MAX_PRICE:
        filters.errors[name] = _("Write a price in dirhams, such as 120.")
        return None
    return amount


def filters_apply(listings: QuerySet[Product], filters: Filters) -> QuerySet[Product]:
    """Those listings that were asked for, in the order that was asked for; what was searched for is among them."""
    if filters.province:
        listings = listings.filter(cooperative__province__slug=filters.province)
    if filters.cooperative:
        listings = listings.filter(cooperative__slug=filters.cooperative)
    if filters.womens:
        listings = listings.filter(cooperative__is_womens=True)
    if filters.certificate:
        listings = listings.filter(Exists(_certified(filters.certificate)))
    if filters.free_from:
        listings = listings.filter(free_from__contains=[filters.free_from])
    if filters.category:
        listings = listings.filter(Exists(_in_category(filters.category)))
    if filters.in_stock or filters.min is not None or filters.max is not None:
        listings = listings.filter(_has_offer(filters))
    return _sorted(listings, filters.sort)


def _in_category(slug: str) -> QuerySet:
    """Links to the category or to one below it: a path starts with its ancestors' paths."""
    above = Category.objects.filter(slug=slug).values("path")[:1]
    return ProductCategory.objects.filter(product=OuterRef("pk"), category__path__startswith=Subquery(above))


def _certified(kind: str) -> QuerySet:
    """Links to a certificate of this kind that still proves something."""
    links = Product.certificates.through.objects.filter(product=OuterRef("pk"), certificate__kind=kind)
    return links.filter(certificate__in=Certificate.objects.valid())


def _offers(**wanted) -> tuple[QuerySet, QuerySet]:
    """Stock records of a listing itself, and of its variants: two subqueries, each on an index."""
    own = StockRecord.objects.filter(product=OuterRef("pk"), **wanted)
    variants = StockRecord.objects.filter(product__parent=OuterRef("pk"), product__state=State.LIVE, **wanted)
    return own, variants


def _has_offer(filters: Filters) -> Q:
    wanted = {}
    if filters.min is not None:
        wanted["price__gte"] = filters.min
    if filters.max is not None:
        wanted["price__lte"] = filters.max
    if filters.in_stock:
        wanted["num_in_stock__gt"] = F("num_allocated")
    own, variants = _offers(**wanted)
    return Q(Exists(own)) | Q(Exists(variants))


def _sorted(listings: QuerySet[Product], sort: str) -> QuerySet[Product]:
    if sort == BEST:
        return listings.order_by("place")
    if sort == "new":
        return listings.order_by("-date_created", "-pk")
    own, variants = _offers()
    cheapest = variants.order_by().values("product__parent").annotate(least=Min("price")).values("least")
    listings = listings.annotate(from_price=Coalesce(Subquery(own.values("price")[:1]), Subquery(cheapest)))
    by_price = F("from_price").asc(nulls_last=True) if sort == "cheap" else F("from_price").desc(nulls_last=True)
    return listings.order_by(by_price, "-pk")
