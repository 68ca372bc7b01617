"""Invoices, written by what really writes them: an order that arrives."""

from catalogue.models import Product
from marketplace.money.models import Paper, TaxIdentity
from marketplace.money.services.paper_files import papers_make_due
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship

from .voices import make_delivered

ICE = "009999999000012"


def make_invoice(product: Product | None = None, *, ready: bool = True, **customer) -> Paper:
    """Of a delivered part; ready: its files are made too."""
    return invoice_of(make_delivered(product, **customer), ready=ready)


def invoice_of(part: CooperativeOrder, *, ready: bool = False) -> Paper:
    if ready:
        papers_make_due(limit=100)
    return Paper.objects.get(part=part, kind="invoice")


def deliver(part: CooperativeOrder) -> CooperativeOrder:
    """From "new" to the shopper's hands, in one parcel."""
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)
    part.refresh_from_db()
    return part


def make_identity(cooperative, **fields) -> TaxIdentity:
    defaults = {"ice": ICE, "fiscal_id": "40123456", "trade_tax": "45678901"}
    return TaxIdentity.objects.create(cooperative=cooperative, **{**defaults, **fields})
