"""The demo's money: commission, fictitious bank accounts, a batch that is paid, one that waits, and debts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.money.models import BankAccount, CommissionRule, PayoutBatch
from marketplace.money.payable import debt_of, period_before
from marketplace.money.rib import rib_key
from marketplace.money.services.bank_account import bank_account_add, bank_account_review
from marketplace.money.services.commission import commission_rule_add
from marketplace.money.services.payout import payout_approve, payout_propose
from marketplace.money.services.payout_bank import payout_hand_over, payout_mark_sent
from marketplace.money.services.remittance import remittance_record
from marketplace.outbox.models import Message

from .clock import clock_at

RATE_BPS = 1_000
# Whose account changed some days ago and waits to be checked.
MOVED = "kokiaj-mogador"
# Two different people of the delegation sign.
SIGNERS = ("delegation@example.com", "admin@example.com")


def commission_load(first_day: date) -> None:
    """Ten per cent from before the first order on."""
    if CommissionRule.objects.exists():
        return
    with clock_at(_morning(first_day)):
        commission_rule_add(rate_bps=RATE_BPS, starts_on=first_day, by=None)


def money_load() -> int:
    """Add what is missing; returns how many batches there are."""
    if PayoutBatch.objects.exists():
        return 0
    told = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        _accounts(timezone.now() - timedelta(days=70))
    newest = _payday(timezone.localdate())
    _pay(_payday(newest - timedelta(days=1)))
    _settle()
    with clock_at(_morning(newest)):
        payout_propose(on=newest)
    with clock_at(timezone.now() - timedelta(days=2)):
        cooperative = Cooperative.objects.get(slug=MOVED)
        bank_account_add(cooperative=cooperative, rib=rib_of(990), holder=_holder(cooperative), by=_member(cooperative))
    # Nobody wants letters about what happened weeks ago.
    Message.objects.filter(pk__gt=told).update(state=Message.State.SENT, sent_at=timezone.now())
    return PayoutBatch.objects.count()


def _payday(day: date) -> date:
    """The last 1st or 16th, this day included."""
    return period_before(day)[1] + timedelta(days=1)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(6, 10)))


def _accounts(moment: datetime) -> None:
    """One for each that sells, written down by a member and checked by the delegation."""
    by = User.objects.get(email=SIGNERS[0])
    for number, cooperative in enumerate(Cooperative.objects.selling().order_by("slug"), start=1):
        if BankAccount.objects.of(cooperative).exists():
            continue
        with clock_at(moment):
            account = bank_account_add(
                cooperative=cooperative, rib=rib_of(number), holder=_holder(cooperative), by=_member(cooperative)
            )
            bank_account_review(account_id=account.pk, is_accepted=True, by=by)


def rib_of(number: int) -> str:
    """Digits that add up and are nobody's."""
    first = f"0114500000{number:012d}"
    return first + rib_key(first)


def _holder(cooperative: Cooperative) -> str:
    return f"{cooperative.name_fr[:50]} (RIB fictif)"


def _member(cooperative: Cooperative) -> User | None:
    return User.objects.filter(memberships__cooperative=cooperative).order_by("pk").first()


def _pay(day: date) -> None:
    """Proposed on this day, signed the day after, sent by the bank two days later."""
    with clock_at(_morning(day)):
        batch = payout_propose(on=day)
    if not batch.lines.exists():
        return
    with clock_at(_morning(day + timedelta(days=1))):
        for email in SIGNERS:
            payout_approve(batch_id=batch.pk, by=User.objects.get(email=email))
        payout_hand_over(batch_id=batch.pk)
    with clock_at(_morning(day + timedelta(days=3))):
        for line in batch.lines.order_by("pk"):
            payout_mark_sent(line_id=line.pk, by=User.objects.get(email=SIGNERS[0]), bank_reference=f"DEMO {line.pk}")


def _settle() -> None:
    """One of those that owe has paid half of it."""
    for cooperative in Cooperative.objects.selling().order_by("slug"):
        if (owed := debt_of(cooperative)) > 1_000:
            by = User.objects.get(email=SIGNERS[0])
            remittance_record(cooperative=cooperative, amount=owed // 2, reference="DEMO VIREMENT 1", by=by)
            return
