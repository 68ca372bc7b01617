"""When goods can be fetched: days and hours, put into words in every language, so that nobody has to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# Monday is 0, as in Python's own weekday().
WEEK = range(7)


@dataclass(frozen=True)
class Hours:
    """days: of WEEK, rising, at least one. first, last: from when and until when, on each of them."""

    days: Sequence[int]
    first: time
    last: time

    def __str__(self) -> str:
        values = {"days": _days(self.days), "first": _hour(self.first), "last": _hour(self.last)}
        return pgettext("opening hours", "%(days)s, %(first)s to %(last)s") % values


def _days(days: Sequence[int]) -> str:
    names = [str(WEEKDAYS[day]) for day in days]
    if len(days) == len(WEEK):
        return _("every day")
    if len(days) == len(WEEK) - 1 and days[0] == 0 and days[-1] == len(WEEK) - 1:
        (closed,) = set(WEEK) - set(days)
        return _("every day but %(day)s") % {"day": WEEKDAYS[closed]}
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:  # a run without a gap
        return pgettext("days of the week", "%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    if len(days) == 1:
        return names[0]
    many = pgettext("between days", ", ").join(names[:-1])
    return pgettext("days of the week", "%(many)s and %(last)s") % {"many": many, "last": names[-1]}


def _hour(at: time) -> str:
    if not at.minute:
        return pgettext("time of day", "%(hour)s:00") % {"hour": at.hour}
    return pgettext("time of day", "%(hour)s:%(minute)s") % {"hour": at.hour, "minute": f"{at.minute:02}"}
