"""What a parcel costs, and what cannot go."""

from decimal import Decimal

import pytest

from marketplace.shop.delivery.load import carriers_load
from marketplace.shop.delivery.models import Carrier, CarrierRate
from marketplace.shop.delivery.quote import Goods, Refusal, billed_weight_g, quote_parcel, rates_for
from tests.factories import make_carrier, make_city

pytestmark = pytest.mark.django_db


def quote(*goods: Goods, zone: str = "marrakech-safi", same_province: bool = False, cash: str = "0"):
    return quote_parcel(
        goods, zone_code=zone, same_province=same_province, rates=rates_for(zone_code=zone), cash=Decimal(cash)
    )


def box(weight_g: int = 1000, volume_cm3: int = 0, quantity: int = 1, **more) -> Goods:
    return Goods(weight_g=weight_g, volume_cm3=volume_cm3, quantity=quantity, **more)


def test_a_rolled_carpet_is_charged_by_its_volume():
    carpet = box(18_000, 200 * 30 * 30)
    assert billed_weight_g([carpet], 3000) == 60_000
    assert billed_weight_g([carpet], 5000) == 36_000
    assert billed_weight_g([box(70_000, 200 * 30 * 30)], 3000) == 70_000


def test_every_started_kilogram_over_the_included_ones_costs_more():
    make_carrier(price="25.00", up_to_g=60_000, rate={"included_g": 10_000, "per_extra_kg": Decimal("3.00")})
    assert quote(box(10_000)).price == Decimal("25.00")
    assert quote(box(10_001)).price == Decimal("28.00")
    assert quote(box(12_000)).price == Decimal("31.00")


def test_light_parcels_go_by_the_carrier_that_may_take_them():
    make_carrier("amana", price="25.00", up_to_g=1000)
    make_carrier("courier", price="20.00", rate={"over_g": 1000})
    assert quote(box(200)).carrier_name == "Amana"
    assert quote(box(1000)).carrier_name == "Amana"
    assert quote(box(1001)).carrier_name == "Courier"


def test_the_cheapest_carrier_is_taken():
    make_carrier("dear", price="40.00")
    make_carrier("cheap", price="30.00")
    assert quote(box()).carrier_name == "Cheap"


def test_a_rate_inside_the_province_is_for_parcels_that_stay_there():
    make_carrier("far", price="30.00")
    make_carrier("near", price="20.00", rate={"same_province": True})
    assert quote(box(), same_province=True).price == Decimal("20.00")
    assert quote(box(), same_province=False).price == Decimal("30.00")


@pytest.mark.parametrize(
    ("goods", "reason"),
    [
        (box(only_zones=("south",)), Refusal.ZONE),
        (box(chilled=True), Refusal.CHILLED),
        (box(max_transit_days=2), Refusal.TOO_FAR),
        (box(40_000), Refusal.TOO_HEAVY),
    ],
)
def test_what_cannot_go_says_why(goods, reason):
    make_carrier(takes_chilled=False)
    assert quote(goods) is reason


def test_no_carrier_in_the_zone():
    assert quote(box()) is Refusal.ZONE


def test_the_cash_limit_counts_goods_and_charge():
    make_carrier(price="25.00", cash_limit=Decimal("10000"))
    assert quote(box(), cash="9975.00").takes_cash
    assert not quote(box(), cash="9975.01").takes_cash


def test_a_carrier_that_may_collect_so_much_goes_before_a_cheaper_one():
    make_carrier("cheap", price="30.00", cash_limit=Decimal("1000"))
    make_carrier("dear", price="40.00", cash_limit=Decimal("2000"))
    assert quote(box(), cash="970.00").carrier_name == "Cheap"
    assert quote(box(), cash="971.00").carrier_name == "Dear"
    assert quote(box(), cash="5000.00").carrier_name == "Cheap"


def test_a_carrier_that_stopped_quotes_nothing():
    make_carrier(is_active=False)
    assert quote(box()) is Refusal.ZONE


def test_loading_carriers_again_leaves_the_offices_prices():
    for zone in ("marrakech-safi", "cities", "elsewhere", "south"):
        make_city(f"town-{zone}", zone=zone)
    assert carriers_load() == 3
    CarrierRate.objects.filter(carrier__code="amana").update(price=Decimal("99.00"))
    assert carriers_load() == 0
    assert not CarrierRate.objects.filter(carrier__code="amana").exclude(price=Decimal("99.00")).exists()
    assert Carrier.objects.count() == 3
