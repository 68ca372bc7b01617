"""Debts, bank accounts that wait, and commission rules."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.money.models import BankAccount, CommissionRule, Remittance
from marketplace.money.payable import debt_of, payable_entries, sums_of
from marketplace.money.services.bank_account import account_in_use
from marketplace.money.statement import StatementRow, rows_by_posting

PER_PAGE = 20
MOST_ROWS = 50


@dataclass(frozen=True)
class Debt:
    """Centimes that a cooperative owes."""

    cooperative: Cooperative
    amount: int


@dataclass(frozen=True)
class DebtsPage:
    debts: list[Debt]
    settled: Page

    @property
    def total(self) -> int:
        return sum(debt.amount for debt in self.debts)


def debts_page(number: str | None) -> DebtsPage:
    """The greatest debt first, and what was settled, the newest first."""
    owed = {pk: -amount for pk, amount in sums_of(payable_entries()).items() if amount < 0}
    cooperatives = Cooperative.objects.in_bulk(list(owed))
    debts = [Debt(cooperatives[pk], amount) for pk, amount in owed.items()]
    settled = Remittance.objects.select_related("cooperative", "by")
    page = Paginator(settled, PER_PAGE).get_page(number)
    return DebtsPage(sorted(debts, key=lambda debt: (-debt.amount, debt.cooperative.slug)), page)


@dataclass(frozen=True)
class DebtPage:
    """One cooperative's debt. rows: the newest of what it comes from."""

    cooperative: Cooperative
    owed: int
    rows: list[StatementRow]
    settled: list[Remittance]


def debt_page(slug: str) -> DebtPage:
    """Raises Http404."""
    cooperative = Cooperative.objects.filter(slug=slug).first()
    if cooperative is None:
        raise Http404
    entries = payable_entries().filter(account__cooperative=cooperative).select_related("posting__part__order")
    return DebtPage(
        cooperative=cooperative,
        owed=debt_of(cooperative),
        rows=rows_by_posting(entries.order_by("-posting__at", "-posting", "pk"))[:MOST_ROWS],
        settled=list(cooperative.remittances.select_related("by")[:MOST_ROWS]),
    )


def waiting_accounts() -> list[BankAccount]:
    """The longest waiting first."""
    return list(BankAccount.objects.waiting().select_related("cooperative", "by"))


@dataclass(frozen=True)
class AccountPage:
    """An account to check. used: where payouts go now."""

    account: BankAccount
    used: BankAccount | None

    @property
    def is_waiting(self) -> bool:
        return BankAccount.objects.waiting().filter(pk=self.account.pk).exists()


def account_page(pk: int) -> AccountPage:
    """Raises Http404."""
    account = BankAccount.objects.select_related("cooperative", "by", "review__by").filter(pk=pk).first()
    if account is None:
        raise Http404
    return AccountPage(account, account_in_use(account.cooperative))


@dataclass(frozen=True)
class Rule:
    """A rule and where it stands: "planned", "now", "over", or "replaced" by a newer one for the same goods."""

    rule: CommissionRule
    standing: str


def rules_page(number: str | None) -> Page:
    """The newest first. Two queries."""
    rules = CommissionRule.objects.select_related("cooperative", "category").order_by("-starts_on", "-pk")
    page = Paginator(rules, PER_PAGE).get_page(number)
    now = _in_force_by_scope()
    page.object_list = [Rule(rule, _standing(rule, now)) for rule in page.object_list]
    return page


def _in_force_by_scope() -> dict[tuple, int]:
    """(cooperative, category) -> the rule that counts today."""
    today = timezone.localdate()
    begun = CommissionRule.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    rows = begun.order_by("starts_on", "pk").values_list("cooperative", "category", "pk")
    return {(cooperative, category): pk for cooperative, category, pk in rows}


def _standing(rule: CommissionRule, now: dict[tuple, int]) -> str:
    today = timezone.localdate()
    if rule.starts_on > today:
        return "planned"
    if rule.ends_on and rule.ends_on < today:
        return "over"
    return "now" if now.get((rule.cooperative_id, rule.category_id)) == rule.pk else "replaced"
