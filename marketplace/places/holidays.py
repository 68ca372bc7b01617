"""The days on which no parcel moves in the country, as everybody who promises a day asks for them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from marketplace.pagecache.readings import LONG, Readings
from marketplace.pagecache.versions import MARKET

from .models import Holiday


def holidays() -> frozenset[date]:
    """Those of the next half year: further no promise reaches. One query the first time, then none until one is
    written."""
    today = timezone.localdate()
    return _coming.of([today], _read)[today]


def _read(days: list[date]) -> dict[date, frozenset[date]]:
    return {
        day: frozenset(
            Holiday.objects.filter(date__gte=day, date__lte=day + timedelta(days=183)).values_list("date", flat=True)
        )
        for day in days
    }


_coming: Readings[date, frozenset[date]] = Readings(most=1, lasts=LONG, hangs_on=lambda days: (MARKET,))
