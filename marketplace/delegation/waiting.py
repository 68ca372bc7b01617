"""How long something has been waiting, in the numbers that its words need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

# Days from which it is worth a colour.
LONG, TOO_LONG = 3, 7


@dataclass(frozen=True)
class Age:
    """hours: whole ones; 0 means that it has just come."""

    since: datetime
    hours: int

    @property
    def days(self) -> int:
        """Whole days; 0 while hours say it better."""
        return self.hours // 24 if self.hours >= 24 else 0

    @property
    def tone(self) -> str:
        """Class of its colour: none, "soon" or "late", as deadlines have."""
        if self.days >= TOO_LONG:
            return "late"
        return "soon" if self.days >= LONG else ""


def age_of(since: datetime | None, *, now: datetime | None = None) -> Age | None:
    """None for something that never began to wait."""
    if since is None:
        return None
    seconds = ((now or timezone.now()) - since).total_seconds()
    return Age(since, max(int(seconds // 3600), 0))
