"""Case 19, and a shopper's own cancelling: the part's goods and delivery go back at once, the sibling is untouched.

Fails without: the receiver of units_cancelled (money/receivers.give_back).
"""

import pytest

from marketplace.money.check import faults
from marketplace.money.models import Refund
from marketplace.money.shares import balance_of, paid_for, shares_of
from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.fulfil import MoveNotAllowed, part_accept, part_cancel, part_decline, part_ship
from marketplace.shop.order.services.waiting import order_confirm
from tests.factories import make_member, make_order, make_paid, make_purchase, make_user

pytestmark = pytest.mark.django_db


def paid():
    order, a, b = make_purchase(payment_method="card", units=2)
    order_confirm(order=order)
    make_paid(order)
    return order, a, b


@pytest.mark.parametrize("who", ["cooperative", "shopper"])
def test_its_lines_and_delivery_go_back_and_the_sibling_stays(who):
    order, a, b = paid()
    make_member(a.cooperative)
    if who == "cooperative":
        part_decline(part_id=a.pk, by=make_user(), reason="sold_out")
    else:
        part_cancel(part_id=a.pk, by=None)
    refund = Refund.objects.get()
    assert (refund.part_id, refund.amount_centimes, refund.delivery_centimes) == (a.pk, 12_000, 2_000)
    assert refund.reason == ("declined" if who == "cooperative" else "called_off")
    assert (paid_for(a), paid_for(b), balance_of(a.cooperative)) == (0, 23_000, 0)
    assert balance_of(b.cooperative) == 21_000
    assert shares_of(order).taken == 23_000
    stock = a.lines.get().stockrecord
    stock.refresh_from_db()
    assert stock.num_allocated == 0
    assert Message.objects.filter(kind="refund_made").count() == 1
    assert CooperativeOrder.objects.get(pk=b.pk).status == "new"
    assert not list(faults())


def test_a_shopper_cancels_once_and_both_are_told():
    _order, a, _b = paid()
    make_member(a.cooperative)
    part_cancel(part_id=a.pk, by=None)
    with pytest.raises(MoveNotAllowed):
        part_cancel(part_id=a.pk, by=None)
    kinds = Message.objects.filter(kind__in=["part_called_off", "order_called_off"]).values_list("kind", flat=True)
    assert sorted(kinds) == ["order_called_off", "part_called_off"]
    assert Refund.objects.count() == 1


def test_what_was_sent_is_not_cancelled():
    _order, a, _b = paid()
    by = make_user()
    part_accept(part_id=a.pk, by=by)
    part_ship(part_id=a.pk, by=by, quantities={a.lines.get().pk: 1})
    with pytest.raises(MoveNotAllowed):
        part_cancel(part_id=a.pk, by=None)


def test_what_was_to_be_paid_in_cash_is_cancelled_without_money():
    order = make_order()
    part = order.parts.get()
    part_cancel(part_id=part.pk, by=None)
    part.refresh_from_db()
    assert (part.status, part.cash_due, Refund.objects.count()) == ("cancelled", 0, 0)
    assert Order.objects.get().status == "cancelled"
