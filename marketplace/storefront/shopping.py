"""What the basket and checkout pages read, and the little that a session remembers between them."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import Http404, HttpRequest

from catalogue.choices import State
from catalogue.models import Product
from marketplace.pagecache.readings import LONG, Readings
from marketplace.pagecache.versions import MARKET, of_cooperative
from marketplace.places.choices import towns
from marketplace.places.models import City
from marketplace.shop.basket import BasketView, basket_contents
from marketplace.shop.voucher.reading import who_is

# Session keys. What was typed stays until the order is placed, so that nothing is ever typed twice.
CITY, METHODS, DETAILS, REMOVED, ORDERED = "city", "methods", "checkout", "removed", "ordered_basket"


def listing_to_add(pk: int) -> Product:
    """The visible listing of a product or variant, with its pictures and live variants. Raises Http404."""
    listing = _listings.of([pk], _read_listings).get(pk)
    if listing is None:
        raise Http404
    return listing


def _read_listings(ids: list[int]) -> dict[int, Product]:
    """product or variant id -> its listing, of those that may be seen."""
    listing_of = dict.fromkeys(ids) | dict(Product.objects.buyable().filter(pk__in=ids).values_list("pk", "parent"))
    live = Prefetch("children", queryset=Product.objects.filter(state=State.LIVE).order_by("pk"))
    whole = Product.objects.visible().select_related("cooperative", "product_class").prefetch_related("images", live)
    rows = whole.in_bulk({parent or pk for pk, parent in listing_of.items()})
    found = {pk: rows.get(parent or pk) for pk, parent in listing_of.items()}
    return {pk: listing for pk, listing in found.items() if listing}


# Some 10 kB each.
_listings: Readings[int, Product] = Readings(
    most=1000, lasts=LONG, hangs_on=lambda listing: (MARKET, of_cooperative(listing.cooperative_id))
)


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
