"""Asking the index: exactly first, then with slips forgiven, then for any of the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from .words import EMPTY, Unit, query_units, with_slips

# No more hits of a kind than these, the best ones.
MOST = 1000
# Statements are put together from our own constants; whatever was typed is a value of theirs (hence the noqa).
# How much of a word must be right; pg_trgm's own 0.6 misses one slip in a word of five letters.
LIKENESS = 0.4
_WORD = "(plainto_tsquery('taawon_fr', %s) || plainto_tsquery('taawon_en', %s) || plainto_tsquery('simple', %s))"
# What a match is worth in a place (C), a shelf or maker (B), a name (A); in a description it is worth being found.
_RANK = "ts_rank('{{0, 0.15, 0.3, 1}}', coalesce(names, vector), {0})"
_NAMED = "ts_rank('{{0, 0, 0, 1}}', coalesce(names, vector), {0}) > 0"
_HEAD = "to_tsquery('simple', %s)"  # a head is letters and digits, nothing else


# Keys by kind, best first; the kind with the best of all comes first.
Hits = dict[str, list[str]]


@dataclass(frozen=True)
class Answer:
    """What was found. is_near: nothing matched all that was typed; these are close to it."""

    hits: Hits = field(default_factory=dict)
    is_near: bool = False

    def keys(self, kind: str) -> list[str]:
        return self.hits.get(kind, [])


@contextmanager
def _settings() -> Iterator[None]:
    """For one question: how alike words must be, and the index always, whose use the planner undervalues.

    It reckons a look at a vector as cheap as at a number, but vectors lie outside their rows: seen at 20,000
    documents, reading through the table took five times as long as the index, and starting helpers longer than work.
    """
    settings = {
        "pg_trgm.word_similarity_threshold": str(LIKENESS),
        "enable_seqscan": "off",
        "max_parallel_workers_per_gather": "0",
    }
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        calls = ", ".join(["set_config(%s, %s, true)"] * len(settings))
        cursor.execute(f"SELECT {calls}", [part for setting in settings.items() for part in setting])
        yield


@_settings()
def search(typed: str, *, kinds: Sequence[str]) -> Answer:
    """What is found for what was typed, at most MOST hits of each kind. Nothing for nothing."""
    units = query_units(typed)
    if not units:
        return Answer()
    hits, is_named = _matching(units, " && ", kinds)
    if is_named:
        return Answer(hits)
    strong = [unit for unit in units if not unit.is_weak]
    if 0 < len(strong) < len(units) and (found := _matching(strong, " && ", kinds)[0]):
        return Answer(found, is_near=True)
    if hits:
        return Answer(_with_heads(units, hits, kinds))
    return Answer(_near(strong or units, kinds), is_near=True)


@_settings()
def suggest(typed: str, *, kinds: Sequence[str]) -> Hits:
    """What may be meant while somebody types: the last word may be its beginning only. At most MOST of each kind."""
    *before, last = query_units(typed) or [None]
    if last is None:
        return {}
    conditions = [_condition(unit) for unit in before]
    beginning = " & ".join(f"{word}:*" for word in last.text.split())  # words are letters and digits, nothing else
    whole, values = _condition(last)
    conditions.append((f"(to_tsquery('simple', %s) || {whole})", [beginning, *values]))
    return _asked(before + [last], conditions, " && ", kinds)[0]


def _with_heads(units: list[Unit], hits: Hits, kinds: Sequence[str]) -> Hits:
    """Things that are first of all one of what was asked for, before those that merely mention all of it."""
    named, _is_named = _asked(units, [(_HEAD, [unit.head]) for unit in units], " || ", kinds)
    return {kind: list(dict.fromkeys(named.get(kind, []) + hits.get(kind, []))) for kind in named | hits}


def _near(units: list[Unit], kinds: Sequence[str]) -> Hits:
    """With slips forgiven; of the kinds of which that finds nothing, whatever has any of the words."""
    hits = _forgiving(units, kinds)
    missing = [kind for kind in kinds if kind not in hits]
    return hits | (_matching(units, " || ", missing)[0] if missing else {})


def _condition(unit: Unit) -> tuple[str, list[str]]:
    """SQL of a unit's tsquery, and its values: its group, or the stems of its words.

    A known spelling is not stemmed: documents carry its group already, and a stem may be another language's word.
    """
    if unit.group:
        return "(plainto_tsquery('simple', %s) || plainto_tsquery('simple', %s))", [unit.group, unit.text]
    words = [word for word in unit.text.split() if word not in EMPTY] or unit.text.split()
    query = " && ".join([_WORD] * len(words))
    values = [word for word in words for _ in range(3)]
    return f"({query})", values


def _matching(units: list[Unit], joint: str, kinds: Sequence[str]) -> tuple[Hits, bool]:
    return _asked(units, [_condition(unit) for unit in units], joint, kinds)


def _asked(
    units: list[Unit], conditions: list[tuple[str, list[str]]], joint: str, kinds: Sequence[str]
) -> tuple[Hits, bool]:
    """Hits of these conditions; each word counts on its own, and more in what a thing is first of all.

    And whether a word that was asked for stands in the name of any, not only in what is said of it.
    """
    query, values = _joined(conditions, joint)
    meant, worth = _joined([_meant(unit) for unit in units], " || ")
    return _hits(
        # The shorter a name, the more of it was typed; a spelling holds a name in three languages.
        f"""SELECT kind, key, popularity, {_NAMED.format("meant")} AS is_named,
        {_RANK.format("meant")} + ln((1 + popularity)::float8) / 50
        + 0.1::float8 * least(1::float8, %s::float8 / greatest(1, length(spelling))) AS score
        FROM searchindex_document, (SELECT {query} AS query, {meant} AS meant) AS asked
        WHERE vector @@ query AND kind = ANY(%s)""",  # noqa: S608
        [3 * sum(len(unit.text) for unit in units), *values, *worth, list(kinds)],
        kinds,
    )


def _joined(parts: list[tuple[str, list[str]]], joint: str) -> tuple[str, list[str]]:
    return joint.join(sql for sql, _values in parts), [value for _sql, values in parts for value in values]


def _meant(unit: Unit) -> tuple[str, list[str]]:
    """SQL of what a unit is worth: its group, or the stems of its words, and once more as a head."""
    query, values = ("plainto_tsquery('simple', %s)", [unit.group]) if unit.group else _condition(unit)
    return f"({query} || {_HEAD})", [*values, unit.head]


def _forgiving(units: list[Unit], kinds: Sequence[str]) -> Hits:
    """With a slip in the words that match nothing as they are."""
    parts, scores, where, ranking = [], [], [], []
    for unit in units:
        query, values = _condition(unit)
        if not _matches(query, values):
            query, values = _condition(with_slips(unit))
        if _matches(query, values):
            parts.append(f"vector @@ {query}")
            scores.append(_RANK.format(query))
            where += values
            ranking += values
        else:
            parts.append("%s <% spelling".replace("<%", "<%%"))
            scores.append("word_similarity(%s, spelling)")
            where.append(unit.text)
            ranking.append(unit.text)
    hits, _is_named = _hits(
        f"""SELECT kind, key, popularity, true AS is_named, {" + ".join(scores)} AS score FROM searchindex_document
        WHERE kind = ANY(%s) AND {" AND ".join(parts)}""",  # noqa: S608
        [*ranking, list(kinds), *where],
        kinds,
    )
    return hits


def _matches(query: str, values: list[str]) -> bool:
    with connection.cursor() as cursor:
        sql = f"SELECT EXISTS (SELECT 1 FROM searchindex_document WHERE vector @@ {query})"  # noqa: S608
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def _hits(scored: str, values: list, kinds: Sequence[str]) -> tuple[Hits, bool]:
    """By kind, best first, and whether any is named so. scored: SQL of kind, key, popularity, is_named, score."""
    # One row for all: to make a thousand objects of a thousand rows takes as long as to find them. And sorted once:
    # an aggregate with an order of its own for each kind takes twice as long.
    of_kind = "(array_agg(key) FILTER (WHERE kind = %s))[:%s], max(score) FILTER (WHERE kind = %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT bool_or(is_named), {", ".join([of_kind] * len(kinds))}
            FROM ({scored} ORDER BY score DESC, popularity DESC, key) AS scored""",  # noqa: S608
            [value for kind in kinds for value in (kind, MOST, kind)] + values,
        )
        is_named, *found = cursor.fetchone()
    by_kind = zip(kinds, found[::2], found[1::2], strict=True)
    hits = sorted((-best, kind, keys) for kind, keys, best in by_kind if keys)
    return {kind: keys for _best, kind, keys in hits}, bool(is_named)
