"""Ten shoppers and the last use of a code; and the same without the lock, to prove that the race is real."""

from decimal import Decimal
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest

from marketplace.shop.order.models import Order
from marketplace.shop.order.services import place
from marketplace.shop.order.services.place import TotalRose
from marketplace.shop.voucher.models import Use
from marketplace.shop.voucher.services import voucher_put
from tests.factories import make_basket, make_carrier, make_city, make_order, make_product, make_voucher

from .crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

SHOPPERS = 8


def race() -> list[object]:
    """Baskets with the same single-use code, ordered at once by different people who agreed to the lower total."""
    make_carrier()
    make_voucher(most_uses=1, value=Decimal(10))
    product = make_product(stock=100, price="42.00")
    jobs = []
    for number in range(SHOPPERS):
        basket = make_basket((product, 1))
        voucher_put(basket=basket, code="SOUK10")
        agreed = Decimal(32) + place.basket_contents(basket, city=make_city()).delivery_total
        who = {"email": f"s{number}@example.com", "phone": f"+21261234560{number}"}
        jobs.append(partial(make_order, basket=basket, agreed_total=agreed, **who))
    return all_at_once(jobs)


def test_the_last_use_of_a_code_goes_to_one_order_and_the_others_are_asked_again():
    results = race()
    assert len([one for one in results if isinstance(one, Order)]) == 1 == Order.objects.count()
    assert len([one for one in results if isinstance(one, TotalRose)]) == SHOPPERS - 1
    assert Use.objects.count() == 1


def test_without_the_lock_the_same_race_uses_it_twice(monkeypatch):
    """The guard is vouchers_lock, before the basket is read."""
    meet = Barrier(SHOPPERS)
    write = place.voucher_uses_write

    def late(**values):
        # Everybody has read "one use left" before anybody writes: the moment that the lock closes.
        try:
            meet.wait(timeout=20)
        except BrokenBarrierError:
            raise AssertionError("the shoppers did not meet") from None
        write(**values)

    monkeypatch.setattr(place, "vouchers_lock", lambda basket: None)
    monkeypatch.setattr(place, "voucher_uses_write", late)
    results = race()
    assert len([one for one in results if isinstance(one, Order)]) == SHOPPERS
    assert Use.objects.count() == SHOPPERS > 1
