"""Payouts: proposed for each half month, signed by two people, handed to the bank, paid or returned."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace import jobs
from marketplace.audit.models import record
from marketplace.money import payout_messages as messages
from marketplace.money.choices import AccountKind
from marketplace.money.models import Account, Entry, PayoutApproval, PayoutBatch, PayoutClaim, PayoutLine
from marketplace.money.payable import net, payable_entries, payday_of, period_before
from marketplace.money.payout_choices import BatchState
from marketplace.money.services.bank_account import accounts_in_use

SIGNATURES = 2


class BatchMoved(Exception):
    """The batch is not where this starts from; somebody was here first. state: where it is."""

    def __init__(self, state: str):
        self.state = state
        super().__init__(state)


class SamePerson(Exception):
    """Two different people must sign, and this one has signed already."""


@transaction.atomic
def payout_propose(*, on: date | None = None) -> PayoutBatch:
    """The batch of the half month before this day (today), with a line for each cooperative that is owed something.

    Asked again, or by two at once, it is the same batch. What is held or comes to nothing stays where it is.
    """
    begins, ends = period_before(on or timezone.localdate())
    batch = _new_batch(begins, ends)
    if batch is None:
        return PayoutBatch.objects.get(begins=begins)
    lines = _write_lines(batch)
    if not lines:
        batch.state, batch.closed_at = BatchState.CLOSED, batch.proposed_at
        batch.save(update_fields=["state", "closed_at"])
        return batch
    total = sum(line.amount_centimes for line in lines)
    record(who=None, what="payout.proposed", about=batch, after={"lines": len(lines), "centimes": total})
    messages.tell_proposed(batch, lines)
    return batch


def _new_batch(begins: date, ends: date) -> PayoutBatch | None:
    """None when there is one of this period; whoever comes at the same moment waits here, then sees it."""
    try:
        with transaction.atomic():
            return PayoutBatch.objects.create(
                begins=begins,
                ends=ends,
                reference=f"TAAWON-{payday_of(ends):%y%m%d}",
                proposed_at=timezone.now(),
            )
    except IntegrityError:
        if PayoutBatch.objects.filter(begins=begins).exists():
            return None
        raise


def _write_lines(batch: PayoutBatch) -> list[PayoutLine]:
    entries = _payable_by_cooperative()
    accounts = accounts_in_use(set(entries))
    cooperatives = Cooperative.objects.in_bulk(list(entries))
    lines = []
    for pk, its in sorted(entries.items()):
        account = accounts.get(pk)
        if net(its) <= 0 or account is None or is_stopped(cooperatives[pk]):
            continue
        line = PayoutLine.objects.create(
            batch=batch,
            cooperative=cooperatives[pk],
            account=account,
            rib=account.rib,
            holder=account.holder,
            amount_centimes=net(its),
            reference=f"{batch.reference}-{pk}",
        )
        PayoutClaim.objects.bulk_create([PayoutClaim(line=line, entry=entry) for entry in its])
        lines.append(line)
    return lines


def _payable_by_cooperative() -> dict[int, list[Entry]]:
    """Held against remittances until the end; sales go on, for they need the accounts' keys only."""
    list(Account.objects.select_for_update(no_key=True).filter(kind=AccountKind.COOPERATIVE).order_by("pk"))
    found = defaultdict(list)
    for entry in payable_entries().select_related("account").order_by("pk"):
        found[entry.account.cooperative_id].append(entry)
    return found


def is_stopped(cooperative: Cooperative) -> bool:
    """Nothing is paid to a suspended cooperative, and nothing of it is lost."""
    return cooperative.status == Cooperative.Status.SUSPENDED


@transaction.atomic
def payout_approve(*, batch_id: int, by) -> PayoutBatch:
    """A signature; with the second one the bank file is made by a worker. Raises SamePerson, BatchMoved."""
    batch = PayoutBatch.objects.select_for_update().get(pk=batch_id)
    if batch.approvals.filter(by=by).exists():
        raise SamePerson
    if batch.state != BatchState.PROPOSED:
        raise BatchMoved(batch.state)
    PayoutApproval.objects.create(batch=batch, by=by, at=timezone.now())
    signed = batch.approvals.count()
    if signed >= SIGNATURES:
        batch.state = BatchState.APPROVED
        batch.save(update_fields=["state"])
        jobs.once_on_commit(nudge)
    record(who=by, what="payout.signed", about=batch, after={"signatures": signed})
    return batch


def nudge() -> None:
    """Ask a worker to hand over what is signed."""
    jobs.nudge("money.payouts-hand-over")
