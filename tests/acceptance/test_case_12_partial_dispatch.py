"""Cases 12 and 20: A ships; B ships 1 of 2 and cancels the rest: B's unit goes back, A is untouched.

Fails without: the receiver of units_cancelled (money/receivers.give_back), and without `everything` being told apart
(the delivery, which B has earned, would go back too).
"""

import pytest

from marketplace.money.check import faults
from marketplace.money.models import Refund
from marketplace.money.shares import balance_of, shares_of
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.fulfil import part_accept, part_cancel_rest, part_ship
from marketplace.shop.order.services.waiting import order_confirm
from tests.factories import make_paid, make_purchase, make_user

pytestmark = pytest.mark.django_db


def test_b_earns_what_it_shipped():
    order, a, b = make_purchase(payment_method="card", units=2)
    order_confirm(order=order)
    make_paid(order)
    by, line = make_user(), b.lines.get()
    for part in (a, b):
        part_accept(part_id=part.pk, by=by)
    part_ship(part_id=a.pk, by=by)
    part_ship(part_id=b.pk, by=by, quantities={line.pk: 1})
    assert Order.objects.get().status == "partly_shipped"
    part_cancel_rest(part_id=b.pk, by=by, reason="sold_out")
    refund = Refund.objects.get()
    assert (refund.part_id, refund.amount_centimes, refund.delivery_centimes) == (b.pk, 10_000, 0)
    assert balance_of(a.cooperative) == 11_000
    assert balance_of(b.cooperative) == 10_000 + 3_000 - 1_000
    assert shares_of(order).taken == 25_000
    stock = line.stockrecord
    stock.refresh_from_db()
    assert stock.num_allocated == 0
    assert CooperativeOrder.objects.get(pk=b.pk).status == "shipped"
    assert not list(faults())
