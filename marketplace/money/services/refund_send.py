"""Sending refunds: to cards by a worker (claim, ask the gateway outside any transaction, write down), by transfer by
the delegation. A refund that the gateway refuses for good becomes a transfer to make."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.jobs import backoff, once_on_commit
from marketplace.money import refund_messages
from marketplace.money.book import Row, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.money.gateways.words import GatewayRefused
from marketplace.money.models import Payment, Refund, WebhookEvent
from marketplace.money.refund_choices import RefundMethod, RefundState
from marketplace.money.rib import rib_read
from marketplace.money.services.inbox import register
from marketplace.money.services.refund import nudge
from marketplace.money.signals import refund_held
from marketplace.shop.order.locks import lock_part

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=4)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
# The shopper's bank decides about this payment: paying back as well would pay her twice.
_DISPUTED = "charge_disputed"


class NotDue(Exception):
    """This refund was paid already, or goes another way. state: RefundState."""

    def __init__(self, state: str):
        self.state = state
        super().__init__(state)


def refunds_send_due(*, limit: int = 100) -> int:
    """Send up to `limit` refunds to cards; returns how many were tried."""
    tried = 0
    while tried < limit and (refund := _claim()):
        _send(refund)
        tried += 1
    return tried


@transaction.atomic
def _claim() -> Refund | None:
    now = timezone.now()
    refund = Refund.objects.to_send(now).select_for_update(skip_locked=True, of=("self",)).first()
    if refund:
        refund.leased_until, refund.attempts = now + LEASE, refund.attempts + 1
        refund.save(update_fields=["leased_until", "attempts"])
    return refund


def _send(refund: Refund) -> None:
    payment = Payment.objects.get(order__parts=refund.part_id)
    try:
        word = gateway.refund_send(
            key=f"refund-{refund.pk}",
            refund_id=refund.pk,
            payment_intent=payment.payment_intent,
            amount=_in_page_currency(payment, refund),
        )
    except GatewayRefused as error:
        refund_refused(refund_id=refund.pk, code=error.code, words=str(error))
    except Exception as error:  # whatever it was, the refund stays due and the others go on
        logger.warning("Refund %s was not sent", refund.pk, exc_info=True)
        _put_back(refund, error)
    else:
        if word.has_failed:
            refund_refused(refund_id=refund.pk, code="failed", words=word.status)
        else:
            _sent(refund.pk, word.refund_id)


def _in_page_currency(payment: Payment, refund: Refund) -> int:
    """The refund in the smallest unit of the page's currency; all refunds of a payment together are the payment."""
    if payment.asked_amount == payment.amount_centimes:
        return refund.amount_centimes
    earlier = Refund.objects.filter(part__order=payment.order_id, method=RefundMethod.CARD, pk__lt=refund.pk)
    before = sum(earlier.values_list("amount_centimes", flat=True))
    upto = before + refund.amount_centimes
    whole, asked = payment.amount_centimes, payment.asked_amount
    return asked * upto // whole - asked * before // whole


def _put_back(refund: Refund, error: Exception) -> None:
    wait = backoff(refund.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    Refund.objects.filter(pk=refund.pk, state=RefundState.DUE).update(
        leased_until=None, not_before=timezone.now() + wait, last_error=f"{type(error).__name__}: {error}"[:500]
    )


@transaction.atomic
def _sent(refund_id: int, gateway_id: str) -> None:
    refund = refund_locked(refund_id)
    if refund.state == RefundState.DUE and refund.method == RefundMethod.CARD:
        refund.gateway_id, refund.last_error = gateway_id, ""
        refund_done(refund, by=None)


@transaction.atomic
def refund_refused(*, refund_id: int, code: str, words: str = "") -> Refund:
    """The gateway will not do it, now or ever: the delegation is told, and transfers it instead.

    Of a payment that its bank is taking back, nothing is transferred: it is held for the delegation to look at.
    """
    refund = refund_locked(refund_id)
    if refund.method != RefundMethod.CARD or refund.state == RefundState.HELD:
        return refund
    refund.last_error, refund.leased_until = f"{code}: {words}"[:500], None
    if code == _DISPUTED:
        refund.state = RefundState.HELD
    else:
        _to_bank(refund)
    refund.save()
    record(who=None, what="refund.refused", about=refund, after={"state": refund.state}, why=code)
    refund_messages.tell_refused(refund)
    if refund.state == RefundState.HELD:
        refund_held.send(sender=Refund, refund=refund)
    return refund


def refund_to_bank(refund: Refund) -> None:
    """Of one that was held (locked by the caller): it is transferred. The shopper is asked where to."""
    refund.attempts += 1
    _to_bank(refund)
    refund.save()
    record(who=None, what="refund.by_bank", about=refund, before={"state": RefundState.HELD})
    refund_messages.tell_refused(refund)


def refund_send_again(refund: Refund) -> None:
    """Of one that was held (locked by the caller): nothing hinders it any more."""
    refund.state, refund.not_before, refund.last_error = RefundState.DUE, timezone.now(), ""
    refund.save()
    record(who=None, what="refund.sent_again", about=refund, before={"state": RefundState.HELD})
    once_on_commit(nudge)


def _to_bank(refund: Refund) -> None:
    """The money did not leave the gateway's account: it will leave the bank's."""
    refund.method, refund.state, refund.done_at = RefundMethod.BANK, RefundState.DUE, None
    rows = [
        Row(account_of_market(AccountKind.GATEWAY), EntryKind.PAID, -refund.amount_centimes),
        Row(account_of_market(AccountKind.BANK), EntryKind.PAID, refund.amount_centimes),
    ]
    post(kind=PostingKind.REFUND, event_key=f"refund {refund.pk} by bank", rows=rows, part=refund.part)


@transaction.atomic
def refund_rib_give(*, refund_id: int, text: str) -> Refund:
    """The shopper says where a transfer is to go. Raises RibWrong (marketplace.money.rib), NotDue."""
    rib, refund = rib_read(text), refund_locked(refund_id)
    if refund.method != RefundMethod.BANK or refund.state != RefundState.DUE:
        raise NotDue(refund.state)
    refund.rib = rib
    refund.save(update_fields=["rib"])
    record(who=None, what="refund.rib_given", about=refund, after={"ends": rib[-4:]})
    return refund


@transaction.atomic
def refund_mark_paid(*, refund_id: int, by, bank_reference: str = "") -> Refund:
    """The delegation has made the transfer. Raises NotDue, also for one whose shopper has not said where to."""
    refund = refund_locked(refund_id)
    if refund.method != RefundMethod.BANK or refund.state != RefundState.DUE or not refund.rib:
        raise NotDue(refund.state)
    refund.bank_reference = bank_reference[:60]
    refund_done(refund, by=by)
    return refund


def refund_done(refund: Refund, *, by) -> None:
    """The money is there, or on its way (locked by the caller)."""
    refund.state, refund.done_at, refund.leased_until = RefundState.DONE, timezone.now(), None
    refund.save()
    record(who=by, what="refund.done", about=refund, after={"method": refund.method})
    if refund.method == RefundMethod.BANK:
        refund_messages.tell_transferred(refund)


def refund_locked(refund_id: int) -> Refund:
    """The order and the part first, then the refund, as everybody does."""
    part = lock_part(Refund.objects.values_list("part_id", flat=True).get(pk=refund_id))
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    refund.part = part
    return refund


def _about_refund(event: WebhookEvent) -> None:
    """A bank may refuse a refund days later. What it is now is asked of the gateway; the event only wakes us."""
    refund = Refund.objects.filter(gateway_id=event.object_id).exclude(gateway_id="").first()
    if refund is None:
        return
    word = gateway.refund_look(event.object_id)
    if word.has_failed:
        refund_refused(refund_id=refund.pk, code="failed", words=word.status)


register("refund.", _about_refund)
