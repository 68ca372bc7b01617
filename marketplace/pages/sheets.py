"""The style sheets of every page: five files to write in, one file to send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In the order of the cascade.
SHEETS = [f"css/{name}.css" for name in ("fonts", "tokens", "base", "blocks", "pages")]
JOINED = "css/site.css"


class SheetStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, with the sheets joined into one when static files are collected.

    A page waits for its sheets before it shows anything: one is there sooner than five, and compresses better.
    """

    def post_process(self, paths: dict, *args, **options) -> Iterator[tuple]:
        if not options.get("dry_run") and all(sheet in paths for sheet in SHEETS):
            words = [Path(self.path(sheet)).read_text(encoding="utf-8") for sheet in SHEETS]
            Path(self.path(JOINED)).write_text("\n".join(words), encoding="utf-8")
            paths[JOINED] = (self, JOINED)
        yield from super().post_process(paths, *args, **options)


def sheets() -> list[str]:
    """Addresses of the sheets to link: of the joined one, or of each where static files were not collected."""
    is_joined = not settings.DEBUG and JOINED in getattr(staticfiles_storage, "hashed_files", {})
    return [staticfiles_storage.url(sheet) for sheet in ([JOINED] if is_joined else SHEETS)]
