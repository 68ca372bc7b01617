"""What changes pages when a carrier or a rate is written."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from marketplace.pagecache.versions import CATALOGUE, MARKET, bump

from .models import Carrier, CarrierRate


@receiver([post_save, post_delete], sender=Carrier)
@receiver([post_save, post_delete], sender=CarrierRate)
def show_delivery(**kwargs) -> None:
    bump(CATALOGUE, MARKET)
