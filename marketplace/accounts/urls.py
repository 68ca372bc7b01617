"""Allauth's pages under /<lang>/accounts/. The account's home, `account-home`, is the storefront's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account import urls as allauth_urls
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.cache import never_cache

from marketplace.outbox import sms

# Allauth serves these for the flows that we do not offer.
_NOT_OFFERED = {"account_confirm_login_code"}
_NEED_SMS = {"account_change_phone"}


def sms_required(view: Callable) -> Callable:
    """404 where this market cannot send an SMS: the page would lead nowhere."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not sms.available():
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def _private(pattern: URLPattern) -> URLPattern:
    """The same address, never kept by a cache."""
    view = sms_required(pattern.callback) if pattern.name in _NEED_SMS else pattern.callback
    return URLPattern(pattern.pattern, never_cache(view), pattern.default_args, pattern.name)


urlpatterns = [_private(pattern) for pattern in allauth_urls.urlpatterns if pattern.name not in _NOT_OFFERED]
