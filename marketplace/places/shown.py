"""What changes pages when a place or a holiday is written: names and delivery stand on every page of goods."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from marketplace.pagecache.versions import CATALOGUE, MARKET, bump

from .models import City, Holiday, Province, Region, Zone


@receiver([post_save, post_delete], sender=Region)
@receiver([post_save, post_delete], sender=Province)
@receiver([post_save, post_delete], sender=Zone)
@receiver([post_save, post_delete], sender=City)
@receiver([post_save, post_delete], sender=Holiday)
def show_places(**kwargs) -> None:
    bump(CATALOGUE, MARKET)
