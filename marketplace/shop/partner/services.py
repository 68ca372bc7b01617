"""Oscar's partner and stock record of a cooperative's product."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from catalogue.models import Product
from cooperatives.models import Cooperative

from .models import Partner, StockRecord


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
