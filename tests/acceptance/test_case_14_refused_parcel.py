"""Cases 14 and 18: a refused parcel earns nothing, owes nothing, and what is good of it is for sale again; the other
cooperative's amount does not change.

Fails without: the filter on refused parcels in part_deliver (its cash would be posted), and stock_return.
"""

import pytest

from marketplace.money.models import Posting
from marketplace.money.shares import balance_of
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.fulfil import (
    MoveNotAllowed,
    WrongQuantity,
    part_accept,
    part_deliver,
    part_ship,
)
from marketplace.shop.order.services.returned import parcel_refuse, return_inspect
from marketplace.shop.voucher.services import voucher_put
from tests.factories import make_cooperative, make_order, make_product, make_purchase, make_user, make_voucher
from tests.factories.orders import make_basket

pytestmark = pytest.mark.django_db


def fresh(part: CooperativeOrder) -> CooperativeOrder:
    return CooperativeOrder.objects.select_related("order").get(pk=part.pk)


def sent(part, by, **quantities):
    part_accept(part_id=part.pk, by=by)
    return part_ship(part_id=part.pk, by=by)


def test_refused_it_earns_nothing_and_its_goods_are_back_after_inspection():
    _order, a, b = make_purchase(units=4)
    by = make_user()
    parcel = sent(a, by)
    stock = a.lines.get().stockrecord
    stock.refresh_from_db()
    before = stock.num_in_stock
    parcel_refuse(parcel_id=parcel.pk, by=by)
    assert (fresh(a).status, fresh(a).cash_due) == ("returned", 0)
    assert not Posting.objects.exists() and balance_of(a.cooperative) == 0
    stock.refresh_from_db()
    assert stock.num_in_stock == before  # nobody has looked at it yet
    return_inspect(parcel_id=parcel.pk, by=by, fit={a.lines.get().pk: 3})
    stock.refresh_from_db()
    assert (stock.num_in_stock, stock.num_allocated) == (before + 3, 0)
    assert fresh(b).cash_due == b.total
    for again in (lambda: parcel_refuse(parcel_id=parcel.pk, by=by),
                  lambda: return_inspect(parcel_id=parcel.pk, by=by, fit={})):  # fmt: skip
        with pytest.raises(MoveNotAllowed):
            again()


def test_no_more_comes_back_than_was_sent():
    _order, a, _b = make_purchase(units=2)
    parcel = sent(a, make_user())
    parcel_refuse(parcel_id=parcel.pk, by=None)
    with pytest.raises(WrongQuantity):
        return_inspect(parcel_id=parcel.pk, by=None, fit={a.lines.get().pk: 3})


def test_of_two_parcels_only_the_refused_one_counts():
    _order, a, _b = make_purchase(units=2)
    by, line = make_user(), a.lines.get()
    part_accept(part_id=a.pk, by=by)
    first = part_ship(part_id=a.pk, by=by, quantities={line.pk: 1})
    part_ship(part_id=a.pk, by=by)
    parcel_refuse(parcel_id=first.pk, by=by)
    assert (fresh(a).status, fresh(a).cash_due) == ("shipped", 50)
    part_deliver(part_id=a.pk, by=by)
    assert fresh(a).status == "delivered"
    assert balance_of(a.cooperative) == -500
    first.refresh_from_db()
    assert first.delivered_at is None


def test_the_last_parcel_under_way_ends_the_part():
    _order, a, _b = make_purchase(units=2)
    by, line = make_user(), a.lines.get()
    part_accept(part_id=a.pk, by=by)
    one = part_ship(part_id=a.pk, by=by, quantities={line.pk: 1})
    two = part_ship(part_id=a.pk, by=by)
    parcel_refuse(parcel_id=one.pk, by=by)
    parcel_refuse(parcel_id=two.pk, by=by)
    assert fresh(a).status == "returned"


def test_case_18_with_the_markets_voucher_the_other_parcel_costs_the_same():
    mine, other = make_cooperative(), make_cooperative()
    basket = make_basket((make_product(cooperative=mine, price="66.66"), 1), (make_product(cooperative=other), 1))
    make_voucher("MARKET-10")
    voucher_put(basket=basket, code="MARKET-10")
    order = make_order(basket=basket)
    refused, kept = order.parts.order_by("position")
    by, due = make_user(), kept.cash_due
    assert refused.cash_due + due == order.total_incl_tax
    parcel = sent(refused, by)
    kept_parcel = sent(kept, by)
    parcel_refuse(parcel_id=parcel.pk, by=by)
    part_deliver(part_id=kept.pk, by=by)
    kept_parcel.refresh_from_db()
    assert fresh(kept).cash_due == due == kept_parcel.cash_due
    assert Order.objects.get(pk=order.pk).status == "delivered"
