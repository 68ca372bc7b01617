"""Allauth's pages under /<lang>/accounts/. The account's home, `account-home`, is the storefront's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account import urls as allauth_urls
from allauth.core.exceptions import RateLimited
from allauth.core.ratelimit import respond_429
from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern
from django.utils.cache import add_never_cache_headers

from marketplace.outbox import sms

# Allauth serves this for a flow that we do not offer.
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


def private(view: Callable) -> Callable:
    """One person's page: never cached, never indexed, and it shows what the last action said.

    Allauth lets some of its limits out as an exception: here they become the page that says so.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except RateLimited:
            response = respond_429(request)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.context_data = {
                **(response.context_data or {}), "messages": get_messages(request), "is_private": True
            }  # fmt: skip
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def _ours(pattern: URLPattern) -> URLPattern:
    view = sms_required(pattern.callback) if pattern.name in _NEED_SMS else pattern.callback
    return URLPattern(pattern.pattern, private(view), pattern.default_args, pattern.name)


urlpatterns = [_ours(pattern) for pattern in allauth_urls.urlpatterns if pattern.name not in _NOT_OFFERED]
