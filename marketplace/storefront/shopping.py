"""What the basket and checkout pages read, and the little that a session remembers between them."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from catalogue.choices import State
from catalogue.models import Product
from marketplace.places.choices import towns
from marketplace.places.models import City
from marketplace.shop.basket import BasketView, basket_contents
from marketplace.shop.basket.goods import goods_known, is_on_sale
from marketplace.shop.voucher.reading import who_is

# Session keys. What was typed stays until the order is placed, so that nothing is ever typed twice.
CITY, METHODS, DETAILS, REMOVED, ORDERED = "city", "methods", "checkout", "removed", "ordered_basket"


def listing_to_add(pk: int) -> Product:
    """The listing of a product or variant that can be bought, with its pictures. Raises Http404."""
    product = goods_known([pk]).get(pk)
    if product is None or not is_on_sale(product):
        raise Http404
    return product.listing


def variants_of(listing: Product) -> list[Product]:
    """Its sizes that can be bought; empty where it is sold as it is."""
    if not listing.is_parent:
        return []
    return list(Product.objects.filter(parent=listing, state=State.LIVE).order_by("pk"))


def city_of(request: HttpRequest) -> City | None:
    """The town that parcels go to, once the shopper has said so."""
    code = request.session.get(CITY)
    return towns().by_code.get(code) if code else None


def methods_of(request: HttpRequest) -> dict[int, str]:
    """cooperative id -> how its goods come, as chosen so far (JSON made the ids text)."""
    return {int(pk): method for pk, method in request.session.get(METHODS, {}).items()}


def contents_of(request: HttpRequest, known: BasketView | None = None) -> BasketView:
    """The basket of this request as it can be bought now. known: what it has read already, before it chose a town."""
    details = request.session.get(DETAILS, {})
    who = who_is(request.user, details.get("email", ""), details.get("phone", ""))
    return basket_contents(request.basket, city=city_of(request), methods=methods_of(request), who=who, known=known)


def remember(request: HttpRequest, key: str, value: object) -> None:
    """Put a value into the session."""
    request.session[key] = value


def remember_basket(request: HttpRequest) -> bool:
    """That this basket is being bought; whether that was news (somebody who signs in on the way has another)."""
    is_news = request.session.get(ORDERED) != request.basket.pk
    if is_news:
        remember(request, ORDERED, request.basket.pk)
    return is_news


def forget_checkout(request: HttpRequest) -> None:
    """After an order: the details typed for it go, the town stays for the next visit."""
    for key in (METHODS, DETAILS, REMOVED):
        request.session.pop(key, None)
