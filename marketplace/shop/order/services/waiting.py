"""An order that waits for its payment: confirmed when the money is there, released when it will not come.

What is asked of an order that does not wait raises NotWaiting and changes nothing; who is first wins, by the order's
lock. Nothing here knows how it is paid (marketplace/money does).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from oscar.apps.basket.models import Basket

from cooperatives.locks import selling_held
from marketplace.audit.models import record
from marketplace.shop.order.choices import OrderStatus, PartStatus, ReleaseReason
from marketplace.shop.order.locks import lock_order
from marketplace.shop.order.messages import tell_order_placed
from marketplace.shop.order.models import CooperativeOrder, Line, Order
from marketplace.shop.order.services.again import Again, order_again
from marketplace.shop.order.services.fulfil import by_stock
from marketplace.shop.order.services.status import order_status_refresh
from marketplace.shop.order.signals import order_confirmed, order_released
from marketplace.shop.partner.stock import SoldOut, stock_release, stock_reserve
from marketplace.shop.voucher.services import (
    VoucherSpent,
    voucher_uses_release,
    voucher_uses_take_back,
    vouchers_return,
)


class NotWaiting(Exception):
    """The order does not wait for a payment (any more). status: where it is."""

    def __init__(self, status: str):
        self.status = status
        super().__init__(status)


class CannotRevive(Exception):
    """What a released order held is somebody else's by now."""


@dataclass(frozen=True)
class Released:
    """order: the one that ended. again: what came back into a basket, None when none was asked for."""

    order: Order
    again: Again | None = None


def _waiting(order_id: int) -> Order:
    order = lock_order(order_id)
    if order.status != OrderStatus.AWAITING:
        raise NotWaiting(order.status)
    return order


@transaction.atomic
def order_confirm(*, order: Order) -> Order:
    """It is paid: the cooperatives see it from now on, and everybody is told. Raises NotWaiting."""
    order = _waiting(order.pk)
    now = timezone.now()
    for part in order.parts.select_related("cooperative"):
        part.status, part.confirmed_at = PartStatus.NEW, now
        # The hours for accepting begin when there is something to accept.
        part.accept_by = now + timedelta(hours=part.cooperative.accept_hours)
        part.save(update_fields=["status", "confirmed_at", "accept_by"])
    order_status_refresh(order)
    record(who=None, what="order.confirmed", about=order, after={"paid_by": order.payment_method})
    tell_order_placed(order)
    order_confirmed.send(sender=Order, order=order)
    return order


@transaction.atomic
def order_release(*, order: Order, reason: str = ReleaseReason.UNPAID, into: Basket | None = None) -> Released:
    """It will not be paid: goods and codes are free again. Raises NotWaiting.

    into: an open basket of the same shopper (saved if it is new) that gets the goods and codes back.
    """
    into = _held(into)  # before the stock, as order_place does: an order of that very basket may be under way
    order = _waiting(order.pk)
    if into is not None:
        vouchers_return(order=order, into=into)
    lines = list(Line.objects.filter(order=order).order_by("pk"))
    units = [(line, line.open_quantity) for line in lines if line.open_quantity]
    Line.objects.filter(order=order).update(quantity_cancelled=F("quantity") - F("quantity_shipped"))
    CooperativeOrder.objects.filter(order=order).update(
        status=PartStatus.CANCELLED, reason=reason, ended_at=timezone.now()
    )
    stock_release(by_stock(units))
    voucher_uses_release(order=order, cooperative_ids=set(), everything=True)
    order_status_refresh(order)
    record(who=None, what="order.released", about=order, why=reason)
    order_released.send(sender=Order, order=order, reason=reason)
    if into is None:
        return Released(order)
    return Released(order, order_again(order=order, basket=into, language=order.language))


def _held(basket: Basket | None) -> Basket | None:
    """The basket, locked; None when there is none, or it became an order meanwhile."""
    if basket is not None and basket.pk is None:
        basket.save()
    elif basket is not None and Basket.objects.select_for_update().get(pk=basket.pk).status != Basket.OPEN:
        return None
    return basket


@transaction.atomic
def order_revive(*, order: Order) -> Order:
    """The money came although the order was released: hold its goods and codes again, so that it can be confirmed.

    Raises NotWaiting for an order that was not released; CannotRevive (and changes nothing) when something of it is
    gone: goods, a code's last use, or a cooperative that sells no longer.
    """
    order = lock_order(order.pk)
    parts = list(order.parts.all())
    reasons = {part.reason for part in parts}
    if order.status != OrderStatus.CANCELLED or not reasons <= set(ReleaseReason.values):
        raise NotWaiting(order.status)
    try:
        voucher_uses_take_back(order=order)
        _hold_again(order, parts)
    except (SoldOut, VoucherSpent) as error:
        raise CannotRevive(str(error)) from error
    CooperativeOrder.objects.filter(order=order).update(status=PartStatus.AWAITING, reason="", ended_at=None)
    order_status_refresh(order)
    record(who=None, what="order.revived", about=order)
    return order


def _hold_again(order: Order, parts: list[CooperativeOrder]) -> None:
    """Its sellers, its lines, its stock, in the order in which placing it would take them."""
    sellers = {part.cooperative_id for part in parts}
    if selling_held(sellers) != sellers:
        raise CannotRevive("a cooperative sells no longer")
    lines = list(Line.objects.filter(order=order))
    if any(line.stockrecord_id is None for line in lines):
        raise CannotRevive("a product is gone")
    Line.objects.filter(order=order).update(quantity_cancelled=0)
    stock_reserve(by_stock((line, line.quantity) for line in lines))
