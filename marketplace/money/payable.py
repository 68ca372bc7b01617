"""What of a cooperative's account may leave, what has to wait, and what it owes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.shop.order.choices import PaymentMethod

from .choices import AccountKind, PostingKind
from .holds import held_parts, hold_reasons
from .models import Entry, PayoutClaim
from .payout_choices import Held

# Payouts answer for entries, they are none of those that are paid out.
_PAYOUTS = (PostingKind.PAYOUT, PostingKind.PAYOUT_RETURNED)
PART = "posting__part"


def unclaimed_entries() -> QuerySet[Entry]:
    """Entries on cooperatives' accounts that no living payout answers for."""
    claimed = PayoutClaim.objects.filter(entry=OuterRef("pk"), is_living=True)
    on_theirs = Entry.objects.filter(account__kind=AccountKind.COOPERATIVE).exclude(posting__kind__in=_PAYOUTS)
    return on_theirs.filter(~Exists(claimed))


def payable_entries(now: datetime | None = None) -> QuerySet[Entry]:
    """Those that may leave now: their clock has passed, and nothing holds their part."""
    return unclaimed_entries().filter(_clock_passed(now)).exclude(held_parts(PART))


def held_entries(now: datetime | None = None) -> QuerySet[Entry]:
    """Those that might leave now if nothing held their part."""
    return unclaimed_entries().filter(_clock_passed(now)).filter(held_parts(PART))


def held_sums(**of: object) -> dict[Held, dict[int, int]]:
    """why -> cooperative id -> centimes of these entries that wait for it; what has several reasons is with the first.

    A query for each reason.
    """
    sums, before = {}, Q(pk__in=[])
    for why in hold_reasons():
        mine = held_parts(PART, why)
        sums[why] = sums_of(held_entries().filter(mine, **of).exclude(before))
        before |= mine
    return sums


def early_entries(now: datetime | None = None) -> QuerySet[Entry]:
    """Those of parts whose clock still runs, or has not begun."""
    return unclaimed_entries().exclude(pk__in=unclaimed_entries().filter(_clock_passed(now)).values("pk"))


def _clock_passed(now: datetime | None) -> Q:
    """Paid in advance: once the buyer can no longer change her mind, or nothing is left to. Cash, and all else: now."""
    now = now or timezone.now()
    over = now - timedelta(days=settings.WITHDRAWAL_DAYS)
    in_cash = Q(posting__part__order__payment_method=PaymentMethod.COD)
    ended = Q(posting__part__ended_at__isnull=False)
    arrived = Q(posting__part__delivered_at__lte=over)
    return (Q(posting__part=None) | in_cash | ended | arrived) & Q(posting__at__lte=now)


def sums_of(entries: QuerySet[Entry]) -> dict[int, int]:
    """cooperative id -> centimes. One query."""
    rows = entries.order_by().values_list("account__cooperative").annotate(total=Sum("amount_centimes"))
    return {cooperative: total for cooperative, total in rows if total}


def payable_of(cooperative: Cooperative) -> int:
    """Centimes that may leave now; below zero: what the cooperative owes."""
    return sums_of(payable_entries().filter(account__cooperative=cooperative)).get(cooperative.pk, 0)


def debt_of(cooperative: Cooperative) -> int:
    """Centimes that a cooperative owes the market now; never below zero."""
    return max(-payable_of(cooperative), 0)


def period_before(day: date) -> tuple[date, date]:
    """First and last day of the half month that was over on this day."""
    if day.day > 15:
        return day.replace(day=1), day.replace(day=15)
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=16), last


def payday_of(day: date) -> date:
    """The first day, from this one on, on which payouts are proposed: a 1st or a 16th."""
    if day.day in (1, 16):
        return day
    return day.replace(day=16) if day.day < 16 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def net(entries: Iterable[Entry]) -> int:
    return sum(entry.amount_centimes for entry in entries)
