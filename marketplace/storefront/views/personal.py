"""The personal part of public pages: fetched by the page's script when the cookie `here` is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers
from django.views.generic import View

from marketplace.storefront.basket_count import units_in_basket
from marketplace.storefront.interests import pressed_of


class PersonalFragmentView(View):
    """How many units lie in the basket, who is signed in, the token for forms, what is to be told once, and which
    buttons of favourites, of followed cooperatives and of what is waited for are pressed."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> JsonResponse:
        user = request.user
        told = [{"level": message.level_tag, "text": str(message)} for message in messages.get_messages(request)]
        response = JsonResponse(
            {
                "count": units_in_basket(user=user, cookies=request.COOKIES),
                "name": str(user) if user.is_authenticated else "",
                "csrf": get_token(request),
                "messages": told,
                "pressed": pressed_of(request),
            }
        )
        add_never_cache_headers(response)
        return response
