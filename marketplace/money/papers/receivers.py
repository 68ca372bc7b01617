"""What happens to an order and asks for a paper; received in the transaction of the fact."""

from __future__ import annotations

from django.dispatch import receiver

from marketplace.money.services.papers import invoice_write
from marketplace.money.services.tax import tax_freeze
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.signals import order_placed, parcels_delivered


@receiver(order_placed, dispatch_uid="money_freezes_tax")
def freeze_tax(order: Order, **kwargs) -> None:
    """The rates of this day are those of the order."""
    tax_freeze(order)


@receiver(parcels_delivered, dispatch_uid="money_writes_invoice")
def write_invoice(part: CooperativeOrder, **kwargs) -> None:
    """One invoice when the last parcel has arrived: the others were on its way to it."""
    if part.status == PartStatus.DELIVERED:
        invoice_write(part_id=part.pk)
