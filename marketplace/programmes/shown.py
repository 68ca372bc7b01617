"""What changes pages when a programme or an event is written."""

from __future__ import annotations

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from marketplace.pagecache.versions import CATALOGUE, bump

from .models import Cohort, Event, Programme, Step


@receiver([post_save, post_delete], sender=Programme)
@receiver([post_save, post_delete], sender=Step)
@receiver([post_save, post_delete], sender=Cohort)
@receiver([post_save, post_delete], sender=Event)
@receiver(m2m_changed, sender=Event.cooperatives.through)
def show_programmes(**kwargs) -> None:
    bump(CATALOGUE)
