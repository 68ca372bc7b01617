"""The listings that public pages show, with what their cards need joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from catalogue.models import Product
from marketplace.pagecache.readings import Readings
from marketplace.pagecache.versions import MARKET, of_cooperative

from .cards import SHOWN, Card, cards_of

PER_PAGE = 24


def listings() -> QuerySet[Product]:
    return _whole().all()


@cache
def _whole() -> QuerySet[Product]:
    """Never asked itself, only its copies are: to put a query together costs more than to answer it."""
    return Product.objects.visible().select_related("cooperative__province", "cooperative__city", "product_class")


@cache
def _in_grids() -> QuerySet[Product]:
    """With what a card shows and nothing else; never asked itself."""
    return Product.objects.visible().select_related("cooperative__province", "product_class").only(*SHOWN)


def cards_by_id(ids: Sequence[int]) -> list[Card]:
    """Of those of these that may be seen, in the order of the ids, with what they show and nothing else."""
    found = _cards.of(ids, _read)
    return [found[pk] for pk in ids if pk in found]


def _read(ids: Sequence[int]) -> dict[int, Card]:
    cards = cards_of(_in_grids().filter(pk__in=ids)) if ids else []
    return {card.listing.pk: card for card in cards}


def _hangs_on(card: Card) -> Iterable[str]:
    return MARKET, of_cooperative(card.listing.cooperative_id)


# Some 10 kB each.
_cards: Readings[int, Card] = Readings(most=2000, hangs_on=_hangs_on)


def page_of(rows: QuerySet[Product], number: str) -> Page:
    """The page of that number. Raises Http404 for one that does not exist."""
    pages = Paginator(rows, PER_PAGE)
    if not number.isdecimal() or not 1 <= int(number) <= pages.num_pages:
        raise Http404
    return pages.page(int(number))
