"""The woven bands of a letter. Whoever draws them is named by the setting OUTBOX_BAND: imports point down only."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string

# Pixels: twice what is shown, for sharp screens. The letter is 600 wide.
WIDTH, HEIGHT = 1200, 56


class Bands:
    """Collects the bands that the HTML asked for while it was rendered."""

    def __init__(self) -> None:
        self._cids: dict[tuple[str, str], str] = {}

    def cid(self, slug: str, craft: str) -> str:
        """Content-ID of the cooperative's band, the same however often it is asked for."""
        return self._cids.setdefault((slug, craft), f"band-{slug}@taawon")

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """(Content-ID, PNG) of every band asked for."""
        if self._cids:
            draw = import_string(settings.OUTBOX_BAND)
            for (slug, craft), cid in self._cids.items():
                yield cid, draw(slug, craft, width=WIDTH, height=HEIGHT)
