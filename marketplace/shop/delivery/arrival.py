"""When a parcel is expected: packing, then the journey, in working days."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.places.models import add_working_days

from .quote import Quote


def arrival(
    *, cooperative: Cooperative, made_in_days: int, quote: Quote, holidays: frozenset[date]
) -> tuple[date, date]:
    """First and last day on which what is ordered today may come.

    made_in_days: working days to make it, before it is packed. holidays: days on which nothing moves in the country.
    """
    packed = packed_on(cooperative=cooperative, made_in_days=made_in_days, holidays=holidays)
    first, last = (
        add_working_days(start=packed, days=days, holidays=holidays) for days in (quote.days_min, quote.days_max)
    )
    return first, last


def packed_on(*, cooperative: Cooperative, made_in_days: int, holidays: frozenset[date]) -> date:
    """The day on which what is ordered today is packed: it goes on its way then, or is there to be fetched."""
    closure = cooperative.closure
    # The cooperative's own days off hold up packing; a parcel that is on its way goes on.
    off = holidays | closure.days if closure else holidays
    return add_working_days(start=timezone.localdate(), days=cooperative.handling_days + made_in_days, holidays=off)
