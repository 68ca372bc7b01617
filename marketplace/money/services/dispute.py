"""A payment that its bank takes back: recorded as the gateway tells it, the market's book hears of each change."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.money import messages
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.money.gateways.words import DisputeWord
from marketplace.money.models import Dispute, Payment
from marketplace.money.payment_choices import DisputeState
from marketplace.money.signals import dispute_changed
from marketplace.shop.order.locks import lock_order

# Stripe's words: a warning was closed without the money being taken.
_ENDS = {"won": DisputeState.WON, "warning_closed": DisputeState.WON, "lost": DisputeState.LOST}


def dispute_look(*, dispute_id: str) -> Dispute | None:
    """Ask where a dispute stands and write it down; None when it is about no payment of ours. Raises GatewayAway."""
    word = gateway.dispute_look(dispute_id)
    payment_id = Payment.objects.filter(payment_intent=word.payment_intent).values_list("pk", flat=True).first()
    return _record(payment_id, word) if payment_id and word.payment_intent else None


@transaction.atomic
def _record(payment_id: int, word: DisputeWord) -> Dispute:
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    payment.order = lock_order(payment.order_id)
    state = _ENDS.get(word.status, DisputeState.OPEN)
    dispute, is_new = Dispute.objects.get_or_create(
        dispute_id=word.dispute_id,
        defaults={
            "payment": payment,
            "amount_centimes": _centimes(payment, word.amount),
            "reason": word.reason[:60],
            "gateway_status": word.status[:40],
            "opened_at": word.opened_at,
            "answer_by": word.answer_by,
        },
    )
    before = "" if is_new else dispute.state
    dispute.payment = payment
    dispute.gateway_status, dispute.answer_by, dispute.state = word.status[:40], word.answer_by, state
    dispute.closed_at = dispute.closed_at or (timezone.now() if state != DisputeState.OPEN else None)
    dispute.save()
    if before != state:
        record(who=None, what=f"dispute.{state}", about=dispute, before={"state": before}, why=word.reason[:100])
        messages.tell_dispute(dispute)
        dispute_changed.send(sender=Dispute, dispute=dispute, before=before)
    return dispute


def _centimes(payment: Payment, amount: int) -> int:
    """Of MAD, at most the payment's; what the bank takes is told in the page's currency."""
    if amount >= payment.asked_amount:
        return payment.amount_centimes
    return amount * payment.amount_centimes // payment.asked_amount
