"""An order placed while its cooperative is being suspended is refused; without the second look it slips in."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from cooperatives.services.suspend import cooperative_suspend
from marketplace.shop.order.models import Order
from marketplace.shop.order.services import place
from marketplace.shop.order.services.place import BasketBlocked
from tests.factories import make_basket, make_carrier, make_order, make_product, make_user

from .crowd import wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


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

            def still() -> None:
                assert not placing.done(), placing.result()

            wait_until_somebody_waits("the order did not wait for the suspension", still=still)
        return placing.result(timeout=30)


def test_an_order_placed_during_a_suspension_is_refused():
    result = place_while_suspending()
    assert isinstance(result, BasketBlocked)
    assert [line.problem for line in result.contents.lines] == ["not_selling"]
    assert not Order.objects.exists()


def test_without_the_second_look_it_slips_in(monkeypatch):
    monkeypatch.setattr(place, "selling_held", set)
    assert isinstance(place_while_suspending(), Order)
