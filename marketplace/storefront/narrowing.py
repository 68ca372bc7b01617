"""From filters to listings: one condition a facet over the narrow rows, and the page of them that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, reduce
from operator import or_

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.lookups import Exact
from django.http import Http404
from django.utils import timezone

from catalogue.choices import Allergen
from catalogue.models import Category
from cooperatives.models import Certificate
from marketplace.pagecache.readings import Readings
from marketplace.pagecache.versions import CATALOGUE
from marketplace.shop.facets.models import Narrow

from .filters import BANDS, BEST, Filters
from .listings import PER_PAGE
from .names import Names

# Exact up to here, "1 000+" beyond.
MOST = 1000
# No shop has as many pages; keeps an address that was tampered with out of the database.
MOST_PAGES = 100_000
_ORDERS = {
    "new": (F("created").desc(), F("product_id").desc()),
    "cheap": (F("low").asc(nulls_last=True), F("product_id").desc()),
    "dear": (F("low").desc(nulls_last=True), F("product_id").desc()),
}
_NOTHING = Q(pk__in=[])
# From and to in centimes, both included; None: no end.
Interval = tuple[int, int | None]


class _AnyBetween(Func):
    """Whether any number of an array lies between two others."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, array: str, low: int, high: int):
        super().__init__(F(array), Value(low), Value(high))

    def as_sql(self, compiler, connection, **context) -> tuple[str, list]:
        parts = [compiler.compile(source) for source in self.get_source_expressions()]
        array, low, high = (sql for sql, _values in parts)
        values = [value for _sql, some in parts for value in some]
        # Compiled expressions; what was asked for is among the values.
        return f"EXISTS (SELECT 1 FROM unnest({array}) AS one WHERE one BETWEEN {low} AND {high})", values  # noqa: S608


class _OneOf(Func):
    """Whether a number is one of many: they are sent as one value, where __in sends a thousand.

    As text: psycopg looks at each member of a list, which takes longer than the database does to find them all.
    """

    output_field = BooleanField()
    conditional = True
    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("

    def __init__(self, number: str, many: Sequence[int]):
        super().__init__(F(number), Value(f"{{{','.join(map(str, many))}}}"))


@dataclass(frozen=True)
class Sheet:
    """One page of a list, by ids. total: of all pages, exact up to MOST; is_more: there are more than that."""

    number: int
    ids: Sequence[int]
    total: int
    is_more: bool = False
    has_next: bool = False

    @property
    def last(self) -> int | None:
        """Number of the last page; None where it was not counted so far."""
        return None if self.is_more else max(1, -(-self.total // PER_PAGE))

    @property
    def has_other_pages(self) -> bool:
        return self.has_next or self.number > 1

    @property
    def numbers(self) -> list[int | None]:
        """Of the pages to offer: the first, those around this one, the last; None stands for what is left out."""
        near = {1, *range(self.number - 1, self.number + 2)}
        near |= {self.last} if self.last else set()
        top = self.last or self.number + self.has_next
        shown: list[int | None] = []
        for number in sorted(one for one in near if 1 <= one <= top):
            if shown and number - shown[-1] > 1:
                shown.append(number - 1 if number - shown[-1] == 2 else None)
            shown.append(number)
        return shown + [None] if self.is_more and self.has_next else shown


def sheet_of(filters: Filters, names: Names, number: str, *, among: Sequence[int] | None) -> Sheet:
    """The listings of one page. among: those that a search found and that may be seen, best first.

    Raises Http404 for a page that does not exist.
    """
    if not (number.isascii() and number.isdecimal()) or not 1 <= int(number) <= MOST_PAGES:
        raise Http404
    wanted = conditions(filters, names.categories).values()
    page, start = int(number), (int(number) - 1) * PER_PAGE
    rows = narrow(among).filter(*wanted)
    if filters.sort == BEST and among is not None:
        found = _left(among, rows) if wanted else among
    elif start + PER_PAGE <= MOST:
        found = _first(rows, filters, names, among=among)
    else:
        return _far(_ordered(rows, filters), page, start)
    ids, total = found[start : start + PER_PAGE], len(found)
    if not ids and page > 1:
        raise Http404
    return Sheet(page, ids, min(total, MOST), is_more=total > MOST, has_next=total > start + PER_PAGE)


# Of all that may be seen, by what was asked for: up to a thousand ids each.
_lists: Readings[tuple[Names, Filters], list[int]] = Readings(most=200, hangs_on=lambda ids: (CATALOGUE,))


def _first(rows: QuerySet, filters: Filters, names: Names, *, among: Sequence[int] | None) -> list[int]:
    """In their order, one more than is counted. Not kept for a search: what it found may be older than its version."""

    def read(keys: Iterable[tuple[Names, Filters]]) -> dict[tuple[Names, Filters], list[int]]:
        return {key: list(_ordered(rows, filters)[: MOST + 1]) for key in keys}

    key = (names, filters)
    return (_lists.of([key], read) if among is None else read([key]))[key]


def visible_of(ids: Sequence[int]) -> list[int]:
    """Those of these listings that may be seen, in their order."""
    return _left(ids, narrow(ids)) if ids else []


def _left(ids: Sequence[int], rows: QuerySet) -> list[int]:
    left = set(rows.aggregate(ids=ArrayAgg("product_id"))["ids"] or ())
    return [one for one in ids if one in left]


def _ordered(rows: QuerySet, filters: Filters) -> QuerySet:
    return rows.order_by(*_ORDERS.get(filters.sort, _ORDERS["new"])).values_list("product_id", flat=True)


def _far(ids: QuerySet, page: int, start: int) -> Sheet:
    """A page beyond what is counted: passes over ids in an index, never over the wide rows."""
    found = list(ids[start : start + PER_PAGE + 1])
    if not found:
        raise Http404
    total = start + len(found)
    has_next = len(found) > PER_PAGE
    return Sheet(page, found[:PER_PAGE], min(total, MOST), is_more=total > MOST, has_next=has_next)


def liked(number: int) -> list[int]:
    """The best rated listings of all."""
    rows = Narrow.objects.visible().order_by(F("rating").desc(nulls_last=True), F("product_id").desc())
    return list(rows.values_list("product_id", flat=True)[:number])


def narrow(among: Sequence[int] | None) -> QuerySet[Narrow]:
    """All that may be seen, or those of them that a search found."""
    rows = _visible().all()
    return rows if among is None else rows.filter(_OneOf("product_id", among))


@cache
def _visible() -> QuerySet[Narrow]:
    """Never asked itself, only its copies are."""
    return Narrow.objects.visible()


def conditions(filters: Filters, categories: Sequence[Category]) -> dict[str, Q]:
    """What each facet that was used demands. Price, its limits and stock are one: the same offer must meet them."""
    found = {
        "category": filters.category and _in_categories(filters.category, categories),
        "province": filters.province and Q(cooperative__province__slug__in=filters.province),
        "cooperative": filters.cooperative and Q(cooperative__slug__in=filters.cooperative),
        "certificate": filters.certificate and _any(map(_certified, filters.certificate)),
        "free_from": filters.free_from and _free_from(filters.free_from),
        "womens": filters.womens and Q(cooperative__is_womens=True),
        "offer": (filters.price or filters.in_stock or filters.min is not None or filters.max is not None)
        and offered(intervals(filters, filters.price), in_stock=filters.in_stock),
    }
    return {facet: condition for facet, condition in found.items() if condition}


def _any(parts: Iterable[Q]) -> Q:
    return reduce(or_, parts)


def _in_categories(slugs: Sequence[str], categories: Sequence[Category]) -> Q:
    """In one of them, or below: a path starts with its ancestors' paths."""
    tops = tuple(one.path for one in categories if one.slug in slugs)
    ids = [one.pk for one in categories if one.path.startswith(tops)] if tops else []
    return Q(categories__overlap=ids) if ids else _NOTHING


def _certified(kind: str) -> Q:
    """With a certificate of this kind that still proves something today."""
    return Q(**{f"certified__{Certificate.Kind.values.index(kind)}__gte": timezone.localdate()})


def _free_from(codes: Sequence[str]) -> Q:
    """Free from all of them: who cannot eat two things is not helped by goods without one of them."""
    bits = sum(1 << Allergen.values.index(code) for code in codes)
    return Q(Exact(F("free_from").bitand(bits), bits))


def intervals(filters: Filters, bands: Sequence[str]) -> list[Interval]:
    """The prices that will do, in centimes: in any of the bands, and within the limits that were typed."""
    low, high = filters.min or Decimal(0), filters.max
    found = []
    for start, end in [BANDS[band] for band in bands] or [(0, None)]:
        first = max(start * 100, int((low * 100).to_integral_value(rounding="ROUND_CEILING")))
        ends = [end * 100 - 1] if end is not None else []
        ends += [int(high * 100)] if high is not None else []
        last = min(ends, default=None)
        if last is None or first <= last:
            found.append((first, last))
    return found


def offered(wanted: Sequence[Interval], *, in_stock: bool) -> Q:
    """With an offer whose price lies in one of the intervals and, if so asked, of which something is left."""
    prefix = "here_" if in_stock else ""
    return _any(_within(*interval, prefix) for interval in wanted) if wanted else _NOTHING


def _within(first: int, last: int | None, prefix: str) -> Q:
    """The cheapest or the dearest offer lies within; only where both lie beyond are those between looked at."""
    low, high = f"{prefix}low", f"{prefix}high"
    if last is None:
        return Q(**{f"{high}__gte": first})
    between = Q(**{f"{low}__lt": first, f"{high}__gt": last}) & Q(_AnyBetween(f"{prefix}prices", first, last))
    return Q(**{f"{low}__range": (first, last)}) | Q(**{f"{high}__range": (first, last)}) | between
