"""What every template may use, the same for everybody: nothing here looks at the user, session or basket."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict:
    """Name of the shop, whether demo data is loaded, and this page's addresses in every language."""
    return {
        "shop_name": settings.OSCAR_SHOP_NAME,
        "is_demo": settings.DEMO_SIGN_INS,
        "language_links": [(code, name, _in(code, request.get_full_path())) for code, name in _NAMES.items()],
        # Absolute, for search engines: without the question, which only narrows what the page shows.
        "canonical_url": f"{settings.SITE_URL}{request.path}",
        "alternates": [(name, f"{settings.SITE_URL}{_in(code, request.path)}") for name, code in _ALTERNATES],
    }


def _in(code: str, address: str) -> str:
    """The same page in another language. Only the first part of an address differs; Django would resolve it anew."""
    _nothing, first, *rest = address.split("/", 2)
    return "/".join(("", code, *rest)) if first in _NAMES else address


# Each language in its own words: the way a reader looks for it.
_NAMES = {"fr": "Français", "ar": "العربية", "en": "English"}
# As search engines name them; French for the reader of any other language, as in the site maps.
_ALTERNATES = [*((code, code) for code in _NAMES), ("x-default", settings.LANGUAGE_CODE)]
