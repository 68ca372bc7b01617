"""A member and the shopper who pays at the door: called or not, and what she can do about it."""

import pytest

from tests.factories import make_part, make_product

from .conftest import Seller
from .test_life_of_a_part import parcel_data

pytestmark = pytest.mark.django_db


def unsaid(seller: Seller):
    return make_part(make_product(cooperative=seller.cooperative), cash_confirmed=False)


def test_ticked_while_accepting_it_can_be_sent(seller: Seller):
    part = unsaid(seller)
    assert 'name="cash_confirmed"' in seller.see("order", part)
    seller.press("accept", part, cash_confirmed="on")
    assert part.cash_confirmed_at
    assert "Confirmed: it is still wanted" in seller.see("order", part)


def test_unticked_the_page_asks_for_the_call_and_sending_leads_there(seller: Seller):
    part = unsaid(seller)
    seller.press("accept", part)
    seller.press("pack", part)
    assert part.cash_confirmed_at is None
    page = seller.see("order", part)
    assert "Not confirmed yet" in page and seller.url("send", part) not in page
    answer = seller.client.get(seller.url("send", part), follow=True).content.decode()
    assert "Call the shopper first" in answer
    answer = seller.press("send", part, **parcel_data(part))
    assert "Call the shopper first" in answer.content.decode() and part.status == "packed"
    seller.press("confirm-cash", part)
    assert part.cash_confirmed_at
    assert seller.url("send", part) in seller.see("order", part)
    seller.press("send", part, **parcel_data(part))
    assert part.status == "shipped"


def test_a_paid_order_shows_no_cash(seller: Seller):
    from marketplace.shop.order.services.waiting import order_confirm
    from tests.factories import make_order

    order = make_order((make_product(cooperative=seller.cooperative), 1), payment_method="card")
    part = order.parts.get()
    assert seller.client.get(seller.url("order", part)).status_code == 404  # not paid: not there
    order_confirm(order=order)
    page = seller.see("order", part)
    assert "Paid: no cash to collect" in page and "Not confirmed yet" not in page
    assert "Paid: no cash to collect" in seller.see("slip", part)
