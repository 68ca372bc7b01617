"""Refunds that were held while the shopper's bank takes the payment back: what becomes of them once it has decided."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum
from django.dispatch import receiver

from marketplace.audit.models import record
from marketplace.money.book import Row, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Dispute, Entry, Refund
from marketplace.money.payment_choices import DisputeState
from marketplace.money.refund_choices import RefundState
from marketplace.money.services import refund_send
from marketplace.money.signals import dispute_changed, refund_held


@receiver(dispute_changed, dispatch_uid="money_refunds_of_a_dispute")
def dispute_ended(dispute: Dispute, **kwargs) -> None:
    """Under the order's lock: its refunds wait no longer."""
    held = Refund.objects.filter(part__order=dispute.payment.order_id, state=RefundState.HELD)
    for refund_id in held.order_by("pk").values_list("pk", flat=True):
        refund_after_dispute(refund_id=refund_id)


@receiver(refund_held, dispatch_uid="money_refund_held_too_late")
def held_too_late(refund: Refund, **kwargs) -> None:
    """The bank may have decided before the refund was tried."""
    refund_after_dispute(refund_id=refund.pk)


@transaction.atomic
def refund_after_dispute(*, refund_id: int) -> Refund:
    """While a dispute is open it stays held. Won: it goes to the card. Lost: the bank gave the shopper her money, and
    where that was this refund's too it is done; any other is transferred."""
    refund = refund_send.refund_locked(refund_id)
    disputes = Dispute.objects.filter(payment__order=refund.part.order_id)
    if refund.state != RefundState.HELD or disputes.filter(state=DisputeState.OPEN).exists():
        return refund
    lost = disputes.filter(state=DisputeState.LOST)
    if paid_by := next((one for one in lost.order_by("pk") if _beyond(one) >= refund.amount_centimes), None):
        _is_paid(refund, paid_by)
    elif lost:
        refund_send.refund_to_bank(refund)
    elif disputes:
        refund_send.refund_send_again(refund)
    return refund


def _beyond(dispute: Dispute) -> int:
    """Centimes that the bank gave the shopper beyond what the book still owed her, and no refund accounts for."""
    keys = (
        {"posting__event_key": f"{dispute.book_prefix}{dispute.moves} beyond"},
        {"posting__event_key__startswith": _key(dispute)},
    )
    at_gateway = Entry.objects.filter(account__kind=AccountKind.GATEWAY)
    return sum(at_gateway.filter(**key).aggregate(all=Sum("amount_centimes"))["all"] or 0 for key in keys)


def _is_paid(refund: Refund, dispute: Dispute) -> None:
    """Its rows say already that the money leaves the gateway, so do the dispute's: once is enough."""
    rows = [
        Row(account_of_market(AccountKind.GATEWAY), EntryKind.PAID, -refund.amount_centimes),
        Row(account_of_market(AccountKind.PLATFORM), EntryKind.BORNE, refund.amount_centimes),
    ]
    key = f"{_key(dispute)}{refund.pk}"
    post(kind=PostingKind.REFUND, event_key=key, rows=rows, order=refund.part.order)
    record(who=None, what="refund.paid_by_bank", about=refund, after={"dispute": dispute.dispute_id})
    refund_send.refund_done(refund, by=None)


def _key(dispute: Dispute) -> str:
    return f"by dispute {dispute.pk} refund "
