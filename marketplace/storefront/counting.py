"""How many listings each value of each facet would show.

A facet's own filter is left out of its counts. So what the filters leave is counted, and for each facet that is used
what they leave without it: which is what a page without that facet counts anyway, so both lag together and are counted
once (a page for each of forty categories, one count of all categories). The database groups the narrow rows; what a
group stands for (a category and all above it, the bits of a mask) is unfolded here, as there are few groups and many
rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from catalogue.choices import Allergen
from catalogue.models import Category
from cooperatives.models import Certificate
from marketplace.pagecache.readings import Readings
from marketplace.pagecache.versions import CATALOGUE, version

from .filters import BANDS, LIMITS, Filters
from .lagging import MOST, lagging_all
from .names import Names
from .narrowing import conditions, intervals, narrow, offered

# Of what one condition covers (narrowing.conditions), where that is not a facet of its own name.
PARTS = {"offer": ("price", "in_stock", *LIMITS)}
# The condition without which a facet is counted, where that has another name. None: with its own, as who cannot eat two
# things wants goods without both.
_COUNTED_WITHOUT = {"price": "offer", "in_stock": "offer", "free_from": None}
_FACETS = ("category", "province", "cooperative", "certificate", "free_from", "womens", "price", "in_stock")
# What rows are grouped by, one at a time; GROUPING() tells which, by a bit for each that is not.
_SETS = (("cooperative_id",), ("categories",), ("certified",), ("free_from",), ("bands", "here"))
_COLUMNS = [column for columns in _SETS for column in columns]
_WHICH = {
    sum(1 << (len(_COLUMNS) - 1 - place) for place, column in enumerate(_COLUMNS) if column not in columns): columns[0]
    for columns in _SETS
}
# (what the rows of a group share, of how many something is in stock or none, how many): see _grouped.
_Groups = list[tuple[Any, Any, int]]


@dataclass
class Counts:
    """facet -> value -> listings. dropped: condition -> listings that only it keeps away.

    versions: of the catalogue, from before the names were read and each part was counted.
    """

    total: int = 0
    of: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    dropped: Counter = field(default_factory=Counter)
    versions: frozenset[str] = frozenset()


def counts_read(filters: Filters, names: Names, *, among: Sequence[int] | None = None) -> Counts:
    """They may lag: at most one query, for what changed since it was counted. among: only those that a search found."""
    if among is not None and not among:
        return Counts()
    rows = {"": filters} | {name: without(filters, name) for name in conditions(filters, names.categories)}
    prices = tuple(getattr(filters, name) for name in PARTS["offer"])
    keys = {name: (names, replace(left, sort=""), prices) for name, left in rows.items()}

    def count(missing: list[_Key]) -> dict[_Key, _Tally]:
        before = version(CATALOGUE)
        groups = _grouped([left for _names, left, _prices in missing], filters, names.categories, among)
        return {key: _tallied(one, names, before) for key, one in zip(missing, groups, strict=True)}

    # Of everything, counted anew only once something has changed. What a search found may be older than the version
    # that its counts would be kept with.
    read = count if among is not None else lambda missing: _tallies.of(missing, count)
    kept = lagging_all(set(keys.values()), read)
    found = {name: kept[key] for name, key in keys.items()}
    whole = found.pop("")
    counts = Counts(total=whole.total, versions=frozenset({names.version, *(one.version for one in kept.values())}))
    for facet in _FACETS:
        counts.of[facet] = found.get(_COUNTED_WITHOUT.get(facet, facet), whole).of[facet]
    # Two that were counted at different moments may differ by what was sold between them.
    counts.dropped.update({name: over for name, one in found.items() if (over := one.total - whole.total) > 0})
    return counts


def without(filters: Filters, condition: str) -> Filters:
    """With all that belongs to a condition taken away."""
    for name in PARTS.get(condition, (condition,)):
        filters = filters.without(name)
    return filters


@dataclass
class _Tally:
    """Of some rows: how many, and facet -> value -> how many. version: of the catalogue, from before the counting."""

    version: str
    total: int
    of: dict[str, Counter]


# What it is named after, what was asked for, and between which prices.
_Key = tuple[Names, Filters, tuple]
_tallies: Readings[_Key, _Tally] = Readings(most=MOST, hangs_on=lambda tally: (CATALOGUE,))


def _tallied(groups: dict[str, _Groups], names: Names, before: str) -> _Tally:
    by_cooperative = groups["cooperative_id"]
    known = {one.pk: one for one in names.cooperatives}
    of = {
        "cooperative": _counted((pk, number) for pk, _here, number in by_cooperative),
        "province": _counted((known[pk].province.slug, n) for pk, _here, n in by_cooperative if pk in known),
        "womens": _counted(("1", n) for pk, _here, n in by_cooperative if pk in known and known[pk].is_womens),
        "category": _by_category(groups["categories"], names.categories),
        "certificate": _by_certificate(groups["certified"]),
        "free_from": _by_bits(groups["free_from"], Allergen.values),
        "price": _by_bits(groups["bands"], list(BANDS)),
        "in_stock": _counted(("1", number) for _bands, here, number in groups["bands"] if here),
    }
    return _Tally(before, sum(number for _pk, _here, number in by_cooperative), of)


def _counted(pairs: Iterable[tuple[Any, int]]) -> Counter:
    counter: Counter = Counter()
    for value, number in pairs:
        counter[value] += number
    return counter


def _by_category(groups: _Groups, categories: Sequence[Category]) -> Counter:
    """A listing counts for its categories and for those above them, once for each."""
    paths = {one.pk: one.path for one in categories}
    slugs = {one.path: one.slug for one in categories}
    step = Category.steplen
    counter: Counter = Counter()
    for ids, _here, number in groups:
        lying = [paths[pk] for pk in ids if pk in paths]
        for above in {path[:end] for path in lying for end in range(step, len(path) + 1, step)}:
            counter[slugs.get(above)] += number
    return counter


def _by_certificate(groups: _Groups) -> Counter:
    today, kinds = timezone.localdate(), Certificate.Kind.values
    counter: Counter = Counter()
    for until, _here, number in groups:
        for kind, day in zip(kinds, until, strict=False):
            if day is not None and day >= today:
                counter[kind] += number
    return counter


def _by_bits(groups: _Groups, names: Sequence[str]) -> Counter:
    counter: Counter = Counter()
    for mask, _here, number in groups:
        for place, name in enumerate(names):
            if mask >> place & 1:
                counter[name] += number
    return counter


def _grouped(
    lists: Sequence[Filters], filters: Filters, categories: Sequence[Category], among: Sequence[int] | None
) -> list[dict[str, _Groups]]:
    """For each list of listings its groups, by the first column of each of _SETS. One query for all.

    filters: between which prices the listings are looked at.
    """
    groups: list[dict[str, _Groups]] = [{name: [] for name in _WHICH.values()} for _list in lists]
    parts, given = [], []
    for place, listed in enumerate(lists):
        rows = narrow(among).filter(*conditions(listed, categories).values()).annotate(**_prices(filters))
        with suppress(EmptyResultSet):  # of names of nothing
            sql, values = _statement(rows, _COLUMNS)
            parts.append(  # put together from our own constants; whatever was asked for is a value
                f"""SELECT {place}, GROUPING({", ".join(_COLUMNS)}), count(*), {", ".join(_COLUMNS)}
                FROM ({sql}) AS rows
                GROUP BY GROUPING SETS ({", ".join(f"({', '.join(columns)})" for columns in _SETS)})"""  # noqa: S608
            )
            given += values
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), given)
            for place, which, number, *shared in cursor.fetchall():
                name = _WHICH[which]
                groups[place][name].append((shared[_COLUMNS.index(name)], shared[-1], number))
    return groups


def _statement(rows: QuerySet, columns: Sequence[str]) -> tuple[str, tuple]:
    return rows.order_by().values(*columns).query.sql_with_params()


def _prices(filters: Filters) -> dict[str, Any]:
    """bands: a bit for each range of prices that a listing has an offer in, within the limits and stock asked for.
    here: whether something is in stock at the prices asked for."""
    bands: Any = Value(0, output_field=IntegerField())
    for place, band in enumerate(BANDS):
        inside: Q = offered(intervals(filters, [band]), in_stock=filters.in_stock)
        bands = bands + Case(When(inside, then=1 << place), default=0)
    here = offered(intervals(filters, filters.price), in_stock=True)
    return {"bands": bands, "here": Case(When(here, then=1), default=0)}
