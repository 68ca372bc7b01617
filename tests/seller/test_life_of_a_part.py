"""A member takes a part through its life with the buttons of the pages."""

from decimal import Decimal

import pytest
from django.utils import translation

from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder, Parcel
from marketplace.shop.partner.models import StockRecord
from tests.factories import make_carrier, make_part, make_product, make_product_class

from .conftest import Seller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def stock() -> tuple[int, int]:
    record = StockRecord.objects.get()
    return record.num_in_stock, record.num_allocated


def parcel_data(part: CooperativeOrder, **changes) -> dict:
    """The form for sending as it stands when it is opened."""
    units = {f"units_{line.pk}": line.open_quantity for line in part.lines.all()}
    return {"carrier": part.carrier_id, "tracking_number": "AB123456MA", "parcels_seen": 0, **units, **changes}


def packed(seller: Seller, quantity: int = 2, **product) -> CooperativeOrder:
    part = make_part(make_product(cooperative=seller.cooperative, stock=5, price="40.00", **product), quantity)
    seller.press("accept", part)
    seller.press("pack", part)
    return part


def test_accept_pack_send_deliver(seller: Seller):
    part = make_part(make_product(cooperative=seller.cooperative, stock=5), 2)
    assert seller.url("accept", part) in seller.see("order", part)
    seller.press("accept", part)
    assert part.status == "accepted"
    seller.press("pack", part)
    assert seller.url("send", part) in seller.see("order", part)
    assert f'value="{part.carrier_id}"' in seller.see("send", part)
    assert "The shopper has been told" in seller.press("send", part, **parcel_data(part)).content.decode()
    assert part.status == "shipped"
    assert stock() == (3, 0)
    page = seller.press("deliver", part).content.decode()
    assert part.status == "delivered"
    assert "AB123456MA" in page
    kinds = Message.objects.filter(address="salma@example.com").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["order_confirmed", "parcel_sent", "parcel_delivered"]


def test_send_one_of_two_then_cancel_one_leaves_nothing_allocated(seller: Seller):
    part = packed(seller)
    line = part.lines.get()
    page = seller.press("send", part, **parcel_data(part, **{f"units_{line.pk}": 1})).content.decode()
    assert part.status == "packed"
    assert "Still to send:" in page
    assert seller.url("decline", part) not in page
    assert seller.url("cancel-rest", part) in page
    seller.press("cancel-rest", part, reason="sold_out")
    assert part.status == "shipped"
    assert stock() == (4, 0)
    assert part.cash_due == Decimal("65.00")
    assert Parcel.objects.get().shipped_at == part.shipped_at


def test_a_double_click_on_one_of_two_sends_one(seller: Seller):
    part = packed(seller)
    data = parcel_data(part, **{f"units_{part.lines.get().pk}": 1})
    seller.press("send", part, **data)
    assert "Nothing was changed" in seller.press("send", part, **data).content.decode()
    assert Parcel.objects.count() == 1
    assert stock() == (4, 1)


def test_decline_asks_first_then_gives_the_stock_back_and_tells_the_shopper(seller: Seller):
    part = make_part(make_product(cooperative=seller.cooperative, stock=5), 2)
    assert "This cannot be undone." in seller.see("decline", part)
    assert stock() == (5, 2)
    seller.press("decline", part, reason="closed", words="Moussem")
    assert (part.status, part.reason, part.reason_words) == ("declined", "closed", "Moussem")
    assert stock() == (5, 0)
    assert "Moussem" in Message.objects.get(kind="part_declined").payload["reason"]
    assert seller.see("order", part)


def test_another_reason_asks_for_words_beside_the_field(seller: Seller):
    part = make_part(make_product(cooperative=seller.cooperative))
    page = seller.press("decline", part, reason="other").content.decode()
    assert "Tell the shopper in a few words why." in page
    assert 'value="other" ' in page
    assert part.status == "new"


def test_a_carrier_needs_a_number_and_nothing_typed_is_lost(seller: Seller):
    part = packed(seller)
    line = part.lines.get()
    data = parcel_data(part, tracking_number="", **{f"units_{line.pk}": 1})
    page = seller.press("send", part, **data).content.decode()
    assert "follows the parcel with it" in page
    assert f'name="units_{line.pk}" value="1"' in page
    assert part.status == "packed"


def test_own_delivery_needs_no_number_and_goes_under_the_cooperatives_name(seller: Seller):
    part = packed(seller)
    seller.press("send", part, **parcel_data(part, carrier="own", tracking_number=""))
    assert part.status == "shipped"
    assert Parcel.objects.get().carrier_name == part.cooperative_name


def test_another_carrier_brings_its_own_tracking_page(seller: Seller):
    part = packed(seller)
    other = make_carrier("froid", price="90.00", tracking_url="https://carrier.example/{number}")
    seller.press("send", part, **parcel_data(part, carrier=other.pk, tracking_number="A 1/2"))
    assert Parcel.objects.get().tracking_url == "https://carrier.example/A%201%2F2"


@pytest.mark.parametrize("units", ["0", "3", "-1", "", "two"])
def test_impossible_numbers_are_refused_beside_the_stepper(seller: Seller, units: str):
    part = packed(seller)
    data = parcel_data(part, **{f"units_{part.lines.get().pk}": units})
    page = seller.press("send", part, **data).content.decode()
    assert "field-error" in page
    assert '<details class="panel units-panel" open>' in page
    assert stock() == (5, 2)


@pytest.mark.parametrize("name", ["accept", "pack", "deliver"])
def test_a_second_click_is_answered_kindly(seller: Seller, name: str):
    part = make_part(make_product(cooperative=seller.cooperative, stock=5), 2)
    for move in ("accept", "pack", "send", "deliver"):
        seller.press(move, part, **(parcel_data(part) if move == "send" else {}))
        if move == name:
            break
    before = part.status
    assert "Nothing was changed" in seller.press(name, part).content.decode()
    assert part.status == before


@pytest.mark.parametrize("name", ["send", "decline", "cancel-rest"])
def test_a_form_that_comes_too_late_leads_back_to_the_order(seller: Seller, name: str):
    part = make_part(make_product(cooperative=seller.cooperative))
    seller.press("decline", part, reason="closed")
    assert seller.client.get(seller.url(name, part)).url == seller.url("order", part)
    assert "Nothing was changed" in seller.press(name, part, reason="closed").content.decode()


def test_goods_that_are_fetched_are_ready_and_then_handed_over(seller: Seller):
    product = make_product(cooperative=seller.cooperative, stock=5)
    part = make_part(product, 2, methods={seller.cooperative.pk: "pickup"})
    seller.press("accept", part)
    page = seller.see("order", part)
    assert "Ready for pick-up" in page
    assert "rue du Marché" not in page
    seller.press("pack", part)
    assert "Nothing was changed" in seller.press("send", part, **parcel_data(part, carrier="own")).content.decode()
    seller.press("deliver", part)
    assert part.status == "delivered"
    assert stock() == (3, 0)
    assert "Handed to the shopper" in seller.see("order", part)


def test_what_needs_no_parcel_is_simply_done(seller: Seller):
    kind = make_product_class("tourism", requires_shipping=False)
    part = make_part(make_product(cooperative=seller.cooperative, product_class=kind, net_unit="piece"))
    seller.press("accept", part)
    assert seller.url("deliver", part) in seller.see("order", part)
    seller.press("deliver", part)
    assert part.status == "delivered"


def test_after_signing_in_again_a_buttons_address_leads_to_the_order(seller: Seller):
    part = make_part(make_product(cooperative=seller.cooperative))
    assert seller.client.get(seller.url("accept", part)).url == seller.url("order", part)
    part.refresh_from_db()
    assert part.status == "new"
