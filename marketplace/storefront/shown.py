"""Names of the versions that a page of one cooperative hangs on (marketplace/pagecache), from its address alone."""

from __future__ import annotations

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.pagecache.versions import MARKET, of_cooperative


def on_product_page(pk: int) -> tuple[str, ...]:
    """Everything of its cooperative, to which a listing belongs for good; nothing for one that there is not."""
    return _of(Product.objects.filter(pk=pk).values_list("cooperative_id", flat=True).first())


def on_storefront(slug: str) -> tuple[str, ...]:
    """The same for a storefront."""
    return _of(Cooperative.objects.filter(slug=slug).values_list("pk", flat=True).first())


def _of(cooperative_id: int | None) -> tuple[str, ...]:
    return (MARKET, of_cooperative(cooperative_id)) if cooperative_id else ()
