"""What orders tell the rooms above, in the transaction of the fact; and what they say of a cooperative's life."""

from __future__ import annotations

from django.dispatch import Signal, receiver

from cooperatives.models import Cooperative
from cooperatives.services.life import StillAtWork
from cooperatives.signals import cooperative_closing

from .choices import PartStatus
from .managers import TO_DO
from .models import CooperativeOrder

order_placed = Signal()  # order
parcels_delivered = Signal()  # part, parcels: those that have arrived now


@receiver(cooperative_closing, dispatch_uid="orders_keep_open")
def orders_keep_open(cooperative: Cooperative, **kwargs) -> None:
    """Members of a closed cooperative have no pages: first every parcel is sent and has arrived. Raises StillAtWork."""
    unfinished = CooperativeOrder.objects.of(cooperative).filter(status__in=[*TO_DO, PartStatus.SHIPPED]).count()
    if unfinished:
        raise StillAtWork(unfinished)
