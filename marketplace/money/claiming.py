"""What of a part can be claimed, and why not: read before a form is shown, and once more when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from marketplace.money.claim_choices import ClaimKind
from marketplace.money.models import RefundLine
from marketplace.places.holidays import holidays
from marketplace.places.models import add_working_days
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder, Line, ParcelLine


class ClaimRefused(Exception):
    """It cannot be claimed. why: "not_delivered", "living" (there is a claim already), "too_late", "excluded" (by law,
    title: of the goods), "too_many" (title: of the line) or "nothing"."""

    def __init__(self, why: str, title: str = ""):
        self.why, self.title = why, title
        super().__init__(why)


@dataclass(frozen=True)
class Claimable:
    """units: of the line that arrived and were not given back."""

    line: Line
    units: int

    @property
    def may_withdraw(self) -> bool:
        """Whether the law lets her change her mind about it."""
        return self.line.withdrawal == "allowed"


def claimable_of(part: CooperativeOrder) -> list[Claimable]:
    """Lines of which something arrived and was not given back; none before it arrived."""
    if part.status != PartStatus.DELIVERED:
        return []
    arrived = _units(ParcelLine.objects.filter(parcel__part=part, parcel__delivered_at__isnull=False), "quantity")
    back = _units(RefundLine.objects.filter(refund__part=part), "units")
    rows = []
    for line in part.lines.order_by("pk"):
        here = arrived.get(line.pk, 0)
        left = (here if part.order.is_cash else line.quantity) - back.get(line.pk, 0)
        rows.append(Claimable(line, min(here, left)))
    return [row for row in rows if row.units > 0]


def _units(rows, column: str) -> dict[int, int]:
    return dict(rows.values("line").annotate(all=Sum(column)).values_list("line", "all"))


def withdrawal_ends(part: CooperativeOrder) -> datetime | None:
    """The end of the last day on which she may change her mind (law 31-08, facts 3.1); None before it arrived."""
    if part.delivered_at is None:
        return None
    return _end_of(timezone.localdate(part.delivered_at) + timedelta(days=settings.WITHDRAWAL_DAYS))


def claims_end(part: CooperativeOrder) -> datetime | None:
    """Until when anything else can be claimed."""
    if part.delivered_at is None:
        return None
    return _end_of(timezone.localdate(part.delivered_at) + timedelta(days=settings.CLAIM_DAYS))


def answer_deadline(now: datetime) -> datetime:
    """The end of the working day by which a cooperative answers."""
    days, start = settings.CLAIM_ANSWER_DAYS, timezone.localdate(now)
    return _end_of(add_working_days(start=start, days=days, holidays=holidays()))


def _end_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def kinds_open(part: CooperativeOrder, now: datetime | None = None) -> list[ClaimKind]:
    """What she can still say of it."""
    now, rows = now or timezone.now(), claimable_of(part)
    if not rows:
        return []
    kinds = [kind for kind in ClaimKind if kind != ClaimKind.CHANGED_MIND and now <= claims_end(part)]
    if now <= withdrawal_ends(part) and any(row.may_withdraw for row in rows):
        kinds.insert(0, ClaimKind.CHANGED_MIND)
    return kinds


def claim_check(part: CooperativeOrder, kind: str, units: dict[int, int]) -> list[tuple[Line, int]]:
    """The lines of a claim. Raises ClaimRefused."""
    now, rows = timezone.now(), {row.line.pk: row for row in claimable_of(part)}
    if part.status != PartStatus.DELIVERED:
        raise ClaimRefused("not_delivered")
    if now > (withdrawal_ends(part) if kind == ClaimKind.CHANGED_MIND else claims_end(part)):
        raise ClaimRefused("too_late")
    wanted = {pk: count for pk, count in units.items() if count > 0}
    if not wanted or not rows:
        raise ClaimRefused("nothing")
    for pk, count in wanted.items():
        row = rows.get(pk)
        if row is None or count > row.units:
            raise ClaimRefused("too_many", row.line.title_in(part.order.language) if row else "")
        if kind == ClaimKind.CHANGED_MIND and not row.may_withdraw:
            raise ClaimRefused("excluded", row.line.title_in(part.order.language))
    return [(rows[pk].line, count) for pk, count in wanted.items()]
