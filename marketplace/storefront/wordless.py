"""Answers without words, such as pictures: the same for readers of every language, and so for every cache."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware


class LanguageMiddleware(LocaleMiddleware):
    """Django's, which lets whatever has no language in its address vary on Accept-Language; not what has no words."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(response, "is_wordless", False):
            return response
        return super().process_response(request, response)


def wordless(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks what the view answers."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.is_wordless = True
        return response

    return marked
