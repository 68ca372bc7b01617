"""Batches of payouts, one batch with its lines, and what stays where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.http import Http404
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.money.models import PayoutApproval, PayoutBatch, PayoutLine
from marketplace.money.payable import held_sums, payable_entries, payday_of, sums_of
from marketplace.money.payout_choices import BatchState, Held, LineState
from marketplace.money.services.bank_account import accounts_in_use
from marketplace.money.services.payout import SIGNATURES, is_stopped
from marketplace.money.statement import Statement, statement_of

PER_PAGE = 20
_LEFT = [LineState.LEFT_OUT]


@dataclass(frozen=True)
class Stays:
    """Centimes of a cooperative that do not leave at the next payday. why: a label of Held."""

    cooperative: Cooperative
    amount: int
    why: Held


@dataclass(frozen=True)
class PayoutsPage:
    """next_day: of the next proposal; ready: centimes that it would pay, to how many."""

    page: Page
    next_day: date
    ready: int
    ready_count: int
    stays: list[Stays]


def payouts_page(number: str | None) -> PayoutsPage:
    """The newest batch first. In a number of queries that does not grow with rows."""
    ready, stays = _next()
    return PayoutsPage(
        page=Paginator(_batches(), PER_PAGE).get_page(number),
        next_day=payday_of(timezone.localdate() + timedelta(days=1)),
        ready=sum(ready.values()),
        ready_count=len(ready),
        stays=stays,
    )


def _batches():
    signed = PayoutApproval.objects.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(n=Count("pk"))
    return PayoutBatch.objects.annotate(
        count=Count("lines", filter=~Q(lines__state__in=_LEFT)),
        total=Sum("lines__amount_centimes", filter=~Q(lines__state__in=_LEFT)),
        signatures=Subquery(signed.values("n")),
    ).order_by("-begins")


def _next() -> tuple[dict[int, int], list[Stays]]:
    """What could leave now by cooperative, and what stays, with why."""
    sums = sums_of(payable_entries())
    held = [(why, pk, amount) for why, its in held_sums().items() for pk, amount in its.items()]
    cooperatives = Cooperative.objects.in_bulk([*sums, *(pk for _why, pk, _amount in held)])
    accounts = accounts_in_use(set(sums))
    ready, stays = {}, [Stays(cooperatives[pk], amount, why) for why, pk, amount in held]
    for pk, amount in sums.items():
        if why := _why(cooperatives[pk], amount, pk in accounts):
            stays.append(Stays(cooperatives[pk], amount, why))
        else:
            ready[pk] = amount
    return ready, sorted(stays, key=lambda one: (one.why, one.cooperative.slug))


def _why(cooperative: Cooperative, amount: int, has_account: bool) -> Held | None:
    if amount <= 0:
        return Held.NOTHING
    if is_stopped(cooperative):
        return Held.SUSPENDED
    return None if has_account else Held.NO_ACCOUNT


@dataclass(frozen=True)
class BatchPage:
    """A batch with its lines and signatures, for one reader."""

    batch: PayoutBatch
    lines: list[PayoutLine]
    approvals: list[PayoutApproval]
    has_signed: bool

    @property
    def paid_lines(self) -> list[PayoutLine]:
        return [line for line in self.lines if line.state != LineState.LEFT_OUT]

    @property
    def total(self) -> int:
        return sum(line.amount_centimes for line in self.paid_lines)

    @property
    def can_sign(self) -> bool:
        return self.batch.state == BatchState.PROPOSED and not self.has_signed

    @property
    def missing(self) -> int:
        """Signatures that are still needed."""
        return max(SIGNATURES - len(self.approvals), 0)

    @property
    def has_file(self) -> bool:
        return bool(self.batch.handed_as)

    @property
    def with_bank(self) -> int:
        return sum(line.state == LineState.INSTRUCTED for line in self.lines)


def batch_page(pk: int, reader) -> BatchPage:
    """Raises Http404."""
    batch = PayoutBatch.objects.filter(pk=pk).first()
    if batch is None:
        raise Http404
    approvals = list(batch.approvals.select_related("by"))
    return BatchPage(
        batch=batch,
        lines=list(batch.lines.select_related("cooperative").order_by("cooperative__slug")),
        approvals=approvals,
        has_signed=any(one.by_id == reader.pk for one in approvals),
    )


@dataclass(frozen=True)
class LinePage:
    """One line and what it is for."""

    line: PayoutLine
    statement: Statement

    @property
    def can_be_sent(self) -> bool:
        return self.line.state == LineState.INSTRUCTED

    @property
    def can_be_returned(self) -> bool:
        return self.line.state in (LineState.INSTRUCTED, LineState.PAID)


def line_page(pk: int) -> LinePage:
    """Raises Http404."""
    line = PayoutLine.objects.select_related("batch", "cooperative").filter(pk=pk).first()
    if line is None:
        raise Http404
    return LinePage(line, statement_of(line))
