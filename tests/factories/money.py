from datetime import date
from decimal import Decimal

from django.utils import timezone

from marketplace.money.choices import AccountKind
from marketplace.money.models import CommissionRule
from marketplace.money.payment_choices import PaymentState
from marketplace.money.services.sale import sale_post
from marketplace.shop.delivery.models import CarrierRate
from marketplace.shop.order.models import CooperativeOrder, Order

from .catalogue import make_product
from .cooperatives import make_cooperative
from .delivery import make_carrier
from .orders import make_order


def make_rule(rate_bps: int = 1000, **fields) -> CommissionRule:
    return CommissionRule.objects.create(rate_bps=rate_bps, **{"starts_on": date(2026, 1, 1), **fields})


def make_two_bands() -> None:
    """20.00 for a light parcel, 30.00 for a heavy one."""
    carrier = make_carrier(price="20.00", up_to_g=5_000)
    first = CarrierRate.objects.get(carrier=carrier)
    CarrierRate.objects.create(
        carrier=carrier, zone_id=first.zone_id, over_g=5_000, up_to_g=30_000, price=Decimal("30.00"), days_min=1,
        days_max=3,
    )  # fmt: skip


def make_purchase(*, units: int = 1, rate_bps: int = 1000, **order) -> tuple[Order, CooperativeOrder, CooperativeOrder]:
    """The purchase of the acceptance cases: A goods 100.00, delivery 20.00; B goods 200.00, delivery 30.00; 10 %.

    units: into how many units each one's goods are divided.
    """
    make_rule(rate_bps)
    make_two_bands()
    a, b = make_cooperative(), make_cooperative()
    wanted = [
        (make_product(cooperative=a, price=str(Decimal(100) / units), weight_g=500), units),
        (make_product(cooperative=b, price=str(Decimal(200) / units), weight_g=9_000 // units), units),
    ]
    order = make_order(*wanted, **order)
    return order, *order.parts.select_related("order", "cooperative").order_by("position")


def make_paid(order: Order, paid_into: AccountKind = AccountKind.GATEWAY) -> Order:
    """The money of an order is there."""
    payment = getattr(order, "payment", None)
    if payment is not None:
        payment.state, payment.paid_at = PaymentState.PAID, timezone.now()
        payment.save()
    sale_post(order=order, paid_into=paid_into)
    return order
