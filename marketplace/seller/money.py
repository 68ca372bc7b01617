"""What the seller's money pages read: always one cooperative's own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from cooperatives.models import Cooperative, Membership
from marketplace.money.models import BankAccount, PayoutLine
from marketplace.money.payable import early_entries, held_sums, payable_of, payday_of
from marketplace.money.payout_choices import Held, LineState
from marketplace.money.statement import Statement, statement_of

PER_PAGE = 20
MAY_CHANGE_ACCOUNT = (Membership.Role.PRESIDENT, Membership.Role.ACCOUNTS)


@dataclass(frozen=True)
class Coming:
    """Centimes that will be paid on a day; None: once the parcels have arrived."""

    day: date | None
    amount: int


@dataclass(frozen=True)
class Kept:
    """Centimes that could leave but for this reason."""

    why: Held
    amount: int


@dataclass(frozen=True)
class Accounts:
    """used: where payouts go; waiting: a newer one that the delegation has not checked; refused: it said no to it."""

    used: BankAccount | None
    waiting: BankAccount | None
    refused: BankAccount | None


@dataclass(frozen=True)
class MoneyPage:
    """Centimes. payable: that may leave at the next payday; owed: what the cooperative owes instead."""

    payable: int
    payday: date
    under_way: list[PayoutLine]
    coming: list[Coming]
    held: list[Kept]
    accounts: Accounts
    history: Page

    @property
    def owed(self) -> int:
        return max(-self.payable, 0)

    @property
    def ready(self) -> int:
        return max(self.payable, 0)

    @property
    def under_way_total(self) -> int:
        return sum(line.amount_centimes for line in self.under_way)

    @property
    def is_empty(self) -> bool:
        return not (self.payable or self.under_way or self.coming or self.held or self.history.object_list)


def money_page(cooperative: Cooperative, number: str | None) -> MoneyPage:
    """In a number of queries that does not grow with rows."""
    lines = PayoutLine.objects.of(cooperative)
    mine = {"account__cooperative": cooperative}
    return MoneyPage(
        payable=payable_of(cooperative),
        payday=payday_of(timezone.localdate() + timedelta(days=1)),
        under_way=list(lines.unsettled()),
        coming=_coming(cooperative),
        held=[Kept(why, its[cooperative.pk]) for why, its in held_sums(**mine).items() if its],
        accounts=accounts_of(cooperative),
        history=Paginator(lines.filter(state__in=[LineState.PAID, LineState.RETURNED]), PER_PAGE).get_page(number),
    )


def _coming(cooperative: Cooperative) -> list[Coming]:
    """By the payday that follows the end of each part's clock; what has not arrived last."""
    rows = early_entries().filter(account__cooperative=cooperative).order_by()
    days: dict[date | None, int] = {}
    for arrived, amount in rows.values_list("posting__part__delivered_at").annotate(Sum("amount_centimes")):
        day = _payday_after(arrived) if arrived else None
        days[day] = days.get(day, 0) + amount
    return [Coming(day, days[day]) for day in sorted(days, key=lambda day: (day is None, day or 0)) if days[day]]


def _payday_after(arrived) -> date:
    over = timezone.localdate(arrived + timedelta(days=settings.WITHDRAWAL_DAYS))
    # Proposed in the morning: what is free in the course of a payday leaves at the next.
    return max(payday_of(over + timedelta(days=1)), payday_of(timezone.localdate() + timedelta(days=1)))


def accounts_of(cooperative: Cooperative) -> Accounts:
    """One query."""
    known = list(BankAccount.objects.of(cooperative).select_related("review"))
    used = next((one for one in known if (review := getattr(one, "review", None)) and review.is_accepted), None)
    newest = known[0] if known else None
    if newest is None or newest == used:
        return Accounts(used, None, None)
    is_refused = hasattr(newest, "review")
    return Accounts(used, None if is_refused else newest, newest if is_refused else None)


@dataclass(frozen=True)
class PayoutPage:
    """One payout and what it is for."""

    line: PayoutLine
    statement: Statement


def payout_page(cooperative: Cooperative, pk: int) -> PayoutPage:
    """Raises Http404 for another cooperative's."""
    line = PayoutLine.objects.of(cooperative).filter(pk=pk).first()
    if line is None:
        raise Http404
    line.cooperative = cooperative
    return PayoutPage(line, statement_of(line))
