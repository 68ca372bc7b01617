"""Which commission rule is in force for a line, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from catalogue.models import Category, Product
from cooperatives.models import Cooperative
from marketplace.centimes import centimes, mad
from marketplace.shop.order.models import Line, Order

from .models import CommissionRule, LineTerms


def commission_centimes(goods_centimes: int, rate_bps: int) -> int:
    """Commission the market keeps, in centimes, rounded half up.

    goods_centimes: goods after the cooperative's own discounts and before discounts the market pays; no delivery.
    rate_bps: basis points (1000 = 10 %).
    Raises ValueError for a negative amount.
    """
    if goods_centimes < 0 or rate_bps < 0:
        raise ValueError("commission of a negative amount")
    return (goods_centimes * rate_bps + 5_000) // 10_000


@dataclass(frozen=True)
class Rate:
    """What a line is sold under. rule: None in the free months, or where no rule is in force."""

    bps: int
    rule: CommissionRule | None = None


def terms_freeze(order: Order, lines: list[Line]) -> None:
    """Write the commission of every line as of today, in the transaction that places the order."""
    on = timezone.localdate(order.date_placed)
    rules = _rules(on, {line.part.cooperative_id for line in lines})
    paths = _category_paths(lines)
    LineTerms.objects.bulk_create(
        [_terms(line, rate_for(line.part.cooperative, paths.get(line.pk, []), rules, on)) for line in lines]
    )


def _terms(line: Line, rate: Rate) -> LineTerms:
    goods = centimes(line.line_price_before_discounts_incl_tax) - centimes(line.discount_own)
    return LineTerms(
        line=line, rule=rate.rule, rate_bps=rate.bps, commission_centimes=commission_centimes(goods, rate.bps)
    )


def rate_for(cooperative: Cooperative, paths: Iterable[str], rules: Iterable[CommissionRule], on: date) -> Rate:
    """The closest rule: the cooperative's own before everybody's, a deep category before a wide one, then the newest.

    A cooperative's own rule also holds in its free months; nobody else's does.
    paths: of the line's categories in the tree; rules: those in force, with their categories.
    """
    fitting = [rule for rule in rules if _fits(rule, cooperative, paths)]
    if not any(rule.cooperative_id for rule in fitting) and is_free(cooperative, on):
        return Rate(0)
    if not fitting:
        return Rate(0)
    best = max(fitting, key=_closeness)
    return Rate(best.rate_bps, best)


@dataclass(frozen=True)
class Terms:
    """What a listing would be sold under today. free_until: last day of a new cooperative's free months, if they run
    and if they are why nothing is kept.
    """

    bps: int
    free_until: date | None = None

    def receives(self, price: Decimal) -> Decimal:
        """MAD that the cooperative gets for one unit sold at `price` (MAD)."""
        return price - mad(commission_centimes(centimes(price), self.bps))


def terms_now(listing: Product) -> Terms:
    """As the next sale of it would be frozen; its variants are no others. Two queries."""
    cooperative, today = listing.cooperative, timezone.localdate()
    rules = _rules(today, {cooperative.pk})
    paths = list(Category.objects.filter(product=listing.parent_id or listing.pk).values_list("path", flat=True))
    rate = rate_for(cooperative, paths, rules, today)
    is_gift = rate.rule is None and is_free(cooperative, today)
    return Terms(rate.bps, free_until(cooperative) if is_gift else None)


def free_until(cooperative: Cooperative) -> date | None:
    """The last day on which a new cooperative pays no commission; None for one that was there before."""
    if cooperative.admitted_at is None:
        return None
    return timezone.localdate(cooperative.admitted_at) + timedelta(days=settings.COMMISSION_FREE_DAYS - 1)


def is_free(cooperative: Cooperative, on: date) -> bool:
    """In its first months on the market (settings.COMMISSION_FREE_DAYS) a cooperative pays no commission."""
    last = free_until(cooperative)
    return last is not None and on <= last


def _fits(rule: CommissionRule, cooperative: Cooperative, paths: Iterable[str]) -> bool:
    if rule.cooperative_id not in (None, cooperative.pk):
        return False
    return rule.category is None or any(path.startswith(rule.category.path) for path in paths)


def _closeness(rule: CommissionRule) -> tuple:
    depth = rule.category.depth if rule.category else 0
    return (rule.cooperative_id is not None, depth, rule.starts_on, rule.pk)


def _rules(on: date, cooperatives: set[int]) -> list[CommissionRule]:
    """Rules in force on a day that may concern these cooperatives. One query."""
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    theirs = Q(cooperative=None) | Q(cooperative__in=cooperatives)
    return list(CommissionRule.objects.filter(in_force, theirs, starts_on__lte=on).select_related("category"))


def _category_paths(lines: list[Line]) -> dict[int, list[str]]:
    """line id -> paths of its listing's categories in the tree. One query."""
    listing_of = {line.pk: line.product.parent_id or line.product_id for line in lines}
    pairs = Category.objects.filter(product__in=set(listing_of.values())).values_list("product", "path")
    by_listing: dict[int, list[str]] = {}
    for listing, path in pairs:
        by_listing.setdefault(listing, []).append(path)
    return {line: by_listing.get(listing, []) for line, listing in listing_of.items()}
