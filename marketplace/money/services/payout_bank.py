"""A signed batch and the bank: handed over once, whoever dies on the way; then paid or returned, line by line."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from marketplace import jobs
from marketplace.audit.models import record
from marketplace.money import payout_messages as messages
from marketplace.money.book import Row, account_of_cooperative, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.holds import held_parts, hold_reasons
from marketplace.money.models import PayoutBatch, PayoutClaim, PayoutLine
from marketplace.money.payout_choices import BatchState, Held, LineState
from marketplace.money.payouts.provider import Instruction, Provider, ProviderAway, provider_chosen
from marketplace.money.services.bank_account import accounts_in_use
from marketplace.money.services.payout import BatchMoved, is_stopped
from marketplace.money.services.payout_statement import payout_statement_write

_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)


class LineMoved(Exception):
    """The line is not where this starts from; somebody was here first. state: where it is."""

    def __init__(self, state: str):
        self.state = state
        super().__init__(state)


def payouts_hand_over_due() -> int:
    """Hand over every signed batch that is nobody's just now; returns how many. What cannot be done now waits."""
    free = Q(leased_until=None) | Q(leased_until__lte=timezone.now())
    done = 0
    for pk in PayoutBatch.objects.filter(free, state=BatchState.APPROVED).order_by("pk").values_list("pk", flat=True):
        done += _try(pk, free)
    return done


def _try(batch_id: int, free: Q) -> bool:
    """Claim the batch, try once. Its lease is also how long to wait after a failure."""
    attempts = PayoutBatch.objects.values_list("attempts", flat=True).get(pk=batch_id) + 1
    until = timezone.now() + jobs.backoff(attempts, first=_FIRST, longest=_LONGEST)
    mine = PayoutBatch.objects.filter(free, pk=batch_id, state=BatchState.APPROVED)
    if not mine.update(attempts=F("attempts") + 1, leased_until=until):
        return False
    try:
        payout_hand_over(batch_id=batch_id)
    except (ProviderAway, BatchMoved):
        return False
    return True


def payout_hand_over(*, batch_id: int, provider: Provider | None = None) -> PayoutBatch:
    """Give a signed batch to the bank, and write that its money is under way.

    Safe to do again after dying anywhere: the lines are settled first, and the same batch is the same file.
    Raises BatchMoved, ProviderAway.
    """
    batch, instructions = _settle(batch_id)
    handed_as = ""
    if instructions:
        handed_as = (provider or provider_chosen()).hand_over(reference=batch.reference, instructions=instructions)
    return _handed(batch_id, handed_as)


@transaction.atomic
def _settle(batch_id: int) -> tuple[PayoutBatch, list[Instruction]]:
    """Once: leave out what must not leave. After that the batch says the same to whoever asks."""
    batch = _locked(batch_id)
    if batch.settled_at is None:
        _leave_out(batch)
        batch.settled_at = timezone.now()
        batch.save(update_fields=["settled_at"])
    lines = batch.lines.filter(state=LineState.WAITING).order_by("pk")
    return batch, [Instruction(line.reference, line.rib, line.holder, line.amount_centimes) for line in lines]


def _locked(batch_id: int) -> PayoutBatch:
    batch = PayoutBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != BatchState.APPROVED:
        raise BatchMoved(batch.state)
    return batch


def _leave_out(batch: PayoutBatch) -> None:
    for line in batch.lines.filter(state=LineState.WAITING).select_related("cooperative").order_by("pk"):
        if why := held_because(line):
            line.state, line.reason = LineState.LEFT_OUT, why
            line.save(update_fields=["state", "reason"])
            line.claims.update(is_living=False)
            record(who=None, what="payout.left_out", about=line, after={"reason": why})


def held_because(line: PayoutLine) -> str:
    """Why a line must not leave, although it was signed (Held); empty when it may."""
    if is_stopped(line.cooperative):
        return Held.SUSPENDED
    for why in hold_reasons():
        if PayoutClaim.objects.filter(held_parts("entry__posting__part", why), line=line).exists():
            return why
    account = accounts_in_use({line.cooperative_id}).get(line.cooperative_id)
    return "" if account and account.pk == line.account_id else Held.ACCOUNT_CHANGED


@transaction.atomic
def _handed(batch_id: int, handed_as: str) -> PayoutBatch:
    batch = _locked(batch_id)
    for line in batch.lines.filter(state=LineState.WAITING).select_related("cooperative").order_by("pk"):
        _post(line, "line", PostingKind.PAYOUT, source=None, goal=AccountKind.TRANSIT)
        line.state = LineState.INSTRUCTED
        line.save(update_fields=["state"])
    batch.state, batch.handed_as, batch.handed_over_at = BatchState.HANDED_OVER, handed_as, timezone.now()
    batch.leased_until = None
    batch.save(update_fields=["state", "handed_as", "handed_over_at", "leased_until"])
    record(who=None, what="payout.handed_over", about=batch, after={"as": handed_as})
    _close_if_done(batch)
    return batch


@transaction.atomic
def payout_mark_sent(*, line_id: int, by, bank_reference: str = "") -> PayoutLine:
    """The bank's word that the money has left. Raises LineMoved."""
    line = _begin(line_id, {LineState.INSTRUCTED})
    _post(line, "sent", PostingKind.PAYOUT, source=AccountKind.TRANSIT, goal=AccountKind.BANK)
    line.state, line.bank_reference, line.paid_at = LineState.PAID, bank_reference[:60], timezone.now()
    line.save(update_fields=["state", "bank_reference", "paid_at"])
    record(who=by, what="payout.sent", about=line, after={"bank": line.bank_reference})
    messages.tell_paid(line)
    _close_if_done(line.batch)
    payout_statement_write(line)
    return line


@transaction.atomic
def payout_mark_returned(*, line_id: int, by, words: str) -> PayoutLine:
    """The bank gave the money back, before or after it said "sent": its entries can be paid again. Raises LineMoved.

    words: why, as the bank says; the members read them.
    """
    line = _begin(line_id, {LineState.INSTRUCTED, LineState.PAID})
    source = AccountKind.BANK if line.state == LineState.PAID else AccountKind.TRANSIT
    _post(line, "returned", PostingKind.PAYOUT_RETURNED, source=source, goal=None)
    before = line.state
    line.state, line.words, line.returned_at = LineState.RETURNED, words[:300], timezone.now()
    line.save(update_fields=["state", "words", "returned_at"])
    line.claims.update(is_living=False)
    record(who=by, what="payout.returned", about=line, before={"state": before}, why=words)
    messages.tell_returned(line)
    _close_if_done(line.batch)
    return line


def _begin(line_id: int, allowed: set[str]) -> PayoutLine:
    """The line, after its batch, locked. Raises LineMoved."""
    batch_id = PayoutLine.objects.values_list("batch_id", flat=True).get(pk=line_id)
    batch = PayoutBatch.objects.select_for_update().get(pk=batch_id)
    line = PayoutLine.objects.select_for_update(of=("self",)).select_related("cooperative").get(pk=line_id)
    line.batch = batch
    if line.state not in allowed:
        raise LineMoved(line.state)
    return line


def _post(line: PayoutLine, fact: str, kind: PostingKind, *, source: AccountKind | None, goal: AccountKind | None):
    """Move a line's amount; None stands for the cooperative's own account."""
    own = account_of_cooperative(line.cooperative)
    of, to = (account_of_market(side) if side else own for side in (source, goal))
    amount = line.amount_centimes
    rows = [Row(of, EntryKind.TRANSFER, -amount), Row(to, EntryKind.TRANSFER, amount)]
    post(kind=kind, event_key=f"payout {fact} {line.pk}", rows=rows)


def _close_if_done(batch: PayoutBatch) -> None:
    """Every line is paid, returned or left out."""
    if batch.state == BatchState.HANDED_OVER and not batch.lines.unsettled().exists():
        batch.state, batch.closed_at = BatchState.CLOSED, timezone.now()
        batch.save(update_fields=["state", "closed_at"])
