from decimal import Decimal

from oscar.apps.basket.models import Basket

from catalogue.models import Product
from marketplace.places.models import City
from marketplace.shop.basket import basket_add
from marketplace.shop.delivery.models import CarrierRate
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.cash import order_cash_confirm
from marketplace.shop.order.services.place import Customer, Destination, order_place

from .catalogue import make_product
from .delivery import make_carrier
from .places import make_city


def make_basket(*wanted: tuple[Product, int]) -> Basket:
    basket = Basket()
    for product, quantity in wanted:
        basket_add(basket=basket, product_id=product.pk, quantity=quantity)
    return basket


def make_customer(**fields) -> Customer:
    defaults = {
        "name": "Salma Idrissi",
        "email": "salma@example.com",
        "phone": "+212612345678",
        "language": "fr",
        "user": None,
    }
    return Customer(**{**defaults, **fields})


def make_order(
    *wanted: tuple[Product, int],
    city: City | None = None,
    methods: dict[int, str] | None = None,
    agreed_total: Decimal = Decimal(100_000),
    basket: Basket | None = None,
    payment_method: str = "cod",
    cash_confirmed: bool = True,
    **customer,
) -> Order:
    """An order placed through the real service; without products, one couscous of a new cooperative.

    cash_confirmed: the shopper has said that she still wants it, so that it can be sent.
    """
    if not CarrierRate.objects.exists():
        make_carrier()
    basket = basket or make_basket(*(wanted or ((make_product(), 1),)))
    order = order_place(
        basket_id=basket.pk,
        customer=make_customer(**customer),
        destination=Destination(city=city or make_city(), street="12, rue du Marché", landmark="près de la mosquée"),
        methods=methods or {},
        agreed_total=agreed_total,
        terms_version="2026-11",
        payment_method=payment_method,
    )
    if cash_confirmed:
        order_cash_confirm(order=order)
    return order


def make_part(product: Product | None = None, quantity: int = 1, **order) -> CooperativeOrder:
    """The only part of an order of one product."""
    return make_order((product or make_product(), quantity), **order).parts.get()
