"""The kinds of things that can be found, each with a way to say all of them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from .index import RECIPE, Entry, index
from .models import Document

_sources: dict[str, Callable[[], Iterable[Entry]]] = {}


def register(kind: str, everything: Callable[[], Iterable[Entry]]) -> None:
    """everything: yields the entry of each thing of this kind."""
    _sources[kind] = everything


def is_current() -> bool:
    """Whether there are documents, all of the present recipe."""
    return Document.objects.exists() and not Document.objects.exclude(recipe=RECIPE).exists()


def rebuild(*kinds: str) -> int:
    """Make all documents again, or those of some kinds; searches go on meanwhile. Returns how many there are."""
    count = 0
    for kind in kinds or _sources:
        with transaction.atomic():
            kept = set()
            for entry in _sources[kind]():
                index(entry)
                kept.add(entry.key)
            Document.objects.filter(kind=kind).exclude(key__in=kept).delete()
            count += len(kept)
    return count
