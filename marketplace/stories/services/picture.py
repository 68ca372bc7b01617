"""Pictures of a story: rendered at once, as a story has few of them, and kept for its versions for ever."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from catalogue.pictures import Rendered, picture_render, rendition_name
from marketplace.stories.choices import StoryState
from marketplace.stories.models import Story, StoryPicture
from marketplace.stories.versions import LANGUAGES, Texts

from .life import story_lock, story_move


def story_picture_add(
    *, story_id: int, by, data: bytes, caption: Texts | None = None, rendered: Rendered | None = None
) -> StoryPicture:
    """Put a picture behind those the story has; the first is its cover.

    rendered: what picture_render made of the data, when the caller has it already.
    Raises WrongState, and PictureRefused for data that is no picture.
    """
    rendered = rendered or picture_render(data)
    # Files are named by their content: those of a transaction that is rolled back harm nobody.
    original = f"stories/{hashlib.sha256(data).hexdigest()[:16]}.jpg"
    _keep(original, rendered)
    with transaction.atomic():
        story = _begin(story_id, by)
        last = story.pictures.aggregate(last=Max("display_order"))["last"]
        return StoryPicture.objects.create(
            story=story,
            original=original,
            display_order=0 if last is None else last + 1,
            width=rendered.width,
            height=rendered.height,
            palette=rendered.palette,
            renditions=list(rendered.webp),
            **{f"caption_{code}": (caption or {}).get(code, "") for code in LANGUAGES},
        )


@transaction.atomic
def story_picture_remove(*, story_id: int, picture_id: int, by) -> None:
    """Take a picture out of what is being worked on. Raises WrongState, StoryPicture.DoesNotExist."""
    _begin(story_id, by).pictures.get(pk=picture_id).delete()


def _begin(story_id: int, by) -> Story:
    story = story_lock(story_id, target=StoryState.DRAFT)
    story_move(story, StoryState.DRAFT, by=by, what="edited")
    return story


def _keep(original: str, rendered: Rendered) -> None:
    files = [(rendition_name(original, width), data, "image/webp") for width, data in rendered.webp.items()]
    for name, data, content_type in [*files, (original, rendered.jpeg, "image/jpeg")]:
        if not default_storage.exists(name):
            file = ContentFile(data)
            file.content_type = content_type  # S3 guesses by the ending, and Python 3.11 knows no WebP
            default_storage.save(name, file)
