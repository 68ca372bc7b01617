"""The pictures of shared links."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe

from marketplace.storefront.sharing import poster_find
from marketplace.storefront.wordless import wordless

SHORTLY = {"public": True, "max_age": 300}
FOR_EVER = {"public": True, "max_age": 31536000, "immutable": True}


@wordless
@require_safe
def poster(request: HttpRequest, kind: str, language: str, key: str, mark: str) -> HttpResponse:
    """The JPEG; an address of before a change leads to the present one. Raises Http404."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        found = poster_find(kind, key)
        is_present = found.mark == mark
        response = HttpResponse(found.jpeg(), content_type="image/jpeg") if is_present else redirect(found.url)
    patch_cache_control(response, **(FOR_EVER if is_present else SHORTLY))
    return response
