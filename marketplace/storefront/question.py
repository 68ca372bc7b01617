"""What is asked of a public page behind the `?` of its address: what the page knows, and nothing else.

A page that never sees a stranger's parameter (utm_source, fbclid) is the same with and without it, links included: so
such parameters can neither multiply the pages that are kept nor get into one.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qsl

from django.conf import settings


def known_question(question: str, known: Collection[str]) -> list[tuple[str, str]] | None:
    """(name, value) of those parameters of a WSGI query string that are known and not blank, in their order.

    None when it cannot be read.
    """
    if not question:
        return []
    try:
        # WSGI hands over bytes as Latin-1.
        text = question.encode("latin-1").decode("utf-8", "replace")
        pairs = parse_qsl(text, max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
    except ValueError:
        return None
    return [(name, value.strip()) for name, value in pairs if name in known and value.strip()]
