"""Pages for what went wrong: what happened, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing at this address (or nothing for this reader)."""
    return render(request, "storefront/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the template needs neither database nor session."""
    return render(request, "storefront/500.html", status=500)
