"""Until when money is waited for."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone

from marketplace.places.holidays import holidays
from marketplace.places.models import add_working_days


def transfer_deadline(now: datetime) -> datetime:
    """The end of the day, in Morocco, some working days after `now`; Sundays and holidays are none."""
    today = timezone.localdate(now)
    day = add_working_days(start=today, days=settings.TRANSFER_DAYS, holidays=holidays())
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
