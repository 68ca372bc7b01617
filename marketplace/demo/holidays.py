"""One cooperative of the demo has some days off when it is filled: its pages say when it packs again."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from cooperatives.choices import HolidayReason
from cooperatives.models import Cooperative
from cooperatives.services.holiday import holiday_set

WHO, SINCE, FOR = "ruches-du-chergui-exemple", timedelta(days=2), timedelta(days=9)


def holidays_load() -> None:
    """Say it, unless something was said before."""
    keeper = Cooperative.objects.get(slug=WHO)
    if keeper.holiday_from is None:
        first = timezone.localdate() - SINCE
        holiday_set(cooperative_id=keeper.pk, first=first, last=first + FOR, reason=HolidayReason.HARVEST)
