"""Text from people, made harmless: a handful of formatting tags and nothing else."""

import nh3

ALLOWED_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li"}


def clean_rich_text(text: str) -> str:
    """`text` with only the allowed tags, and no attributes at all."""
    return nh3.clean(text, tags=ALLOWED_TAGS, attributes={}) if text else ""
