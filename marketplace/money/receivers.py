"""What money hears from the orders below it, and from its own payments, written in the same transaction."""

from __future__ import annotations

from django.dispatch import receiver

from cooperatives.models import Cooperative
from cooperatives.services.life import StillAtWork
from cooperatives.signals import cooperative_closing
from marketplace.shop.order.models import CooperativeOrder, Line, Order, Parcel
from marketplace.shop.order.signals import order_placed, parcel_came_back, parcels_delivered, units_cancelled

from .choices import AccountKind
from .commission import terms_freeze
from .messages import tell_transfer_awaited
from .models import Claim, Payment
from .services.back import refund_came_back, refund_cancelled
from .services.pay import payment_open
from .services.sale import cash_sale_post, fee_post, sale_post
from .signals import fee_known, order_paid


@receiver(order_placed, dispatch_uid="money_terms")
def freeze(order: Order, lines: list[Line], **kwargs) -> None:
    """Every line keeps the commission of the day of its sale."""
    terms_freeze(order, lines)


@receiver(order_placed, dispatch_uid="money_payment")
def payment_opens(order: Order, **kwargs) -> None:
    """An order that is not paid in cash never stands without the row that waits for its money."""
    payment = payment_open(order)
    if payment is not None and not payment.is_card:
        tell_transfer_awaited(payment)


@receiver(order_paid, dispatch_uid="money_sale")
def take_payment(order: Order, payment: Payment, **kwargs) -> None:
    """The money is at the gateway, or on the office's bank account."""
    sale_post(order=order, paid_into=AccountKind.GATEWAY if payment.is_card else AccountKind.BANK)


@receiver(fee_known, dispatch_uid="money_fee")
def bear_fee(payment: Payment, **kwargs) -> None:
    """What the gateway keeps of a payment is the market's cost, never a cooperative's."""
    fee_post(payment=payment)


@receiver(parcels_delivered, dispatch_uid="money_cash")
def take_cash(part: CooperativeOrder, parcels: list[Parcel], **kwargs) -> None:
    """Cash is collected with each parcel."""
    if not part.order.is_cash:
        return
    for parcel in parcels:
        parcel.part = part
        cash_sale_post(parcel=parcel)


@receiver(units_cancelled, dispatch_uid="money_gives_back")
def give_back(part: CooperativeOrder, units: list[tuple[Line, int]], everything: bool, **kwargs) -> None:
    """What was paid and will not come goes back at once."""
    refund_cancelled(part=part, units=units, everything=everything)


@receiver(parcel_came_back, dispatch_uid="money_of_a_parcel_that_came_back")
def give_back_returned(part: CooperativeOrder, units: list[tuple[Line, int]], everything: bool, **kwargs) -> None:
    """What was paid and came back goes back too; cash was never taken for it."""
    refund_came_back(part=part, units=units, everything=everything)


@receiver(cooperative_closing, dispatch_uid="money_claims_keep_open")
def claims_keep_open(cooperative: Cooperative, **kwargs) -> None:
    """Members of a closed cooperative have no pages: first every claim has its answer. Raises StillAtWork."""
    if waiting := Claim.objects.of(cooperative).living().count():
        raise StillAtWork(waiting)
