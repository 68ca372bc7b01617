"""Text from people, made harmless: a handful of formatting tags and nothing else."""

import nh3
from django.utils.html import linebreaks

ALLOWED_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li"}


def clean_rich_text(text: str) -> str:
    """`text` with only the allowed tags, and no attributes at all."""
    return nh3.clean(text, tags=ALLOWED_TAGS, attributes={}) if text else ""


def rich_paragraphs(text: str) -> str:
    """`text` made harmless once more, for a page; what has no tag at all gets its paragraphs."""
    clean = clean_rich_text(text)
    return clean if "<" in clean else linebreaks(clean)
