"""The time for accepting an order, in the words of a member's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_datetime
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder

# From here on it is worth a colour.
SOON = timedelta(hours=6)
# Up to this many days a weekday says more than a date.
_WEEK = 6


@dataclass(frozen=True)
class Deadline:
    """at: in the market's time zone. late: how long it is past, None before."""

    at: datetime
    late: timedelta | None
    is_soon: bool
    days_ahead: int

    @property
    def late_hours(self) -> int:
        """Whole hours past, at least one."""
        return max(int((self.late or timedelta()).total_seconds() // 3600), 1)

    @property
    def late_days(self) -> int:
        """Whole days past; 0 while hours say it better."""
        return self.late_hours // 24 if self.late_hours >= 48 else 0

    @property
    def day(self) -> str:
        """Today, tomorrow, Tuesday; empty when only a date will do."""
        if self.days_ahead <= 1:
            return _("today") if self.days_ahead == 0 else _("tomorrow")
        return format_datetime(self.at, "EEEE", locale=get_language() or "fr") if self.days_ahead <= _WEEK else ""

    @property
    def time(self) -> str:
        """14:30"""
        return f"{self.at:%H:%M}"


def accept_deadline(part: CooperativeOrder, *, now: datetime | None = None) -> Deadline | None:
    """Until when the part is to be accepted; None when that is done."""
    if part.status != PartStatus.NEW:
        return None
    now, at = timezone.localtime(now), timezone.localtime(part.accept_by)
    return Deadline(
        at=at,
        late=now - at if now > at else None,
        is_soon=timedelta() <= at - now <= SOON,
        days_ahead=(at.date() - now.date()).days,
    )
