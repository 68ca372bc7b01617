"""Writing documents: in the transaction that writes what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from .models import Document
from .words import head_of, normalised, tokens_of

# Raise it when documents are made in another way; `prepare` then makes them again.
RECIPE = 2
_CONFIGS = {"fr": "taawon_fr", "en": "taawon_en"}
# Languages that name a thing before they say what it is like; in English it comes last, or anywhere.
_HEAD_FIRST = ("fr", "ar")


@dataclass(frozen=True)
class Text:
    """A text of a document.

    weight: A (names) to D (descriptions). languages: code -> text. is_name: slips in it are forgiven.
    """

    weight: str
    languages: Mapping[str, str]
    is_name: bool = False


@dataclass(frozen=True)
class Entry:
    """What is to be found of one thing."""

    kind: str
    key: str
    texts: tuple[Text, ...]
    popularity: int = 0


def index(entry: Entry) -> None:
    """Write the document of a thing, or write it anew."""
    vector, values = _vector(entry.texts)
    short, short_values = _vector(tuple(text for text in entry.texts if text.weight != "D"))
    names = (words for text in entry.texts if text.is_name for words in text.languages.values())
    spelling = " ".join(tokens_of(" ".join(names)))
    with connection.cursor() as cursor:
        cursor.execute(
            # Only our own constants stand in the statement: names of configurations and weights.
            f"""INSERT INTO searchindex_document (kind, key, popularity, spelling, recipe, vector, names)
            VALUES (%s, %s, %s, %s, %s, {vector}, {short})
            ON CONFLICT (kind, key) DO UPDATE SET popularity = EXCLUDED.popularity, spelling = EXCLUDED.spelling,
            recipe = EXCLUDED.recipe, vector = EXCLUDED.vector, names = EXCLUDED.names""",  # noqa: S608
            [entry.kind, entry.key, entry.popularity, spelling, RECIPE, *values, *short_values],
        )


def _vector(texts: tuple[Text, ...]) -> tuple[str, list[str]]:
    """SQL of the vector, and its values: each language's words stemmed, and all words as they are written."""
    parts, values = ["''::tsvector"], []
    for text in texts:
        for language, words in text.languages.items():
            if not words:
                continue
            if config := _CONFIGS.get(language):
                parts.append(f"setweight(to_tsvector('{config}', %s), '{text.weight}')")
                values.append(words)
            parts.append(f"setweight(to_tsvector('simple', %s), '{text.weight}')")
            values.append(normalised(words))
            if text.is_name and text.weight == "A" and language in _HEAD_FIRST:
                parts.append("setweight(to_tsvector('simple', %s), 'A')")
                values.append(head_of(words))
    return " || ".join(parts), values


def forget(kind: str, keys: Iterable[str]) -> None:
    """Take things out of the index; those that are not in it are out already."""
    Document.objects.filter(kind=kind, key__in=list(keys)).delete()
