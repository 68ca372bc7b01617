"""What may be done to a story: one file per journey."""

from .moderate import story_ask_changes, story_publish
from .picture import story_picture_add, story_picture_remove
from .write import story_draft, story_edit, story_submit, story_withdraw

__all__ = [
    "story_ask_changes",
    "story_draft",
    "story_edit",
    "story_picture_add",
    "story_picture_remove",
    "story_publish",
    "story_submit",
    "story_withdraw",
]
