"""What a payout is for, and a cooperative's account over a period: rows for pages and papers, all in centimes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from cooperatives.models import Cooperative

from .choices import EntryKind, PostingKind
from .models import Entry, PayoutLine, Posting


@dataclass
class StatementRow:
    """One posting as its cooperative sees it. number: of the part, else empty; other: what is none of the rest."""

    posting: Posting
    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def at(self) -> datetime:
        return self.posting.at

    @property
    def words(self) -> str:
        return str(PostingKind(self.posting.kind).label)

    @property
    def number(self) -> str:
        return self.posting.part.number if self.posting.part_id else ""

    @property
    def goods(self) -> int:
        return self.sums[EntryKind.GOODS]

    @property
    def delivery(self) -> int:
        return self.sums[EntryKind.DELIVERY]

    @property
    def commission(self) -> int:
        return self.sums[EntryKind.COMMISSION]

    @property
    def kept(self) -> int:
        """Below zero: cash that it holds already."""
        return self.sums[EntryKind.CASH_KEPT]

    @property
    def other(self) -> int:
        return self.total - self.goods - self.delivery - self.commission - self.kept

    @property
    def total(self) -> int:
        return sum(self.sums.values())


@dataclass(frozen=True)
class Statement:
    """opening + the rows' totals = closing."""

    rows: list[StatementRow]
    opening: int = 0

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def closing(self) -> int:
        return self.opening + self.total


def statement_of(line: PayoutLine) -> Statement:
    """What one payout is for. One query."""
    return Statement(_rows(Entry.objects.filter(claims__line=line)))


def statement_for(cooperative: Cooperative, begins: date, ends: date) -> Statement:
    """The account over a period, first and last day (Morocco's) included, payouts among the rows. Two queries."""
    entries = Entry.objects.filter(account__cooperative=cooperative)
    first, after = _midnight(begins), _midnight(ends + timedelta(days=1))
    opening = entries.filter(posting__at__lt=first).aggregate(total=Sum("amount_centimes"))["total"] or 0
    return Statement(_rows(entries.filter(posting__at__gte=first, posting__at__lt=after)), opening)


def _rows(entries: QuerySet[Entry]) -> list[StatementRow]:
    return rows_by_posting(entries.select_related("posting__part__order").order_by("posting__at", "posting", "pk"))


def rows_by_posting(entries: Iterable[Entry]) -> list[StatementRow]:
    """In the entries' order."""
    rows: dict[int, StatementRow] = {}
    for entry in entries:
        row = rows.setdefault(entry.posting_id, StatementRow(entry.posting))
        row.sums[entry.kind] += entry.amount_centimes
    return list(rows.values())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
