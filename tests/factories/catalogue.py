from decimal import Decimal
from itertools import count

from catalogue.choices import State
from catalogue.models import Product, ProductClass
from cooperatives.models import Cooperative
from marketplace.shop.partner.services import offer_set

from .cooperatives import make_cooperative

_numbers = count(1)


def make_product_class(code: str = "couscous", **fields) -> ProductClass:
    defaults = {"name_fr": code.title(), "slug": code, **fields}
    return ProductClass.objects.get_or_create(code=code, defaults=defaults)[0]


def make_product(
    title: str | None = None,
    *,
    cooperative: Cooperative | None = None,
    product_class: ProductClass | None = None,
    price: str = "42.00",
    stock: int | None = 10,
    **fields,
) -> Product:
    """A live standalone listing with stock; stock None: a parent, to be given variants."""
    number = next(_numbers)
    title = title or f"Couscous {number}"
    defaults = {
        "structure": "standalone" if stock is not None else "parent",
        "listing_code": f"listing-{number}", "slug": f"listing-{number}", "state": State.LIVE,
        "title_fr": title, "title_ar": f"كسكس {number}", "title_en": f"{title} (en)",
        "net_quantity": Decimal(1000), "net_unit": "g", "weight_g": 1050,
        "length_cm": 25, "width_cm": 15, "height_cm": 8,
    }  # fmt: skip
    product = Product.objects.create(
        cooperative=cooperative or make_cooperative(),
        product_class=product_class or make_product_class(),
        **{**defaults, **fields},
    )
    if stock is not None:
        offer_set(product=product, price=Decimal(price), stock=stock)
    return product


def make_variant(parent: Product, *, size: str = "500 g", price: str = "20.00", stock: int = 10, **fields) -> Product:
    child = Product.objects.create(
        structure="child", parent=parent, cooperative=parent.cooperative, slug=parent.slug, state=State.LIVE,
        listing_code=f"{parent.listing_code}-{next(_numbers)}", size_label_fr=size, size_label_ar=size,
        size_label_en=size, net_quantity=Decimal(500), net_unit="g", weight_g=550, **fields,
    )  # fmt: skip
    offer_set(product=child, price=Decimal(price), stock=stock)
    return child
