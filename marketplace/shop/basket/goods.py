"""What the goods in baskets and orders are: read once, until something of it changes. Never what is left of them."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.pagecache.readings import LONG, Readings
from marketplace.pagecache.versions import MARKET, of_cooperative


def goods_known(ids: Iterable[int]) -> dict[int, Product]:
    """product id -> the product with its listing, class, cooperative and pictures, whatever their state. For looking
    only: other pages are shown the same ones."""
    return _goods.of(set(ids), _read)


def is_on_sale(product: Product) -> bool:
    """Whether it, or a size of it, can be bought as long as there are any: it is live, and its cooperative sells."""
    return product.is_live and product.cooperative.status == Cooperative.Status.ADMITTED


def _read(ids: list[int]) -> dict[int, Product]:
    rows = Product.objects.select_related(
        "cooperative__province", "cooperative__city", "product_class", "parent__product_class"
    )
    return rows.prefetch_related("images", "parent__images").in_bulk(ids)


# Some 10 kB each.
_goods: Readings[int, Product] = Readings(
    most=1000, lasts=LONG, hangs_on=lambda product: (MARKET, of_cooperative(product.cooperative_id))
)
