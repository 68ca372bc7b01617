"""Which rate a sale is made under."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money.commission import commission_centimes
from marketplace.money.models import LineTerms
from marketplace.shop.voucher.services import voucher_put
from tests.factories import make_category, make_cooperative, make_order, make_product, make_rule, make_voucher
from tests.factories.orders import make_basket

pytestmark = pytest.mark.django_db


def rate_of(product) -> int:
    order = make_order((product, 1))
    return LineTerms.objects.get(line__order=order).rate_bps


@given(st.integers(0, 10**9), st.integers(0, 10_000))
def test_commission_is_rounded_half_up_and_never_more_than_the_goods(goods, bps):
    kept = commission_centimes(goods, bps)
    assert 0 <= kept <= goods
    assert abs(kept * 10_000 - goods * bps) <= 5_000
    assert (kept * 10_000 - goods * bps) != -5_000


def test_a_negative_amount_has_no_commission():
    with pytest.raises(ValueError):
        commission_centimes(-1, 1000)


def test_without_a_rule_the_market_keeps_nothing():
    assert rate_of(make_product()) == 0


def test_the_closest_rule_holds():
    food = make_category("food")
    honey = food.add_child(name_fr="Miel", slug="honey", code="honey")
    mine = make_cooperative()
    make_rule(1000)
    assert rate_of(make_product()) == 1000
    make_rule(800, category=food)
    in_food, in_honey = make_product(), make_product(cooperative=mine)
    in_food.categories.add(food)
    in_honey.categories.add(honey)
    assert rate_of(in_food) == 800
    assert rate_of(in_honey) == 800
    make_rule(700, category=honey)
    assert rate_of(in_honey) == 700
    make_rule(600, cooperative=mine)
    assert rate_of(in_honey) == 600
    make_rule(500, cooperative=mine, category=honey)
    assert rate_of(in_honey) == 500
    assert rate_of(make_product(cooperative=mine)) == 600


def test_a_rule_holds_in_its_time():
    today = timezone.localdate()
    make_rule(1000, starts_on=date(2020, 1, 1))
    make_rule(1500, starts_on=today + timedelta(days=1))
    make_rule(2000, starts_on=date(2021, 1, 1), ends_on=today - timedelta(days=1))
    assert rate_of(make_product()) == 1000
    make_rule(1200, starts_on=today)
    assert rate_of(make_product()) == 1200


def test_a_new_cooperative_pays_nothing_in_its_first_months(settings):
    settings.COMMISSION_FREE_DAYS = 90
    make_rule(1000)
    new = make_cooperative(admitted_at=timezone.now() - timedelta(days=89))
    older = make_cooperative(admitted_at=timezone.now() - timedelta(days=90))
    assert rate_of(make_product(cooperative=new)) == 0
    assert rate_of(make_product(cooperative=older)) == 1000
    make_rule(300, cooperative=new)
    assert rate_of(make_product(cooperative=new)) == 300


def test_it_is_taken_of_goods_after_her_own_discount_and_before_the_markets():
    make_rule(1000)
    mine = make_cooperative()
    product = make_product(cooperative=mine, price="100.00")
    basket = make_basket((product, 1))
    for code, cooperative in (("OWN-10", mine), ("MARKET-10", None)):
        make_voucher(code, cooperative=cooperative)
        voucher_put(basket=basket, code=code)
    order = make_order(basket=basket)
    line = order.lines.get()
    assert line.discount_own > 0 and line.discount_market > 0
    assert line.terms.commission_centimes == (10_000 - int(line.discount_own * 100)) // 10


def test_placing_an_order_of_ten_lines_costs_as_many_queries_as_one_of_one():
    mine = make_cooperative()

    def cost(count: int) -> int:
        basket = make_basket(*[(make_product(cooperative=mine, weight_g=100), 1) for _ in range(count)])
        with CaptureQueriesContext(connection) as queries:
            make_order(basket=basket)
        return len(queries)

    cost(1)
    assert cost(1) == cost(10)
