"""The shop as something to install: what the manifest says, and what the service worker is told."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.pages.sheets import sheets

# Kept by the browser with the worker itself, so that the page for no network always looks like one of ours.
_SHELL = ("js/shop.js", "js/search.js", "js/kept.js", "img/icons.svg", "img/favicon.svg")
# Doors whose pages never come from the worker.
_DOORS = ("seller/", "delegation/", "demo/")
PAPER = "#FAF6EE"


def manifest() -> dict:
    """What a telephone needs to put the shop on its home screen, in the language of the request."""
    icons = [{"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
             for size in (192, 512)]  # fmt: skip
    return {
        "id": "/",
        "name": settings.OSCAR_SHOP_NAME,
        "short_name": settings.OSCAR_SHOP_NAME,
        "description": _("The market of the cooperatives of Marrakech-Safi"),
        "lang": translation.get_language(),
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "start_url": reverse("storefront:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        # The weave lies within the middle of its ground, so a round mask cuts none of it.
        "icons": [icon | {"purpose": purpose} for icon in icons for purpose in ("any", "maskable")],
    }


@lru_cache(maxsize=1)
def worker_script() -> str:
    """The service worker of this release; read once, as neither files nor templates change while a process lives."""
    shop = {"offline": _in_every_language("storefront:offline"), "pages": _pages(), "files": _files()}
    shop["shell"] = [*sheets(), *map(static, _SHELL), reverse("band", args=["carpet", "taawon"])]
    return render_to_string("storefront/worker.js", {"shop": json.dumps(shop | {"version": _version(shop)})})


def _in_every_language(name: str) -> dict[str, str]:
    addresses = {}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            addresses[code] = reverse(name)
    return addresses


def _pages() -> str:
    """A pattern of the addresses whose pages the worker answers for."""
    codes = "|".join(code for code, _language in settings.LANGUAGES)
    return f"^/(?:$|(?:{codes})/(?!{'|'.join(_DOORS)}))"


def _files() -> list[str]:
    """Where files whose names carry their content's hash lie; static ones first."""
    return [settings.STATIC_URL, settings.MEDIA_URL, "/bands/"]


def _version(shop: dict) -> str:
    """Another one with every release that changes a file, the worker or the page for no network."""
    source = get_template("storefront/worker.js").template.source
    parts = [json.dumps(shop), source, getattr(staticfiles_storage, "manifest_hash", "")]
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            parts.append(render_to_string("storefront/offline.html"))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
