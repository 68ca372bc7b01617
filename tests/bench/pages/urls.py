"""The market's addresses, and those that are measured beside it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import cache_page

from marketplace import urls
from marketplace.storefront import counting, lagging, narrowing
from marketplace.storefront.views.browse import CatalogueView


def constant(request: HttpRequest) -> HttpResponse:
    """10 kB that cost nothing to make."""
    return HttpResponse(b"x" * 10_000)


def counted(request: HttpRequest) -> HttpResponse:
    """The catalogue with live counts: which listings there are, and how many, is read for this page alone."""
    counting._tallies.forget()
    narrowing._lists.forget()
    lagging.forget()
    return CatalogueView.as_view()(request)


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/cache-page/", cache_page(60)(constant)),
    path("bench/counted/catalogue/", counted),
    path("bench/cache-page/catalogue/", cache_page(60)(CatalogueView.as_view())),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500
