"""What every template may use, the same for everybody: nothing here looks at the user, session or basket."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict:
    """Name of the shop, whether demo data is loaded, and this page's addresses in every language."""
    return {
        "shop_name": settings.OSCAR_SHOP_NAME,
        "is_demo": settings.DEMO_SIGN_INS,
        # This page's address where the menu has it, else nothing: the header differs by no other.
        "menu_page": request.path if request.path in _menu(get_language()) else "",
        # Absolute, for search engines: without the question, which only narrows what the page shows.
        "canonical_url": f"{settings.SITE_URL}{request.path}",
        "alternates": [(name, f"{settings.SITE_URL}{in_language(code, request.path)}") for name, code in _alternates()],
    }


@cache
def _menu(language: str | None) -> frozenset[str]:
    """Addresses of the header's menu in the active language, which is `language`."""
    return frozenset(reverse(f"storefront:{name}") for name in _MENU)


def in_language(code: str, address: str) -> str:
    """The same page in another language. Only the first part of an address differs; Django would resolve it anew."""
    _nothing, first, *rest = address.split("/", 2)
    return "/".join(("", code, *rest)) if first in LANGUAGE_NAMES else address


_MENU = ("home", "catalogue", "cooperatives", "stories", "provinces")
# Each language in its own words: the way a reader looks for it.
LANGUAGE_NAMES = {"fr": "Français", "ar": "العربية", "en": "English"}


def _alternates() -> list[tuple[str, str]]:
    """As search engines name them; French for the reader of any other language, as in the site maps."""
    return [*((code, code) for code in LANGUAGE_NAMES), ("x-default", settings.LANGUAGE_CODE)]
