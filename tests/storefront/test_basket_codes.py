"""Codes on the basket's page: put in, told beside the field, seen at every sum, taken out."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from marketplace.shop.order.models import Order
from marketplace.shop.voucher.models import InBasket
from tests.factories import make_carrier, make_cooperative, make_product, make_voucher

from .test_checkout import add, agree, go_to_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french():
    cache.clear()  # how often a code was tried from here
    make_carrier()
    with translation.override("fr"):
        yield


def put(client, code: str):
    return client.post(reverse("storefront:basket-code"), {"code": code})


def test_a_code_shows_on_the_basket_the_review_and_the_order(client):
    make_voucher()
    add(client, make_product(price="42.00"))
    assert put(client, "souk 10").status_code == 302
    basket = client.get(reverse("storefront:basket")).content.decode()
    assert "SOUK10" in basket
    assert "−10,00" in basket
    review = go_to_review(client)
    assert "−10,00" in review.content.decode()
    thanks = client.get(agree(client, review).url).content.decode()
    order = Order.objects.get()
    assert order.total_incl_tax == Decimal(32) + order.shipping_incl_tax
    assert "−10,00" in thanks


def test_an_unknown_code_is_told_beside_the_field_and_kept(client):
    add(client, make_product())
    response = put(client, "nada 99")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Nous ne connaissons pas ce code." in page
    assert 'value="nada 99"' in page
    assert "Couscous" in page


@pytest.mark.parametrize("code", ["", " ", "x" * 500, "'; DROP TABLE--", "٪", "\x00"])
def test_senseless_codes_are_told(client, code):
    add(client, make_product())
    assert put(client, code).status_code == 422


def test_a_code_that_does_not_count_stays_and_says_why(client):
    make_voucher(least_goods=Decimal(100))
    add(client, make_product(price="42.00"))
    put(client, "SOUK10")
    page = client.get(reverse("storefront:basket")).content.decode()
    assert "n’atteignent pas le minimum" in page
    assert "58,00" in page
    assert "−10,00" not in page


def test_a_code_is_taken_out(client):
    voucher = make_voucher()
    add(client, make_product())
    put(client, "SOUK10")
    client.post(reverse("storefront:basket-code-remove", args=[voucher.pk]))
    assert "SOUK10" not in client.get(reverse("storefront:basket")).content.decode()


def test_nobody_takes_a_code_out_of_another_basket(client, django_user_model):
    voucher = make_voucher()
    add(client, make_product())
    put(client, "SOUK10")
    type(client)().post(reverse("storefront:basket-code-remove", args=[voucher.pk]))
    assert InBasket.objects.count() == 1


def test_guessing_codes_is_slowed_down(client):
    add(client, make_product())
    answers = [put(client, f"guess{number}") for number in range(11)]
    assert "Trop de codes" not in answers[9].content.decode()
    assert answers[10].status_code == 422
    assert "Trop de codes" in answers[10].content.decode()


def test_the_cooperatives_name_stands_beside_its_code(client):
    seller = make_cooperative("porteuse", name_fr="Coopérative Porteuse")
    make_voucher("NOUS5", cooperative=seller)
    add(client, make_product(cooperative=seller))
    put(client, "NOUS5")
    assert client.get(reverse("storefront:basket")).content.decode().count("Coopérative Porteuse") >= 2


def test_the_review_says_when_the_code_was_used_by_this_customer_before(client):
    make_voucher()
    product = make_product(price="42.00", stock=9)
    for expected in (Decimal(32), Decimal(42)):
        add(client, product)
        put(client, "SOUK10")
        review = go_to_review(client)
        assert ("Vous avez déjà utilisé ce code" in review.content.decode()) == (expected == 42)
        agree(client, review)
        order = Order.objects.order_by("-pk").first()
        assert order.total_incl_tax - order.shipping_incl_tax == expected
