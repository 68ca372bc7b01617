"""The market's addresses, and those that are measured beside it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import cache_page

from marketplace import urls
from marketplace.storefront.views.browse import CatalogueView


def constant(request: HttpRequest) -> HttpResponse:
    """10 kB that cost nothing to make."""
    return HttpResponse(b"x" * 10_000)


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/cache-page/", cache_page(60)(constant)),
    path("bench/cache-page/catalogue/", cache_page(60)(CatalogueView.as_view())),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500
