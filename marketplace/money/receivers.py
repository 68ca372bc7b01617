"""What money hears from the orders below it, in their transactions."""

from __future__ import annotations

from django.dispatch import receiver

from marketplace.shop.order.models import Order
from marketplace.shop.order.signals import order_placed

from .messages import tell_transfer_awaited
from .services.pay import payment_open


@receiver(order_placed, dispatch_uid="payment_opens")
def payment_opens(order: Order, **kwargs) -> None:
    """An order that is not paid in cash never stands without the row that waits for its money."""
    payment = payment_open(order)
    if payment is not None and not payment.is_card:
        tell_transfer_awaited(payment)
