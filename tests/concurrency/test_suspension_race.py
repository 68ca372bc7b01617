"""An order placed while its cooperative is being suspended is refused; without the second look it slips in."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from cooperatives.services.suspend import cooperative_suspend
from marketplace.shop.order.models import Order
from marketplace.shop.order.services import place
from marketplace.shop.order.services.place import BasketBlocked
from tests.factories import make_basket, make_carrier, make_order, make_product, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def somebody_waits_for_a_lock() -> bool:
    """In this database: other workers' tests wait for locks of their own on the same server."""
    # The statistics of a transaction stand still unless they are asked for anew.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
            "WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0


def place_while_suspending() -> object:
    """The suspension is written but not committed when the order reads the basket; what the order came to."""
    make_carrier()
    product = make_product()
    basket = make_basket((product, 1))

    def order() -> object:
        try:
            return make_order(basket=basket)
        except BasketBlocked as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            cooperative_suspend(cooperative_id=product.cooperative_id, by=make_user(), reason="late")
            placing: Future = pool.submit(order)
            until = time.monotonic() + 30
            while not somebody_waits_for_a_lock():
                assert time.monotonic() < until, "the order did not wait for the suspension"
                assert not placing.done(), placing.result()
        return placing.result(timeout=30)


def test_an_order_placed_during_a_suspension_is_refused():
    result = place_while_suspending()
    assert isinstance(result, BasketBlocked)
    assert [line.problem for line in result.contents.lines] == ["not_selling"]
    assert not Order.objects.exists()


def test_without_the_second_look_it_slips_in(monkeypatch):
    monkeypatch.setattr(place, "selling_held", set)
    assert isinstance(place_while_suspending(), Order)
