"""Days on which a cooperative packs nothing: announced a week ahead, over by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# How long before its first day shoppers are told.
ANNOUNCED = timedelta(days=7)
# Longer than this is not a holiday: the cooperative pauses its listings.
LONGEST_DAYS = 90
SUNDAY = 6


@dataclass(frozen=True)
class Closure:
    """first, last: the first and the last day without packing. reason: of HolidayReason, as people read it."""

    first: date
    last: date
    reason: str
    today: date

    @property
    def is_on(self) -> bool:
        return self.first <= self.today <= self.last

    @property
    def is_announced(self) -> bool:
        """Whether shoppers are told."""
        return self.first - ANNOUNCED <= self.today <= self.last

    @property
    def back(self) -> date:
        """The day on which packing goes on; nobody packs on a Sunday."""
        day = self.last + timedelta(days=1)
        return day + timedelta(days=1) if day.weekday() == SUNDAY else day

    @property
    def days(self) -> frozenset[date]:
        return frozenset(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))
