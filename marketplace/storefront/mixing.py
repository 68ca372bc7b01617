"""The order of cards where nobody asked for one: neighbours are never alike while there is a choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from .cards import Card

# How far back a card's neighbours lie: the one before it, and the one above it in rows of two (a telephone),
# three (a tablet) and four (a computer).
NEAR = (1, 2, 3, 4)


def mixed(cards: Iterable[Card], wanted: int) -> list[Card]:
    """At most `wanted` of the cards: every cooperative in turn, no two alike beside each other, else in their order."""
    waiting, laid = list(cards), []
    turns: Counter[int] = Counter()
    while waiting and len(laid) < wanted:
        near = [laid[-back] for back in NEAR if back <= len(laid)]
        best = min(range(len(waiting)), key=lambda place: (*_cost(waiting[place], near, turns), place))
        laid.append(waiting.pop(best))
        turns[laid[-1].cooperative.pk] += 1
    return laid


def _cost(card: Card, near: list[Card], turns: Counter[int]) -> tuple[int, int, int]:
    """What speaks against this card here: a twin beside it, then having had a turn, then looking much the same."""
    twins = sum(card.cooperative.pk == other.cooperative.pk or _same_picture(card, other) for other in near)
    alike = sum(
        3 * (card.listing.product_class_id == other.listing.product_class_id)
        + 2 * bool(card.image and other.image and card.image.palette == other.image.palette)
        for other in near
    )
    return twins, turns[card.cooperative.pk] + 8 * (card.image is None), alike


def _same_picture(card: Card, other: Card) -> bool:
    """Files are named by their content (catalogue/pictures.py)."""
    if card.image is None or other.image is None:
        return False
    return PurePosixPath(card.image.original.name).name == PurePosixPath(other.image.original.name).name
