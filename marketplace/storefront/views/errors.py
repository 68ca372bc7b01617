"""Pages for what went wrong: what happened, and what to do."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.storefront.offline import database_away, is_database_away
from marketplace.storefront.storefronts import NotSelling


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing at this address (or nothing for this reader)."""
    context = {"is_missing": True, "is_not_selling": isinstance(exception, NotSelling)}
    return render(request, "storefront/404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the template needs neither database nor session."""
    # What a middleware raises comes here past DatabaseAwayMiddleware.
    if is_database_away(sys.exc_info()[1]):
        return database_away(request)
    return render(request, "storefront/500.html", status=500)
