"""Case 21: a member counts her shelf while orders arrive: no order and no count is lost.

Fails without: the row's lock in stock_recount, and the comparison of what she saw with what there is.
"""

from functools import partial

import pytest

from marketplace.shop.order.models import Order
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import StaleStock, stock_recount
from tests.concurrency.crowd import all_at_once
from tests.factories import make_basket, make_carrier, make_order, make_product

pytestmark = pytest.mark.django_db(transaction=True)

STOCK, SHOPPERS, FOUND, COUNTS = 30, 6, 5, 4


def count(record_id: int) -> int:
    """She finds five more, four times; each time her page shows a number first, and again when it is old."""
    again = 0
    for _ in range(COUNTS):
        while True:
            seen = StockRecord.objects.get(pk=record_id).available
            try:
                stock_recount(record_id=record_id, seen=seen, wanted=seen + FOUND)
            except StaleStock:
                again += 1
            else:
                break
    return again


def test_nothing_is_lost_while_orders_arrive():
    make_carrier()
    product = make_product(stock=STOCK)
    record = product.stockrecords.get()
    baskets = [make_basket((product, 2)) for _ in range(SHOPPERS)]
    results = all_at_once([partial(make_order, basket=basket) for basket in baskets] + [partial(count, record.pk)])
    assert sum(isinstance(result, Order) for result in results) == SHOPPERS, results
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (STOCK + COUNTS * FOUND, 2 * SHOPPERS)


def test_a_number_that_is_old_is_refused_whatever_it_would_have_done():
    make_carrier()
    product = make_product(stock=STOCK)
    record = product.stockrecords.get()
    make_order((product, 4))
    with pytest.raises(StaleStock) as stale:
        stock_recount(record_id=record.pk, seen=STOCK, wanted=1)
    assert stale.value.available == STOCK - 4
    stock_recount(record_id=record.pk, seen=STOCK - 4, wanted=0)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (4, 4), "never below what is promised"
