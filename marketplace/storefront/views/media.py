"""Pictures from the local disk, where no S3 has them. Their names carry the content's hash: they are kept for ever."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.static import serve

from marketplace.storefront.wordless import wordless

# Names that the pictures of listings and stories are given; nothing else below MEDIA_ROOT has an address.
SERVED = r"(?:products/[-\w]+|stories)/[0-9a-f]{16}[-0-9]*\.(?:jpg|webp)"
_TYPES = {".jpg": "image/jpeg", ".webp": "image/webp"}


@wordless
@cache_control(public=True, max_age=31536000, immutable=True)
def picture_file(request: HttpRequest, path: str) -> HttpResponse:
    """A rendition of a picture. Its type is said here, as browsers may not guess it and Python 3.11 knows no WebP."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Type"] = _TYPES[PurePosixPath(path).suffix]
    return response
