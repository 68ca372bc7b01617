"""What changes pages when a price or stock is written."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from catalogue.models import Product
from catalogue.shown import listing_changed, of_product

from .models import StockRecord

# From this many units down, a page says how many are left.
FEW = 3


@receiver([post_save, post_delete], sender=StockRecord)
def show_offer(instance: StockRecord, **kwargs) -> None:
    """A price, or a first stock; the moves of stock send no signal."""
    of_product(instance.product)


def stock_moved(records: Iterable[StockRecord]) -> None:
    """Stock was written (stock.py): pages change when they say something else of it than of `available_before`."""
    changed = [one.product_id for one in records if _seen(one.available_before) != _seen(one.available)]
    if changed:
        owners = Product.objects.filter(pk__in=changed).order_by().values_list("cooperative_id", flat=True)
        listing_changed(*set(owners))


def _seen(available: int) -> int:
    """What a page tells of a stock: sold out, how few, or enough."""
    return min(available, FEW + 1)
