"""Locks of an order, always taken in this order: the purchase, the part, then stock rows by primary key."""

from __future__ import annotations

from .models import CooperativeOrder, Order


def lock_order(order_id: int) -> Order:
    """The purchase, locked to the end of the transaction."""
    return Order.objects.select_for_update().get(pk=order_id)


def lock_part(part_id: int) -> CooperativeOrder:
    """The part with its order, both locked: two cooperatives' moves cannot write an old status over a new one."""
    order_id = CooperativeOrder.objects.values_list("order_id", flat=True).get(pk=part_id)
    order = lock_order(order_id)
    part = CooperativeOrder.objects.select_for_update(of=("self",)).select_related("cooperative").get(pk=part_id)
    part.order = order
    return part
