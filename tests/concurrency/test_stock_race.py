"""Twenty shoppers, five units; and the same without the guard, to prove that the race is real."""

from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.db.models import F

from marketplace.shop.order.models import Order
from marketplace.shop.order.services import place
from marketplace.shop.order.services.place import BasketBlocked
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import SoldOut
from tests.factories import make_basket, make_carrier, make_order, make_product

from .crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

SHOPPERS, UNITS = 20, 5


def race() -> list[object]:
    """Twenty baskets with one of the same five units each, ordered at once."""
    make_carrier()
    product = make_product(stock=UNITS)
    baskets = [make_basket((product, 1)) for _ in range(SHOPPERS)]
    return all_at_once([partial(make_order, basket=basket) for basket in baskets])


def test_twenty_shoppers_and_five_units_make_five_orders():
    results = race()
    orders = [result for result in results if isinstance(result, Order)]
    refused = [result for result in results if isinstance(result, SoldOut | BasketBlocked)]
    record = StockRecord.objects.get()
    assert len(orders) == UNITS == Order.objects.count()
    assert len(refused) == SHOPPERS - UNITS
    assert (record.num_in_stock, record.num_allocated) == (UNITS, UNITS)


def test_without_the_guard_the_same_race_oversells(monkeypatch):
    """The guard is stock_reserve's lock and check, with the table's constraint behind it: both are taken away."""
    meet = Barrier(SHOPPERS)

    def unguarded(quantities):
        # Everybody has read "5 left" before anybody writes: the moment that the guard closes.
        try:
            meet.wait(timeout=20)
        except BrokenBarrierError:
            raise AssertionError("the shoppers did not meet") from None
        for pk, units in quantities.items():
            StockRecord.objects.filter(pk=pk).update(num_allocated=F("num_allocated") + units)

    monkeypatch.setattr(place, "stock_reserve", unguarded)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partner_stockrecord DROP CONSTRAINT allocated_within_stock")
    try:
        race()
        assert StockRecord.objects.get().num_allocated > UNITS
    finally:
        StockRecord.objects.update(num_allocated=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE partner_stockrecord ADD CONSTRAINT allocated_within_stock "
                "CHECK (num_allocated <= num_in_stock)"
            )


def test_the_database_itself_refuses_to_oversell():
    from django.db import IntegrityError

    product = make_product(stock=1)
    with pytest.raises(IntegrityError, match="allocated_within_stock"):
        StockRecord.objects.filter(product=product).update(num_allocated=2)


def test_baskets_in_opposite_orders_never_deadlock():
    make_carrier()
    first, second = make_product(stock=1000), make_product(stock=1000)
    for _ in range(10):
        baskets = [make_basket((first, 1), (second, 1)), make_basket((second, 1), (first, 1))] * 1
        results = all_at_once([partial(make_order, basket=basket) for basket in baskets])
        assert all(isinstance(result, Order) for result in results), results
    assert sorted(StockRecord.objects.values_list("num_allocated", flat=True)) == [20, 20]


def test_ten_clicks_at_once_on_one_basket_are_one_order():
    make_carrier()
    basket = make_basket((make_product(stock=UNITS), 1))
    results = all_at_once([partial(make_order, basket=basket)] * 10)
    assert {result.pk for result in results} == {Order.objects.get().pk}
    assert StockRecord.objects.get().num_allocated == 1


def test_without_the_baskets_lock_the_same_clicks_do_not_end_in_one_order_for_all(monkeypatch):
    """Guard taken away: the basket row's lock. The unique constraint then answers clicks with errors."""
    from oscar.apps.basket.models import Basket

    monkeypatch.setattr(type(Basket.objects.all()), "select_for_update", lambda self, *args, **kwargs: self)
    make_carrier()
    basket = make_basket((make_product(stock=50), 1))
    results = all_at_once([partial(make_order, basket=basket)] * 10)
    assert any(not isinstance(result, Order) for result in results)
