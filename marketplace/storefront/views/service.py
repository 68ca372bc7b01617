"""Addresses for machines: health, readiness, robots, the redirect of the bare address, the woven bands."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import conditional_page
from django.views.generic import View

from cooperatives.weave import CRAFT_YARNS
from marketplace.celery import app as celery_app
from marketplace.outbox.late import late_since
from marketplace.storefront.bands import band_svg
from marketplace.storefront.sitemaps import SECTIONS
from marketplace.storefront.wordless import wordless


class RootRedirectView(View):
    """`/` goes to the reader's language by Accept-Language; never cached."""

    def get(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = HttpResponseRedirect(reverse("storefront:home"))
        response["Cache-Control"] = "no-store"
        response["Vary"] = "Accept-Language"
        return response


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 while the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with celery_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=0, timeout=2)


def _storage() -> None:
    default_storage.exists("readyz")


_PARTS = {"database": _database, "broker": _broker, "cache": lambda: cache.get("readyz"), "storage": _storage}


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every part answers, else 503; the body names each part and the kind of its fault.

    Messages that wait keep nobody from buying: they are named (`messages`), and change nothing of the status.
    """
    state = {}
    for name, ask in _PARTS.items():
        try:
            ask()
        except Exception as error:  # whatever a part's client raises, the answer is "this part does not answer"
            state[name] = type(error).__name__
        else:
            state[name] = "ok"
    status = 200 if set(state.values()) == {"ok"} else 503
    if state["database"] == "ok" and (since := late_since()):
        state["messages"] = f"waiting since {since.isoformat()}"
    return JsonResponse(state, status=status)


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public, nothing personal. Searches too: they say noindex themselves."""
    private = ("basket/", "checkout/", "track/", "accounts/", "me/", "search/suggest/")
    personal = ("favourites/", "stock-alert/", "stop/")
    doors = ("seller/", "delegation/", "demo/")
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{code}/{path}" for code, _ in settings.LANGUAGES for path in private + personal + doors]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest, section: str = "") -> HttpResponse:
    """The list of sitemaps, or (section) the pages of one."""
    if not section:
        return sitemap_views.index(request, SECTIONS, sitemap_url_name="sitemap-section")
    return sitemap_views.sitemap(request, SECTIONS, section=section)


@wordless
@cache_control(public=True, max_age=31536000, immutable=True)
def band(request: HttpRequest, craft: str, slug: str) -> HttpResponse:
    """A cooperative's woven band as SVG: a pure function of its address, so no query and cached for ever."""
    if craft not in CRAFT_YARNS or len(slug) > 80:
        raise Http404
    return HttpResponse(band_svg(slug, craft), content_type="image/svg+xml")
