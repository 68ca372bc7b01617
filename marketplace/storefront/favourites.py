"""Favourites as pages use them: of somebody who is signed in, in the database; of a guest, in a signed cookie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse

from catalogue.models import Product
from marketplace.interest.models import Favourite
from marketplace.interest.services.favourites import Full, Unknown, favourite_add, favourite_remove

from .cards import Card, cards_of
from .listings import listings

COOKIE = "favourites"
# A cookie must stay small.
MOST_OF_A_GUEST = 60
PER_PAGE = 24
# Session key: what the undo button of the page puts back.
REMOVED = "favourite_removed"
_SALT = "marketplace.storefront.favourites"


@dataclass
class FavouritesPage:
    """One page of the list. absent: those of it that cannot be seen at present."""

    page: Page
    cards: list[Card]
    absent: list[Product]


def guest_ids(cookies: Mapping[str, str]) -> list[int]:
    """What a guest's cookie holds, the newest first; nothing for one that is not ours."""
    try:
        text = Signer(salt=_SALT).unsign(cookies.get(COOKIE, ""))
    except BadSignature:
        return []
    return [int(part) for part in text.split(".") if part.isdecimal()]


def ids_of(request: HttpRequest) -> list[int]:
    """Favourites of whoever asks, the newest first."""
    if request.user.is_authenticated:
        return list(Favourite.objects.of(request.user).values_list("product_id", flat=True))
    return guest_ids(request.COOKIES)


def favourites_page(request: HttpRequest) -> FavouritesPage:
    """Favourites with price and stock as they are now, in a number of queries that does not grow with them."""
    page = Paginator(ids_of(request), PER_PAGE).get_page(request.GET.get("page"))
    ids = list(page.object_list)
    cards = {card.listing.pk: card for card in cards_of(listings().filter(pk__in=ids))}
    rest = {pk: index for index, pk in enumerate(ids) if pk not in cards}
    absent = sorted(Product.objects.filter(pk__in=rest), key=lambda listing: rest[listing.pk])
    return FavouritesPage(page, [cards[pk] for pk in ids if pk in cards], absent)


def favourite_set(request: HttpRequest, pk: int, *, wanted: bool) -> list[int] | None:
    """Keep a listing or let go of it. Returns what the guest's cookie must hold now; None for a user.

    Raises Full, Http404.
    """
    if not request.user.is_authenticated:
        return _guest_set(guest_ids(request.COOKIES), pk, wanted=wanted)
    if not wanted:
        favourite_remove(user=request.user, product_id=pk)
        return None
    try:
        favourite_add(user=request.user, product_id=pk)
    except Unknown as error:
        raise Http404 from error
    return None


def _guest_set(ids: list[int], pk: int, *, wanted: bool) -> list[int]:
    rest = [known for known in ids if known != pk]
    if not wanted:
        return rest
    if not listings().filter(pk=pk).exists():
        raise Http404
    if pk in ids:
        return ids
    if len(ids) >= MOST_OF_A_GUEST:
        raise Full
    return [pk, *rest]


def write_cookie(request: HttpRequest, response: HttpResponse, ids: Sequence[int] | None) -> None:
    """Put a guest's favourites into her browser; ids: None when they are not there."""
    if ids is None:
        return
    if not ids:
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(
        COOKIE,
        Signer(salt=_SALT).sign(".".join(map(str, ids))),
        max_age=settings.OSCAR_BASKET_COOKIE_LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def title_of(pk: int) -> str:
    """The title of a listing, seen or not; empty for one that never was."""
    return str(Product.objects.filter(pk=pk).first() or "")
