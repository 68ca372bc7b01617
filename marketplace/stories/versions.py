"""A version's content: how it is taken from a story, and how it is read in one language."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from .models import Story

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TEXTS = ("title", "standfirst", "body")
_PICTURE = ("width", "height", "palette", "renditions")

# Language -> text.
Texts = Mapping[str, str]


def content_of(story: Story) -> dict:
    """The story as it stands now, with its facts, pictures and listings, as JSON."""
    return {
        **{field: texts_of(story, field) for field in TEXTS},
        "facts": [{field: texts_of(fact, field) for field in ("label", "value")} for fact in story.facts.all()],
        "pictures": [
            {
                "original": picture.original.name,
                "caption": texts_of(picture, "caption"),
                **{column: getattr(picture, column) for column in _PICTURE},
            }
            for picture in story.pictures.all()
        ],
        "listings": list(story.listings.order_by("pk").values_list("pk", flat=True)),
    }


def texts_of(row: models.Model, field: str) -> dict[str, str]:
    """A translated column in every language."""
    return {code: getattr(row, f"{field}_{code}") or "" for code in LANGUAGES}


def read(texts: Texts) -> str:
    """The text in the reader's language, else in the first language that it was written in."""
    return texts.get(language_of(texts), "")


def language_of(texts: Texts) -> str:
    """The language in which read() answers."""
    wanted = (get_language() or settings.LANGUAGE_CODE)[:2]
    return next((code for code in (wanted, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES) if texts.get(code)), wanted)
