"""Beginning to pay: the payment's row with the order's, the payment page, and the way back from it to the basket."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from oscar.apps.basket.models import Basket

from marketplace.centimes import centimes
from marketplace.money.deadlines import transfer_deadline
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.money.gateways.words import GatewayRefused
from marketplace.money.models import Payment
from marketplace.money.page_lines import asked_amount, page_lines
from marketplace.money.payment_choices import PaymentState
from marketplace.money.services.settle import payment_settle
from marketplace.shop.order.choices import PaymentMethod, ReleaseReason
from marketplace.shop.order.models import Order
from marketplace.shop.order.tracking import tracking_secret

# How long goods are held for a payment page: Stripe's least is 30 minutes from when it is made.
PAGE_MINUTES = 31
# First question about a page that nobody reported on; then twice as long each time, and at its end.
FIRST_LOOK = timedelta(minutes=2)


class NothingToPay(Exception):
    """The payment does not wait any more. state: PaymentState."""

    def __init__(self, state: str):
        self.state = state
        super().__init__(state)


def page_end(now: datetime) -> datetime:
    """When a payment page made now ends, to the second."""
    return (now + timedelta(minutes=PAGE_MINUTES)).replace(microsecond=0)


def payment_open(order: Order) -> Payment | None:
    """The row that waits for an order's money, in the transaction that places it; None for cash."""
    if order.is_cash:
        return None
    now, total = timezone.now(), centimes(order.total_incl_tax)
    is_card = order.payment_method == PaymentMethod.CARD
    return Payment.objects.create(
        order=order,
        method=order.payment_method,
        amount_centimes=total,
        currency=settings.STRIPE_CURRENCY if is_card else "mad",
        asked_amount=asked_amount(total) if is_card else total,
        expires_at=page_end(now) if is_card else transfer_deadline(now),
        next_look_at=now + FIRST_LOOK,
    )


def payment_page(*, payment_id: int) -> str:
    """The address of the payment page, made if it is not there yet. Never inside a transaction.

    Raises NothingToPay, GatewayAway (try again), GatewayRefused.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    if not payment.is_waiting or not payment.is_card:
        raise NothingToPay(payment.state)
    if payment.session_id:
        word = gateway.page_look(payment.session_id)
        if not word.is_open:
            settled = payment_settle(payment_id=payment_id)
            raise NothingToPay(settled.state)
        return word.url
    try:
        return _page_make(payment)
    except GatewayRefused:
        # None was made under this number, and with its end so near none can be: a new number, a new end.
        return _page_make(_next_attempt(payment))


def page_find(payment: Payment) -> str:
    """The id of a page whose answer was lost: the same question under the same key has the same answer.

    Empty when there is none. Raises GatewayAway.
    """
    if not payment.session_id:
        try:
            _page_make(payment)
        except GatewayRefused:
            return ""
    return payment.session_id or ""


def _page_make(payment: Payment) -> str:
    order = payment.order
    page = gateway.page_open(
        key=f"session-{order.number}-{payment.attempt}",
        lines=page_lines(order, asked=payment.asked_amount),
        currency=payment.currency,
        number=order.number,
        payment_id=payment.pk,
        language=order.language,
        email=order.guest_email,
        expires_at=payment.expires_at,
        success_url=_address(order, "storefront:paid"),
        cancel_url=_address(order, "storefront:pay"),
    )
    payment.session_id = page.session_id
    Payment.objects.filter(pk=payment.pk, attempt=payment.attempt).update(session_id=page.session_id)
    return page.url


def _address(order: Order, name: str) -> str:
    with translation.override(order.language):
        return settings.SITE_URL + reverse(name, args=[order.number, tracking_secret(order)])


@transaction.atomic
def _next_attempt(payment: Payment) -> Payment:
    """Raises NothingToPay when it was settled meanwhile."""
    locked = Payment.objects.select_for_update().get(pk=payment.pk)
    if not locked.is_waiting:
        raise NothingToPay(locked.state)
    if locked.attempt == payment.attempt and not locked.session_id:
        locked.attempt += 1
        locked.expires_at = page_end(timezone.now())
        locked.save(update_fields=["attempt", "expires_at"])
    locked.order = payment.order
    return locked


def payment_change(*, payment_id: int, into: Basket) -> Payment:
    """Back to the basket: end the payment page, and when Stripe says that it ended, put the goods back.

    Returns the payment as it is then: paid after all, when the shopper was quicker. Raises GatewayAway.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    if payment.is_waiting and payment.is_card and (session := page_find(payment)):
        gateway.page_close(session)
    return payment_settle(payment_id=payment_id, into=into, reason=ReleaseReason.CHANGED)


def is_over(payment: Payment, *, now: datetime | None = None) -> bool:
    """Past its time, whatever was decided about it."""
    return payment.state == PaymentState.WAITING and payment.expires_at <= (now or timezone.now())
