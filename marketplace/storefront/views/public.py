"""What pages that are the same for everybody share: cacheable by anybody, no cookie, an ETag, a version of what they
show. The page cache (storefront/page_cache.py) answers conditional requests, compresses, and keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.cache import patch_cache_control

from marketplace.pagecache.pages import CEILING
from marketplace.pagecache.versions import CATALOGUE, versions
from marketplace.storefront.question import known_question


class PublicMixin:
    """For public pages (DESIGN section 5). Rendered here, so that the ETag is known; weak, as bytes may be zipped."""

    http_method_names = ["get", "head", "options"]
    # What the page reads from its address; it sees nothing else, nor do its links.
    parameters: frozenset[str] = frozenset()

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        asked = known_question(request.META.get("QUERY_STRING", ""), self.parameters)
        if asked is not None:
            question = urlencode(asked)
            request.META["QUERY_STRING"], request.GET = question, QueryDict(question)
        super().setup(request, *args, **kwargs)

    def hangs_on(self) -> Iterable[str]:
        """Names of the versions of all that the page shows; none for a page that is not kept."""
        return (CATALOGUE,)

    def hangs_on_too(self) -> Iterable[str]:
        """Names of the versions of what is known to be shown only once the page is made."""
        return ()

    def kept_for(self, held: dict[str, str]) -> float:
        """Seconds. held: the versions that the page is kept with."""
        return CEILING

    def is_worth_keeping(self) -> bool:
        """Whether it was asked for in the one usual way, and for something that there is; asked when it is made."""
        return True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        # Before anything is read: what is written while the page is made must make it old.
        before = self._versions()
        response = super().dispatch(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        if response.status_code != 200 or request.method not in ("GET", "HEAD"):
            return response
        patch_cache_control(response, public=True, max_age=0, s_maxage=60, stale_while_revalidate=300)
        response["ETag"] = f'W/"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
        held = self._held(before) if before and self.is_worth_keeping() else None
        response.shown_versions = held
        response.keep_for = self.kept_for(held) if held else 0
        return response

    def _versions(self) -> dict[str, str] | None:
        if not settings.PAGE_CACHE or self.request.method != "GET":
            return None
        self.names = tuple(self.hangs_on())
        return versions({*self.names, CATALOGUE}) if self.names else None

    def _held(self, before: dict[str, str]) -> dict[str, str] | None:
        """The versions that the page is kept with; None when something was written while it was made.

        What it shows besides was read without knowing its versions. They are taken now: every write gives the
        catalogue a new version first, so while that stands they are still those of what was read.
        """
        held = {name: before[name] for name in self.names}
        late = set(self.hangs_on_too()) - held.keys()
        if not late:
            return held
        now = versions({*late, CATALOGUE})
        if now is None or now.pop(CATALOGUE) != before[CATALOGUE]:
            return None
        return held | {name: now[name] for name in late}
