"""Asking the index: exactly first, then with slips forgiven, then for any of the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from .words import EMPTY, Unit, query_units, with_slips

# Ranking looks at no more than these, the most popular ones.
MOST = 1000
# Statements are put together from our own constants; whatever was typed is a value of theirs (hence the noqa).
# How much of a word must be right; pg_trgm's own 0.6 misses one slip in a word of five letters.
LIKENESS = 0.4
_WORD = "(plainto_tsquery('taawon_fr', %s) || plainto_tsquery('taawon_en', %s) || plainto_tsquery('simple', %s))"
# What a match is worth in a description (D), a place (C), a shelf or maker (B), a name (A).
_RANK = "ts_rank('{{0.05, 0.15, 0.3, 1}}', vector, {0})"


@dataclass(frozen=True)
class Hit:
    kind: str
    key: str
    score: float


@dataclass(frozen=True)
class Answer:
    """Hits, best first. is_near: nothing matched all that was typed; these are close to it."""

    hits: list[Hit] = field(default_factory=list)
    is_near: bool = False

    def keys(self, kind: str) -> list[str]:
        return [hit.key for hit in self.hits if hit.kind == kind]


def search(typed: str, *, kinds: Sequence[str]) -> Answer:
    """What is found for what was typed, at most MOST hits of each kind. Nothing for nothing."""
    units = query_units(typed)
    if not units:
        return Answer()
    if hits := _matching(units, " && ", kinds):
        return Answer(hits)
    return Answer(_forgiving(units, kinds) or _matching(units, " || ", kinds), is_near=True)


def suggest(typed: str, *, kinds: Sequence[str]) -> list[Hit]:
    """What may be meant while somebody types: the last word may be its beginning only. Best first, at most MOST."""
    *before, last = query_units(typed) or [None]
    if last is None:
        return []
    conditions = [_condition(unit) for unit in before]
    beginning = " & ".join(f"{word}:*" for word in last.text.split())  # words are letters and digits, nothing else
    whole, values = _condition(last)
    conditions.append((f"(to_tsquery('simple', %s) || {whole})", [beginning, *values]))
    return _asked(before + [last], conditions, " && ", kinds)


def _condition(unit: Unit) -> tuple[str, list[str]]:
    """SQL of a unit's tsquery, and its values: its group, and its words as they are."""
    words = [word for word in unit.text.split() if word not in EMPTY] or unit.text.split()
    query = " && ".join([_WORD] * len(words))
    values = [word for word in words for _ in range(3)]
    if unit.group:
        return f"(plainto_tsquery('simple', %s) || ({query}))", [unit.group, *values]
    return f"({query})", values


def _matching(units: list[Unit], joint: str, kinds: Sequence[str]) -> list[Hit]:
    return _asked(units, [_condition(unit) for unit in units], joint, kinds)


def _asked(units: list[Unit], conditions: list[tuple[str, list[str]]], joint: str, kinds: Sequence[str]) -> list[Hit]:
    query = joint.join(sql for sql, _values in conditions)
    values = [value for _sql, one in conditions for value in one]
    return _hits(
        # The shorter a name, the more of it was typed: similarity tells oil from cheese with oil.
        f"""SELECT kind, key, {_RANK.format("query")} + ln(1 + popularity) / 50 + 0.3 * similarity(%s, spelling)
        AS score
        FROM (
            SELECT document.*, query, row_number() OVER (PARTITION BY kind ORDER BY popularity DESC, id) AS place
            FROM searchindex_document AS document, (SELECT {query} AS query) AS asked
            WHERE vector @@ query AND kind = ANY(%s)
        ) AS found WHERE place <= %s ORDER BY score DESC, popularity DESC, key""",  # noqa: S608
        [" ".join(unit.text for unit in units), *values, list(kinds), MOST],
    )


@transaction.atomic
def _forgiving(units: list[Unit], kinds: Sequence[str]) -> list[Hit]:
    """With a slip in the words that match nothing as they are; atomic, as the threshold is set for it alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKENESS)])
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
    return _hits(
        f"""SELECT kind, key, {" + ".join(scores)} AS score FROM searchindex_document
        WHERE kind = ANY(%s) AND {" AND ".join(parts)} ORDER BY score DESC, popularity DESC, key LIMIT %s""",  # noqa: S608
        [*ranking, list(kinds), *where, MOST],
    )


def _matches(query: str, values: list[str]) -> bool:
    with connection.cursor() as cursor:
        sql = f"SELECT EXISTS (SELECT 1 FROM searchindex_document WHERE vector @@ {query})"  # noqa: S608
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def _hits(sql: str, values: list) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(*row) for row in cursor.fetchall()]
