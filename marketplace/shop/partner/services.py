"""Oscar's partner and stock record of a cooperative's product."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.audit.models import record as audit

from .models import Partner, StockRecord
from .stock import stock_recount


def partner_of(cooperative: Cooperative) -> Partner:
    """The one partner row of a cooperative, made when first needed."""
    partner, _ = Partner.objects.get_or_create(
        cooperative=cooperative, defaults={"name": cooperative.name_fr, "code": cooperative.slug}
    )
    return partner


@transaction.atomic
def offer_set(*, product: Product, price: Decimal, stock: int) -> StockRecord:
    """Price in MAD, taxes included, and first stock of a product that has none yet; later only the price."""
    record, created = StockRecord.objects.get_or_create(
        product=product,
        defaults={
            "partner": partner_of(product.cooperative),
            "partner_sku": product.listing_code,
            "price": price,
            "num_in_stock": stock,
        },
    )
    if not created and record.price != price:
        record.price = price
        record.save(update_fields=["price", "date_updated"])
    return record


@transaction.atomic
def offer_change(*, product: Product, by, price: Decimal, seen: int, wanted: int) -> StockRecord:
    """What a member sets on one page, all or nothing: the price in MAD, and how many are still for sale.

    seen: how many were for sale on her screen, 0 of a product that has no price yet; a number that she left as it was
    is no recount. Raises StaleStock.
    """
    known = StockRecord.objects.filter(product=product).first()
    before = {"price": str(known.price)} if known else {}
    offer = offer_set(product=product, price=price, stock=0)
    if wanted != seen:
        offer = stock_recount(record_id=offer.pk, seen=seen, wanted=wanted)
    if before.get("price") != str(offer.price):
        audit(who=by, what="offer.price", about=product, before=before, after={"price": str(offer.price)})
    return offer
