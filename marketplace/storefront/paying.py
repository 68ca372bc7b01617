"""What the pages around a payment show, and how they ask a worker to look without writing anything themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from marketplace import jobs
from marketplace.money.bank import BankDetails, bank_details
from marketplace.money.models import Payment
from marketplace.money.payment_choices import PaymentState
from marketplace.money.services.pay import is_over
from marketplace.shop.order.choices import ReleaseReason
from marketplace.shop.order.models import Order


class Stand(models.TextChoices):
    """Which of its faces the page shows."""

    HELD = "held"  # a card may still be used
    CHECKING = "checking"  # its time is over, or she is back from paying: the gateway is being asked
    TRANSFER = "transfer"
    ENDED = "ended"
    GIVEN_BACK = "given_back"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class PayPage:
    """until: the time in Morocco, 14:32. bank: where a transfer goes. changed: she ended it herself."""

    order: Order
    payment: Payment | None
    stand: Stand
    until: str = ""
    bank: BankDetails | None = None
    changed: bool = False


def pay_page(order: Order, *, returned: bool = False) -> PayPage:
    """returned: from the payment page, which says that it was paid; that is not believed, but looked at."""
    payment = Payment.objects.filter(order=order).first()
    stand = _stand(order, payment, returned=returned)
    if payment is None:
        return PayPage(order, None, stand)
    changed = any(part.reason == ReleaseReason.CHANGED for part in order.parts.all())
    until = f"{timezone.localtime(payment.expires_at):%H:%M}"
    return PayPage(order, payment, stand, until, bank_details() if stand == Stand.TRANSFER else None, changed)


def _stand(order: Order, payment: Payment | None, *, returned: bool) -> Stand:
    if payment is None or payment.state == PaymentState.PAID:
        return Stand.CONFIRMED
    if payment.state in (PaymentState.REFUND_DUE, PaymentState.REFUNDED):
        return Stand.GIVEN_BACK
    if payment.state == PaymentState.RELEASED or not order.is_awaiting:
        return Stand.ENDED
    if not payment.is_card:
        return Stand.TRANSFER
    return Stand.CHECKING if returned or is_over(payment) else Stand.HELD


def ask_to_look(page: PayPage) -> None:
    """A message to a worker: nothing is written here."""
    if page.payment is not None and page.payment.is_card and page.payment.is_waiting:
        jobs.nudge("money.look", page.payment.pk)


def payment_of(order: Order) -> Payment | None:
    """The row that waits for this order's money; None for cash."""
    return Payment.objects.filter(order=order).first()
