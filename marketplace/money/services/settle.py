"""Settling: what the gateway says of a payment becomes what the market holds of it. The ONE way, for whoever asks:
the webhook's worker, the shopper's return, the sweep, the way back to the basket.

The gateway is asked outside any transaction; then one transaction under the order's lock decides. Doing it again, or
twice at once, changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from oscar.apps.basket.models import Basket

from marketplace.audit.models import record
from marketplace.centimes import centimes
from marketplace.money import messages
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.money.gateways.words import GatewayAway, GatewayRefused, Word
from marketplace.money.models import Payment
from marketplace.money.payment_choices import PaymentState, Trouble
from marketplace.money.signals import fee_known, order_paid, payment_given_back
from marketplace.shop.order.choices import ReleaseReason
from marketplace.shop.order.locks import lock_order
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.waiting import (
    CannotRevive,
    NotWaiting,
    order_confirm,
    order_release,
    order_revive,
)

# How often the gateway is asked about a payment that it has nothing new to say of.
WAITS = [timedelta(minutes=minutes) for minutes in (2, 4, 8, 16)]
RETRY = timedelta(minutes=1)


def payment_settle(*, payment_id: int, into: Basket | None = None, reason: str = ReleaseReason.UNPAID) -> Payment:
    """Ask, decide, give back what bought nothing; returns the payment as it is then. Never inside a transaction.

    into, reason: where the goods go, and why, in case the payment has ended. A card payment without a page is let go
    only by `payment_let_go`. Raises GatewayAway.
    """
    payment = Payment.objects.get(pk=payment_id)
    if payment.is_card and payment.session_id:
        word = gateway.page_look(payment.session_id)
        payment = payment_decide(payment_id=payment_id, word=word, into=into, reason=reason)
    elif payment.is_waiting and reason == ReleaseReason.CHANGED:
        payment = payment_let_go(payment_id=payment_id, into=into, reason=reason)
    if payment.state == PaymentState.REFUND_DUE:
        payment = payment_give_back(payment_id=payment_id)
    return payment


@transaction.atomic
def payment_decide(
    *, payment_id: int, word: Word, into: Basket | None = None, reason: str = ReleaseReason.UNPAID
) -> Payment:
    """One transaction under the order's lock: what the gateway said is done, all of it or nothing."""
    order, payment = _locked(payment_id)
    _note(payment, word)
    if word.is_paid and payment.state in (PaymentState.WAITING, PaymentState.RELEASED):
        _paid(order, payment, word)
    elif word.is_expired and payment.state == PaymentState.WAITING:
        _released(order, payment, into, reason)
    _note_fee(payment, word)
    payment.save()
    return payment


@transaction.atomic
def payment_let_go(*, payment_id: int, into: Basket | None = None, reason: str = ReleaseReason.UNPAID) -> Payment:
    """There is no page and none can come (the gateway was asked, pay.page_find), or a transfer is not waited for."""
    order, payment = _locked(payment_id)
    if payment.is_waiting and not (payment.is_card and payment.session_id):
        _released(order, payment, into, reason)
        payment.save()
    return payment


def _locked(payment_id: int) -> tuple[Order, Payment]:
    """The order first, then its payment, as everybody does."""
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    order = lock_order(order_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    payment.order = order
    return order, payment


def _note(payment: Payment, word: Word) -> None:
    """That it was asked, and when to ask again."""
    now = timezone.now()
    payment.looked_at, payment.last_error = now, ""
    payment.payment_intent = word.payment_intent or payment.payment_intent
    payment.charge = word.charge or payment.charge
    payment.looks += 1
    wait = WAITS[min(payment.looks, len(WAITS)) - 1]
    # At its end it is asked in any case.
    payment.next_look_at = min(now + wait, payment.expires_at) if payment.expires_at > now else now + RETRY


def _note_fee(payment: Payment, word: Word) -> None:
    if word.fee is None or payment.fee_centimes is not None:
        return
    payment.fee_centimes = in_centimes(payment, word.fee)
    if payment.state == PaymentState.PAID:
        fee_known.send(sender=Payment, payment=payment)


def in_centimes(payment: Payment, amount: int) -> int:
    """Centimes of MAD of an amount of the page's currency, by the rate that this page was made at; rounded half up."""
    if payment.asked_amount == payment.amount_centimes:
        return amount
    return (2 * amount * payment.amount_centimes + payment.asked_amount) // (2 * payment.asked_amount)


def _paid(order: Order, payment: Payment, word: Word) -> None:
    """The money is there: confirm what it was for, or give it back."""
    if not _is_what_was_asked(order, payment, word):
        _owe(order, payment, Trouble.AMOUNT)
        return
    try:
        if not order.is_awaiting:
            order = order_revive(order=order)
        order = order_confirm(order=order)
    except (CannotRevive, NotWaiting):
        _owe(order, payment, Trouble.TOO_LATE)
        return
    payment_is_in(order=order, payment=payment)


def payment_is_in(*, order: Order, payment: Payment) -> None:
    """Mark it paid and tell the rooms above; the caller holds the order's lock, and saves."""
    payment.state, payment.paid_at, payment.order = PaymentState.PAID, timezone.now(), order
    payment.save()
    record(who=None, what="payment.paid", about=payment, after={"centimes": payment.amount_centimes})
    order_paid.send(sender=Payment, order=order, payment=payment)


def _is_what_was_asked(order: Order, payment: Payment, word: Word) -> bool:
    return (
        word.amount == payment.asked_amount
        and word.currency == payment.currency
        and payment.amount_centimes == centimes(order.total_incl_tax)
    )


def _owe(order: Order, payment: Payment, trouble: Trouble) -> None:
    """Nothing is fulfilled: the money goes back, once, and the delegation is told."""
    if order.is_awaiting:
        order_release(order=order, reason=ReleaseReason.UNPAID)
    payment.state, payment.trouble, payment.next_look_at = PaymentState.REFUND_DUE, trouble, timezone.now()
    record(who=None, what="payment.refund_due", about=payment, after={"trouble": trouble})
    messages.tell_trouble(payment)


def _released(order: Order, payment: Payment, into: Basket | None, reason: str) -> None:
    if order.is_awaiting:
        order_release(order=order, reason=reason, into=into)
    payment.state = PaymentState.RELEASED


def payment_give_back(*, payment_id: int) -> Payment:
    """Refund what bought nothing: once, by the gateway's key, however often and by however many it is asked.

    Raises GatewayAway; a refusal is noted for the delegation, and tried again.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    if payment.state != PaymentState.REFUND_DUE:
        return payment
    try:
        key = f"refund-{payment.order.number}-{payment.attempt}"
        refund_id = gateway.give_back(key=key, payment_intent=payment.payment_intent)
    except GatewayRefused as error:
        raise GatewayAway(f"the refund was refused: {error}") from error
    return _given_back(payment_id, refund_id)


@transaction.atomic
def _given_back(payment_id: int, refund_id: str) -> Payment:
    _, payment = _locked(payment_id)
    if payment.state == PaymentState.REFUND_DUE:
        payment.state, payment.refund_id = PaymentState.REFUNDED, refund_id
        payment.save(update_fields=["state", "refund_id"])
        record(who=None, what="payment.given_back", about=payment, after={"refund": refund_id})
        messages.tell_given_back(payment)
        payment_given_back.send(sender=Payment, payment=payment)
    return payment
