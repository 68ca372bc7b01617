"""The status of an order, written in this one function from its parts."""

from __future__ import annotations

from marketplace.shop.order.choices import OrderStatus, PartStatus
from marketplace.shop.order.models import CooperativeOrder, Order

_ENDED = {PartStatus.DECLINED, PartStatus.CANCELLED, PartStatus.RETURNED}


def status_of(parts: list[CooperativeOrder]) -> OrderStatus:
    """What the shopper is told of the whole, from the parts' statuses; where nothing was kept, one counts no more."""
    alive = [part.status for part in parts if part.status not in _ENDED]
    if not alive:
        came_back = any(part.status == PartStatus.RETURNED for part in parts)
        return OrderStatus.RETURNED if came_back else OrderStatus.CANCELLED
    if all(status == PartStatus.DELIVERED for status in alive):
        return OrderStatus.DELIVERED
    if all(status == PartStatus.AWAITING for status in alive):
        return OrderStatus.AWAITING
    gone = [status in (PartStatus.SHIPPED, PartStatus.DELIVERED) for status in alive]
    if all(gone):
        return OrderStatus.SHIPPED
    if any(gone) or any(part.shipped_at for part in parts):
        return OrderStatus.PARTLY_SHIPPED
    if all(status == PartStatus.NEW for status in alive) and len(alive) == len(parts):
        return OrderStatus.NEW
    return OrderStatus.IN_PROGRESS


def order_status_refresh(order: Order) -> None:
    """Write the status that follows from the parts. The caller holds the order's lock (locks.py)."""
    status = status_of(list(CooperativeOrder.objects.filter(order=order)))
    if order.status != status:
        order.status = status
        order.save(update_fields=["status"])
