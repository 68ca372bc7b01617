"""What happens to an order and asks for a paper; received in the transaction of the fact."""

from __future__ import annotations

import logging

from django.dispatch import receiver

from marketplace.money.models import Refund
from marketplace.money.papers.invoice import CreditLine, CreditTooLarge
from marketplace.money.refund_choices import Liable, RefundReason
from marketplace.money.services.papers import credit_note_write, invoice_write
from marketplace.money.services.tax import tax_freeze
from marketplace.money.signals import refund_made
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder, Line, Order
from marketplace.shop.order.signals import order_placed, parcels_delivered

logger = logging.getLogger(__name__)


@receiver(order_placed, dispatch_uid="money_freezes_tax")
def freeze_tax(order: Order, lines: list[Line], **kwargs) -> None:
    """The rates of this day are those of the order."""
    tax_freeze(order, lines)


@receiver(parcels_delivered, dispatch_uid="money_writes_invoice")
def write_invoice(part: CooperativeOrder, **kwargs) -> None:
    """One invoice when the last parcel has arrived: the others were on its way to it."""
    if part.status == PartStatus.DELIVERED:
        invoice_write(part_id=part.pk)


# What never arrived was never invoiced.
_NOT_INVOICED = (RefundReason.CAME_BACK, RefundReason.REST, RefundReason.DECLINED, RefundReason.CALLED_OFF)


@receiver(refund_made, dispatch_uid="money_writes_credit_note")
def write_credit_note(refund: Refund, **kwargs) -> None:
    """What the cooperative takes back of its invoice; what the market or a carrier bears leaves the sale as it was."""
    if refund.liable != Liable.COOPERATIVE or refund.reason in _NOT_INVOICED:
        return
    lines = [CreditLine(row.line_id, row.units, row.goods_centimes, row.funding_centimes) for row in refund.lines.all()]
    try:
        credit_note_write(
            part_id=refund.part_id,
            event_key=f"refund {refund.pk}",
            lines=lines,
            delivery=refund.delivery_centimes,
            reason=RefundReason(refund.reason).label,
        )
    except CreditTooLarge:
        # The book bounds a refund, not the paper: a parcel that is still coming back was paid and not invoiced.
        logger.exception("Refund %s has no credit note", refund.pk)
