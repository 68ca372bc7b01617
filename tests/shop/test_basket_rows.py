"""What is read of a basket by SQL of our own."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.signing import Signer
from django.utils import timezone
from oscar.apps.basket.models import Basket

from catalogue.models import Product
from marketplace.shop.basket import NotForSale, basket_add, open_basket_of_guest
from marketplace.shop.basket.rows import basket_rows
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import stock_reserve
from marketplace.shop.voucher.services import voucher_put
from tests.factories import make_basket, make_order, make_product, make_user, make_voucher

pytestmark = pytest.mark.django_db


def test_one_question_tells_lines_stock_and_codes(django_assert_num_queries):
    honey, oil = make_product(price="40.00", stock=9), make_product(price="90.00", stock=3)
    basket, other = make_basket((oil, 2), (honey, 1)), make_basket((honey, 1))
    codes = [voucher_put(basket=basket, code=make_voucher(name).code).pk for name in ("ONE", "TWO")]
    voucher_put(basket=other, code="ONE")
    with django_assert_num_queries(1):
        lines, lying = basket_rows(basket)
        told = [(line.product_id, line.quantity, line.price_incl_tax, line.stockrecord.available) for line in lines]
    assert told == [(oil.pk, 2, Decimal("90.00"), 3), (honey.pk, 1, Decimal("40.00"), 9)]
    assert sorted(lying) == codes
    for line in lines:
        assert line.stockrecord == StockRecord.objects.get(product=line.product_id)
        assert line.stockrecord.price_currency == "MAD", "what was left out is read when it is asked for"


def test_an_empty_basket_has_no_rows(django_assert_num_queries):
    basket = make_basket((make_product(stock=9), 1))
    basket.lines.all().delete()
    assert basket_rows(basket) == ([], [])


def test_a_guests_cookie_opens_a_guests_open_basket_and_no_other():
    mine, ordered = make_basket((make_product(stock=9), 1)), make_basket((make_product(stock=9), 1))
    hers = make_basket((make_product(stock=9), 1))
    Basket.objects.filter(pk=hers.pk).update(owner=make_user())
    make_order(basket=ordered)
    assert open_basket_of_guest(mine.pk) == mine
    assert open_basket_of_guest(ordered.pk) is None
    assert open_basket_of_guest(hers.pk) is None
    basket_add(basket=open_basket_of_guest(mine.pk), product_id=make_product(stock=2).pk)
    assert mine.lines.count() == 2


@pytest.mark.parametrize("told", ["forged", "ordered", "of something else"])
def test_a_cookie_that_names_no_basket_is_taken_away(client, told):
    basket = make_basket((make_product("Miel de thym", stock=9), 1))
    make_order(basket=basket)
    signed = Signer().sign("miel" if told == "of something else" else basket.pk)
    client.cookies["oscar_open_basket"] = f"{basket.pk}:forged" if told == "forged" else signed
    page = client.get("/fr/basket/")
    assert page.status_code == 200 and "Miel de thym" not in page.content.decode()
    assert client.cookies["oscar_open_basket"].value == ""


@pytest.mark.parametrize("change", [{"structure": "parent"}, {"state": "paused"}, {"is_public": False}])
def test_what_is_not_sold_as_it_stands_is_not_put_in(change):
    product = make_product(stock=9)
    Product.objects.filter(pk=product.pk).update(**change)
    with pytest.raises(NotForSale):
        basket_add(basket=Basket(), product_id=product.pk)
    assert not Basket.objects.exists()


def test_stock_that_moves_is_stamped():
    record = make_product(stock=9).stockrecords.get()
    StockRecord.objects.update(date_updated=timezone.now() - timedelta(days=3))
    stock_reserve({record.pk: 4})
    record.refresh_from_db()
    assert (record.num_allocated, record.num_in_stock) == (4, 9)
    assert timezone.now() - record.date_updated < timedelta(minutes=5)
