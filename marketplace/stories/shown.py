"""What changes pages when a story is written: readers see its last version, whatever is being worked on."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from marketplace.pagecache.versions import CATALOGUE, bump, of_cooperative

from .choices import StoryState
from .models import Story


@receiver([post_save, post_delete], sender=Story)
def show_story(instance: Story, **kwargs) -> None:
    if instance.state in (StoryState.PUBLISHED, StoryState.WITHDRAWN):
        bump(CATALOGUE, of_cooperative(instance.cooperative_id))
