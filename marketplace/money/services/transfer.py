"""Bank transfers: the delegation finds the money on its account and matches it to an order; what does not come in time
ends."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.money import messages
from marketplace.money.models import Payment
from marketplace.money.payment_choices import PaymentState
from marketplace.money.services.settle import payment_is_in, payment_let_go
from marketplace.shop.order.choices import PaymentMethod
from marketplace.shop.order.locks import lock_order
from marketplace.shop.order.services.waiting import order_confirm, order_revive


class NotAwaited(Exception):
    """This transfer was matched already. state: PaymentState."""

    def __init__(self, state: str):
        self.state = state
        super().__init__(state)


@transaction.atomic
def transfer_match(*, payment_id: int, by, bank_reference: str = "") -> Payment:
    """The money is on the account: the order is confirmed as one paid by card is.

    bank_reference: the statement's own line, for the audit. One that comes after its time revives the order.
    Raises NotAwaited; CannotRevive (marketplace.shop.order.services.waiting) when its goods are gone by now: the money
    has to be sent back by hand.
    """
    order_id = Payment.objects.transfers().values_list("order_id", flat=True).get(pk=payment_id)
    order = lock_order(order_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.state not in (PaymentState.WAITING, PaymentState.RELEASED):
        raise NotAwaited(payment.state)
    if not order.is_awaiting:
        order = order_revive(order=order)
    order = order_confirm(order=order)
    payment_is_in(order=order, payment=payment)
    record(who=by, what="transfer.matched", about=payment, after={"bank": bank_reference[:100]})
    return payment


def transfers_end_due(*, limit: int = 100) -> int:
    """Let go up to `limit` orders whose transfer did not come in time; returns how many."""
    due = Payment.objects.filter(
        method=PaymentMethod.TRANSFER, state=PaymentState.WAITING, expires_at__lte=timezone.now()
    )
    ids = list(due.order_by("expires_at", "pk").values_list("pk", flat=True)[:limit])
    for payment_id in ids:
        _end(payment_id)
    return len(ids)


@transaction.atomic
def _end(payment_id: int) -> None:
    payment = payment_let_go(payment_id=payment_id)
    if payment.state == PaymentState.RELEASED:
        messages.tell_transfer_missed(payment)
