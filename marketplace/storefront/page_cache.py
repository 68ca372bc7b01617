"""The page cache: public pages answered from kept bytes, before anything that knows sessions, languages or baskets.

It stands below the middleware of TLS and of static files only. A page is kept as it leaves the others, all its headers
included. The same page goes to everybody, whatever cookies they bring; a private page is not even looked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from marketplace.pagecache.pages import KeptPages, Page, page_make
from marketplace.pagecache.versions import asked_once

from . import urls
from .question import known_question
from .views.public import PublicMixin

# What is asked in words is asked too seldom twice.
UNKEPT = "q"
LONGEST = 500  # characters of a question
# The order of names does not matter; of values of one name, the last may be what counts.
_NAME = itemgetter(0)
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")
_OF_THIS_ANSWER = ("Content-Length", "Content-Encoding")
_UNKEEPABLE = re.compile(r"\b(no-store|private|no-cache)\b")
_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)


class PageCacheMiddleware:
    """Answers public pages that are kept; zips, keeps and confirms those that are made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.kept = KeptPages()
        self.sections = _sections()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request)
        if key and (page := self.kept.get(key)):
            return page_answer(page, request)
        with asked_once():
            response = self.get_response(request)
        # Set by PublicMixin, on pages that are the same for everybody; a cookie says that this one is not.
        if not hasattr(response, "shown_versions") or response.status_code != 200 or response.cookies:
            return response
        page = _page(response)
        if key and request.method == "GET" and _may_be_kept(response):
            self.kept.put(key, page)
        return page_answer(page, request)

    def _key(self, request: HttpRequest) -> str | None:
        """Names a page by its address and what is asked of it; None for what is not kept."""
        if not settings.PAGE_CACHE or request.method not in ("GET", "HEAD"):
            return None
        _nothing, language, section, *_rest = (*request.path_info.split("/", 3), "", "", "")[:4]
        known = self.sections.get(section)
        asked = request.META.get("QUERY_STRING", "")
        if known is None or language not in _LANGUAGES or len(asked) > LONGEST:
            return None
        question = known_question(asked, known)
        if question is None or any(name == UNKEPT for name, _value in question):
            return None
        # A host that is not ours is refused here, as it is on any other page.
        request.get_host()
        # The site's own address stands in the page.
        name = f"{settings.SITE_URL} {request.path_info} {sorted(question, key=_NAME)}"
        return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def page_answer(page: Page, request: HttpRequest) -> HttpResponse:
    """The page as this reader takes it: zipped or not, confirmed if she has it, without its body for HEAD."""
    zipped = page.zipped and takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.zipped if zipped else page.plain
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
    response.headers["Content-Length"] = str(len(body))
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    if any(condition in request.META for condition in _CONDITIONS):
        return get_conditional_response(request, etag=page.headers["ETag"], response=response)
    return response


@lru_cache(maxsize=200)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip, and does not refuse it by q=0."""
    found = _GZIP.search(accepted)
    return bool(found) and (found[1] is None or found[1].strip("0.") != "")


def _page(response: HttpResponse) -> Page:
    """What is sent for this response. Its encoding is all that differs between readers."""
    patch_vary_headers(response, ("Accept-Encoding",))
    headers = {name: value for name, value in response.items() if name not in _OF_THIS_ANSWER}
    versions, keep_for = response.shown_versions or {}, response.keep_for
    return page_make(headers=headers, body=response.content, versions=versions, keep_for=keep_for)


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether it holds for everybody, and nothing in it is still to be committed."""
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {"", "accept-encoding"}
    forbidden = varies or _UNKEEPABLE.search(response.get("Cache-Control", ""))
    return bool(response.shown_versions) and not forbidden and not connection.in_atomic_block


def _sections() -> dict[str, frozenset[str]]:
    """First part of the addresses of public pages -> all that pages there read from behind the `?`."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for pattern in urls.urlpatterns:
        view = getattr(pattern.callback, "view_class", None)
        if view and issubclass(view, PublicMixin):
            found[str(pattern.pattern).split("/")[0]] |= view.parameters
    return dict(found)
