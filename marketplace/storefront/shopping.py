"""What the basket and checkout pages read, and the little that a session remembers between them."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from catalogue.models import Product
from marketplace.places.models import City
from marketplace.shop.basket import BasketView, basket_contents
from marketplace.shop.voucher.reading import who_is

# Session keys. What was typed stays until the order is placed, so that nothing is ever typed twice.
CITY, METHODS, DETAILS, REMOVED, ORDERED = "city", "methods", "checkout", "removed", "ordered_basket"


def listing_to_add(pk: int) -> Product:
    """The visible listing of a product or variant, ready for a card. Raises Http404."""
    asked = Product.objects.buyable().filter(pk=pk).values_list("parent_id", flat=True).first()
    listing = Product.objects.visible().for_cards().filter(pk=asked or pk).first()
    if listing is None:
        raise Http404
    return listing


def city_of(request: HttpRequest) -> City | None:
    """The town that parcels go to, once the shopper has said so."""
    code = request.session.get(CITY)
    return City.objects.select_related("province", "zone").filter(pk=code).first() if code else None


def methods_of(request: HttpRequest) -> dict[int, str]:
    """cooperative id -> how its goods come, as chosen so far (JSON made the ids text)."""
    return {int(pk): method for pk, method in request.session.get(METHODS, {}).items()}


def contents_of(request: HttpRequest) -> BasketView:
    """The basket of this request as it can be bought now."""
    details = request.session.get(DETAILS, {})
    who = who_is(request.user, details.get("email", ""), details.get("phone", ""))
    return basket_contents(request.basket, city=city_of(request), methods=methods_of(request), who=who)


def remember(request: HttpRequest, key: str, value: object) -> None:
    """Put a value into the session."""
    request.session[key] = value


def forget_checkout(request: HttpRequest) -> None:
    """After an order: the details typed for it go, the town stays for the next visit."""
    for key in (METHODS, DETAILS, REMOVED):
        request.session.pop(key, None)
