"""A payment that its bank takes back: recorded as the gateway tells it, and what the delegation says of it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.money import dispute_messages, messages
from marketplace.money.disputing import Key, Thing, meant_by, things_of
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.money.gateways.words import DisputeWord
from marketplace.money.models import Dispute, DisputedItem, Payment
from marketplace.money.payment_choices import DisputeState
from marketplace.money.services.dispute_book import dispute_book, dispute_fee_post
from marketplace.money.services.settle import in_centimes
from marketplace.money.signals import dispute_changed
from marketplace.shop.order.locks import lock_order

# Stripe's words: a warning was closed without the money being taken.
_ENDS = {"won": DisputeState.WON, "warning_closed": DisputeState.WON, "lost": DisputeState.LOST}


def dispute_look(*, dispute_id: str) -> Dispute | None:
    """Ask where a dispute stands and write it down; None when it is about no payment of ours. Raises GatewayAway."""
    word = gateway.dispute_look(dispute_id)
    payment_id = Payment.objects.filter(payment_intent=word.payment_intent).values_list("pk", flat=True).first()
    return dispute_heard(payment_id=payment_id, word=word) if payment_id and word.payment_intent else None


class DisputeOver(Exception):
    """It was won: there is nothing to decide."""


class DisputeTooLittle(Exception):
    """What was ticked is less than what the bank takes. ticked, asked: centimes."""

    def __init__(self, ticked: int, asked: int):
        self.ticked, self.asked = ticked, asked
        super().__init__(f"{ticked} of {asked}")


@transaction.atomic
def dispute_heard(*, payment_id: int, word: DisputeWord) -> Dispute:
    """Write down what the gateway says, its fees and its end in the book. Again changes nothing."""
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    payment.order = lock_order(payment.order_id)
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
    if is_new:
        _name(dispute, meant_by(things_of(payment.order), dispute.amount_centimes))
    _note(dispute, payment, word)
    for fee_id, fee in word.fees:
        dispute_fee_post(dispute=dispute, fee_id=fee_id, centimes=in_centimes(payment, fee))
    dispute_book(dispute=dispute, order=payment.order)
    if before != dispute.state:
        _tell(dispute, before, word.reason)
    return dispute


def _note(dispute: Dispute, payment: Payment, word: DisputeWord) -> None:
    dispute.payment, dispute.state = payment, _ENDS.get(word.status, DisputeState.OPEN)
    dispute.gateway_status, dispute.answer_by = word.status[:40], word.answer_by
    is_open = dispute.state == DisputeState.OPEN
    dispute.closed_at = None if is_open else dispute.closed_at or timezone.now()
    dispute.save()


def _tell(dispute: Dispute, before: str, reason: str) -> None:
    record(who=None, what=f"dispute.{dispute.state}", about=dispute, before={"state": before}, why=reason[:100])
    messages.tell_dispute(dispute)
    dispute_messages.tell_parts(dispute, dispute.payment.order)
    dispute_changed.send(sender=Dispute, dispute=dispute, before=before)


@transaction.atomic
def dispute_decide(*, dispute_id: int, by, about: Collection[Key], liable: str) -> Dispute:
    """The delegation says which things it is about, and who bears it if it is lost (Liable); as often as it likes.

    about: keys of the order's things (disputing.Thing). What is in the book of a lost one is written anew.
    Raises DisputeOver; DisputeTooLittle when they do not come to what the bank takes.
    """
    order = lock_order(Dispute.objects.values_list("payment__order", flat=True).get(pk=dispute_id))
    dispute = Dispute.objects.select_for_update(of=("self",)).select_related("payment__order").get(pk=dispute_id)
    if dispute.state == DisputeState.WON:
        raise DisputeOver
    things = things_of(order, but=dispute)
    named = [thing for thing in things if thing.key in about]
    ticked, all_of_it = (sum(thing.paid for thing in some) for some in (named, things))
    if not named or ticked < min(dispute.amount_centimes, all_of_it):
        raise DisputeTooLittle(ticked, min(dispute.amount_centimes, all_of_it))
    before = _said(dispute)
    dispute.liable = liable
    dispute.save(update_fields=["liable"])
    dispute.items.all().delete()
    _name(dispute, named)
    after = _said(dispute)
    record(who=by, what="dispute.decided", about=dispute, before=before, after=after)
    dispute_book(dispute=dispute, order=order, anew=after != before)
    dispute_messages.tell_parts(dispute, order)
    return dispute


def _name(dispute: Dispute, things: Collection[Thing]) -> None:
    DisputedItem.objects.bulk_create(
        [DisputedItem(dispute=dispute, part=thing.part, line=thing.line) for thing in things]
    )


def _said(dispute: Dispute) -> dict:
    return {"liable": dispute.liable, "about": [str(item) for item in dispute.items.all()]}


def _centimes(payment: Payment, amount: int) -> int:
    """Of MAD, at most the payment's; what the bank takes is told in the page's currency."""
    if amount >= payment.asked_amount:
        return payment.amount_centimes
    return amount * payment.amount_centimes // payment.asked_amount
