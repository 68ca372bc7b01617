"""Buying the same once more."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from oscar.apps.basket.models import Basket

from catalogue.choices import State
from marketplace.shop.order.tracking import tracking_secret
from marketplace.shop.partner.models import StockRecord
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def again(client, order) -> str:
    """The basket's page after the button was pressed."""
    address = reverse("storefront:again", args=[order.number, tracking_secret(order)])
    return client.post(address, follow=True).content.decode()


def lines() -> dict[str, int]:
    return {line.product.title_fr: line.quantity for line in Basket.open.get().lines.all()}


def test_everything_that_can_be_had_is_in_the_basket_again(client):
    order = make_order((make_product("Quinoa", stock=9), 2), (make_product("Savon", stock=9), 1))
    page = again(client, order)
    assert lines() == {"Quinoa": 2, "Savon": 1}
    assert "3 articles" in page


def test_what_is_gone_fewer_or_dearer_is_said(client):
    gone, fewer, dearer = make_product("Quinoa"), make_product("Savon", stock=5), make_product("Miel", price="30.00")
    order = make_order((gone, 1), (fewer, 3), (dearer, 1))
    gone.state = State.PAUSED
    gone.save()
    StockRecord.objects.filter(product=dearer).update(price=Decimal("35.00"))
    page = again(client, order)
    assert lines() == {"Savon": 2, "Miel": 1}
    assert "Indisponible pour le moment" in page
    assert "Il en reste moins" in page
    assert "30,00" in page
    assert "35,00" in page


def test_a_second_time_takes_only_what_is_left(client):
    order = make_order((make_product("Quinoa", stock=7), 3))
    again(client, order)
    page = again(client, order)
    assert lines() == {"Quinoa": 4}
    assert "Il en reste moins" in page


def test_nothing_left_is_said_and_a_wrong_secret_opens_nothing(client):
    order = make_order((make_product("Quinoa", stock=1), 1))
    assert "Indisponible pour le moment" in again(client, order)
    assert client.post(reverse("storefront:again", args=[order.number, "x" * 22])).status_code == 404


def test_the_tracking_page_has_the_button(client):
    order = make_order()
    page = client.get(reverse("storefront:track", args=[order.number, tracking_secret(order)])).content.decode()
    assert "Racheter la même chose" in page
