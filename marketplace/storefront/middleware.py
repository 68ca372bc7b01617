"""What every page of the shop goes through: a basket that costs nothing until it is looked at; the marker cookie;
an answer when the database is away."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from oscar.apps.basket.middleware import BasketMiddleware
from oscar.apps.basket.models import Basket

from marketplace.shop.basket import open_basket_of, open_basket_of_guest

from .favourites import COOKIE as FAVOURITES
from .offline import database_away, is_database_away

MARKER = "here"


class LazyBasketMiddleware(BasketMiddleware):
    """Oscar's, without reading the user for a strategy: that would make every page vary on Cookie."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.cookies_to_delete = []
        request._basket_cache = None
        request.basket = SimpleLazyObject(lambda: self.get_basket(request))
        return self.process_response(request, self.get_response(request))

    def get_basket(self, request: HttpRequest):
        """A user's own basket or the cookie's; merging happens at sign-in (signals.py), so looking writes nothing."""
        if request._basket_cache is None:
            if request.user.is_authenticated:
                basket = open_basket_of(request.user)
            else:
                basket = self.get_cookie_basket(self.get_cookie_key(request), request, Basket.open) or Basket()
            request._basket_cache = basket
        return request._basket_cache

    def get_cookie_basket(self, cookie_key: str, request: HttpRequest, manager) -> Basket | None:
        """The guest's, as Oscar finds it but in one cheap question; a cookie that names none is taken away."""
        if cookie_key not in request.COOKIES:
            return None
        try:
            basket = open_basket_of_guest(int(Signer().unsign(request.COOKIES[cookie_key])))
        except (BadSignature, ValueError):  # what we signed for something else names no basket
            basket = None
        if basket is None:
            request.cookies_to_delete.append(cookie_key)
        return basket

    def process_template_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Nothing: Oscar would put the basket into every page's context."""
        return response


class MarkerCookieMiddleware:
    """Keeps the readable cookie `here` in step with the HttpOnly ones, that of messages among them: only then is the
    personal part fetched."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.tracked = (
            settings.SESSION_COOKIE_NAME, settings.OSCAR_BASKET_COOKIE_OPEN, FAVOURITES, CookieStorage.cookie_name,
        )  # fmt: skip

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not any(name in response.cookies for name in self.tracked):
            return response
        has_any = any(self._stays(request, response, name) for name in self.tracked)
        if has_any and MARKER not in request.COOKIES:
            response.set_cookie(
                MARKER, "1", max_age=settings.OSCAR_BASKET_COOKIE_LIFETIME, samesite="Lax", secure=request.is_secure()
            )
        elif not has_any and MARKER in request.COOKIES:
            response.delete_cookie(MARKER)
        return response

    @staticmethod
    def _stays(request: HttpRequest, response: HttpResponse, name: str) -> bool:
        """Whether the browser holds cookie `name` after this response."""
        if name in response.cookies:
            return bool(response.cookies[name].value)
        return name in request.COOKIES


class DatabaseAwayMiddleware:
    """A page that needs the database while it cannot be reached: 503 and a page in the reader's language, not 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None, for any other fault: it takes its usual way."""
        return database_away(request) if is_database_away(exception) else None
