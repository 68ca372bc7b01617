"""How many listings each value of each facet would show: all of them in one pass over the narrow rows.

A facet's own filter is left out of its counts: a row counts for it when no other facet misses the row. So each row
gets a number with a bit for each facet that misses it, and rows that two facets miss count nowhere. The database
groups; what a group stands for (a category and all above it, the bits of a mask) is unfolded here, as there are few
groups and many rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from catalogue.choices import Allergen
from catalogue.models import Category
from cooperatives.models import Certificate, Cooperative

from .filters import BANDS, Filters
from .narrowing import conditions, intervals, narrow, offered

BITS = {
    facet: 1 << place
    for place, facet in enumerate(
        ("category", "province", "cooperative", "certificate", "free_from", "womens", "offer")
    )
}
_FACETS = {bit: facet for facet, bit in BITS.items()}
# What rows are grouped by, one at a time; GROUPING() tells which, by a bit for each that is not.
_SETS = (("cooperative_id",), ("categories",), ("certified",), ("free_from",), ("bands", "here"))
_COLUMNS = [column for columns in _SETS for column in columns]
_WHICH = {
    sum(1 << (len(_COLUMNS) - 1 - place) for place, column in enumerate(_COLUMNS) if column not in columns): columns[0]
    for columns in _SETS
}


@dataclass
class Counts:
    """facet -> value -> listings. dropped: facet -> listings that only this facet keeps away."""

    total: int = 0
    of: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    dropped: Counter = field(default_factory=Counter)


def counts_read(
    filters: Filters,
    categories: Sequence[Category],
    cooperatives: Sequence[Cooperative],
    *,
    among: Sequence[int] | None = None,
) -> Counts:
    """One query. among: only those that a search found."""
    if among is not None and not among:
        return Counts()
    groups: dict[str, list[tuple[int, Any, Any, int]]] = {name: [] for name in _WHICH.values()}
    for which, missed, number, *values in _grouped(filters, categories, among):
        name = _WHICH[which]
        groups[name].append((missed, values[_COLUMNS.index(name)], values[-1], number))
    tally, counts = _Tally(groups), Counts()
    counts.of["cooperative"] = tally.plain("cooperative", "cooperative_id")
    counts.of |= _by_cooperative(tally, cooperatives)
    counts.of["category"] = _by_category(tally, categories)
    counts.of["certificate"] = _by_certificate(tally)
    counts.of["free_from"] = _by_bits(tally.rows("free_from", "free_from", own=False), Allergen.values)
    counts.of["price"] = _by_bits(tally.rows("offer", "bands"), list(BANDS))
    counts.of["in_stock"] = tally.in_stock()
    for missed, _cooperative, _here, number in groups["cooperative_id"]:
        if missed == 0:
            counts.total += number
        else:
            counts.dropped[_FACETS[missed]] += number
    return counts


@dataclass
class _Tally:
    """By what they were grouped by: groups of rows, as (what missed them, what they share, in stock, how many)."""

    groups: dict[str, list[tuple[int, Any, Any, int]]]

    def rows(self, facet: str, by: str, *, own: bool = True) -> Iterator[tuple[Any, int]]:
        """Of rows that no other facet misses. own=False: nor this one."""
        allowed = (0, BITS[facet]) if own else (0,)
        return ((value, number) for missed, value, _here, number in self.groups[by] if missed in allowed)

    def plain(self, facet: str, by: str) -> Counter:
        counter: Counter = Counter()
        for value, number in self.rows(facet, by):
            counter[value] += number
        return counter

    def in_stock(self) -> Counter:
        """Of rows with something left at the prices asked for, stock asked for or not."""
        allowed = (0, BITS["offer"])
        return Counter({"1": sum(n for missed, _bands, here, n in self.groups["bands"] if here and missed in allowed)})


def _by_cooperative(tally: _Tally, cooperatives: Sequence[Cooperative]) -> dict[str, Counter]:
    """Of provinces and of women's cooperatives: what a listing has from its cooperative."""
    known = {one.pk: one for one in cooperatives}
    provinces, womens = Counter(), Counter()
    for pk, number in tally.rows("province", "cooperative_id"):
        if pk in known:
            provinces[known[pk].province.slug] += number
    for pk, number in tally.rows("womens", "cooperative_id"):
        if pk in known and known[pk].is_womens:
            womens["1"] += number
    return {"province": provinces, "womens": womens}


def _by_category(tally: _Tally, categories: Sequence[Category]) -> Counter:
    """A listing counts for its categories and for those above them, once for each."""
    paths = {one.pk: one.path for one in categories}
    slugs = {one.path: one.slug for one in categories}
    step = Category.steplen
    counter: Counter = Counter()
    for ids, number in tally.rows("category", "categories"):
        lying = [paths[pk] for pk in ids if pk in paths]
        for above in {path[:end] for path in lying for end in range(step, len(path) + 1, step)}:
            counter[slugs.get(above)] += number
    return counter


def _by_certificate(tally: _Tally) -> Counter:
    today, kinds = timezone.localdate(), Certificate.Kind.values
    counter: Counter = Counter()
    for until, number in tally.rows("certificate", "certified"):
        for kind, day in zip(kinds, until, strict=False):
            if day is not None and day >= today:
                counter[kind] += number
    return counter


def _by_bits(rows: Iterator[tuple[int, int]], names: Sequence[str]) -> Counter:
    counter: Counter = Counter()
    for mask, number in rows:
        for place, name in enumerate(names):
            if mask >> place & 1:
                counter[name] += number
    return counter


def _grouped(filters: Filters, categories: Sequence[Category], among: Sequence[int] | None) -> list[tuple]:
    """(which grouping, what missed them, how many, the columns): see _WHICH."""
    wanted = conditions(filters, categories)
    rows = narrow(among).annotate(
        missed=_sum(Case(When(wanted[facet], then=0), default=bit) for facet, bit in BITS.items() if facet in wanted),
        bands=_bands(filters),
        here=Case(When(offered(intervals(filters, filters.price), in_stock=True), then=1), default=0),
    )
    sql, values = _statement(rows, ["missed", *_COLUMNS])
    with connection.cursor() as cursor:
        cursor.execute(  # put together from our own constants; whatever was asked for is a value
            f"""SELECT GROUPING({", ".join(_COLUMNS)}), missed, count(*), {", ".join(_COLUMNS)}
            FROM ({sql}) AS rows WHERE missed & (missed - 1) = 0
            GROUP BY missed, GROUPING SETS ({", ".join(f"({', '.join(columns)})" for columns in _SETS)})""",  # noqa: S608
            values,
        )
        return cursor.fetchall()


def _statement(rows: QuerySet, columns: Sequence[str]) -> tuple[str, tuple]:
    return rows.order_by().values(*columns).query.sql_with_params()


def _sum(parts: Iterator[Case]) -> Any:
    total: Any = Value(0, output_field=IntegerField())
    for part in parts:
        total = total + part
    return total


def _bands(filters: Filters) -> Any:
    """A bit for each range of prices that a listing has an offer in, within the limits and stock asked for."""
    found = []
    for place, band in enumerate(BANDS):
        inside: Q = offered(intervals(filters, [band]), in_stock=filters.in_stock)
        found.append(Case(When(inside, then=1 << place), default=0))
    return _sum(iter(found))
