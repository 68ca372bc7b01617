"""What happens to orders, written in the book in the same transaction."""

from __future__ import annotations

from django.dispatch import receiver

from marketplace.shop.order.models import CooperativeOrder, Order, Parcel
from marketplace.shop.order.signals import order_placed, parcels_delivered

from .commission import terms_freeze
from .services.sale import cash_sale_post


@receiver(order_placed, dispatch_uid="money_terms")
def freeze(order: Order, **kwargs) -> None:
    """Every line keeps the commission of the day of its sale."""
    terms_freeze(order)


@receiver(parcels_delivered, dispatch_uid="money_cash")
def take_cash(part: CooperativeOrder, parcels: list[Parcel], **kwargs) -> None:
    """Cash is collected with each parcel."""
    if not part.order.is_cash:
        return
    for parcel in parcels:
        parcel.part = part
        cash_sale_post(parcel=parcel)
