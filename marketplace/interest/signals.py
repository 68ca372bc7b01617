"""Stock that rises wakes those who wait for it."""

from __future__ import annotations

from collections.abc import Collection

from django.dispatch import receiver

from marketplace.shop.partner.signals import back_in_stock

from .messages import nudge_alerts
from .models import StockAlert


@receiver(back_in_stock, dispatch_uid="interest_wake")
def wake(product_ids: Collection[int], **kwargs) -> None:
    """Only a nudge: the sweep finds whoever waits, also where a listing is resumed or a cooperative reinstated."""
    if StockAlert.objects.filter(product__in=product_ids, confirmed_at__isnull=False).exists():
        nudge_alerts()
