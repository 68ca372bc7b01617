"""Addresses that a browser asks for to install the shop, and the page it shows without a network."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control

from marketplace.storefront.installing import manifest, worker_script
from marketplace.storefront.wordless import wordless

from .browse import PageView


@cache_control(public=True, max_age=3600)
def manifest_file(request: HttpRequest) -> HttpResponse:
    """The web app manifest in the language of its address."""
    return JsonResponse(manifest(), content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@wordless
@cache_control(public=True, max_age=60)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; at the root, because it answers for the pages below its own address."""
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")


class OfflineView(PageView):
    """Kept by the worker, shown instead of a page that was not seen before."""

    template_name = "storefront/offline.html"
    extra_context = {"is_missing": True}
