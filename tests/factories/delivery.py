from decimal import Decimal

from marketplace.shop.delivery.load import country_ensure
from marketplace.shop.delivery.models import Carrier, CarrierRate

from .places import make_city


def make_carrier(
    code: str = "amana",
    *,
    zone: str = "marrakech-safi",
    price: str = "25.00",
    up_to_g: int = 30_000,
    rate=None,
    **fields,
) -> Carrier:
    """A carrier with one rate to one zone. rate: columns of the rate that differ from the usual ones."""
    make_city()
    country_ensure()
    carrier, _ = Carrier.objects.get_or_create(code=code, defaults={"name": code.title(), **fields})
    columns = {"up_to_g": up_to_g, "price": Decimal(price), "days_min": 1, "days_max": 3, **(rate or {})}
    CarrierRate.objects.create(carrier=carrier, zone_id=zone, **columns)
    return carrier
