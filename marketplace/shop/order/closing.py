"""What orders have to say about the life of a cooperative."""

from __future__ import annotations

from django.dispatch import receiver

from cooperatives.models import Cooperative
from cooperatives.services.life import StillAtWork
from cooperatives.signals import cooperative_closing

from .choices import PartStatus
from .managers import TO_DO
from .models import CooperativeOrder


@receiver(cooperative_closing, dispatch_uid="orders_keep_open")
def orders_keep_open(cooperative: Cooperative, **kwargs) -> None:
    """Members of a closed cooperative have no pages: first every parcel is sent and has arrived. Raises StillAtWork.

    What is being paid for counts too: once it is paid, somebody has to send it.
    """
    at_work = [PartStatus.AWAITING, *TO_DO, PartStatus.SHIPPED]
    unfinished = CooperativeOrder.objects.filter(cooperative=cooperative, status__in=at_work).count()
    if unfinished:
        raise StillAtWork(unfinished)
