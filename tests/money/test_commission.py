"""Which rate a sale is made under."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.audit.models import Entry as Audit
from marketplace.money.commission import Terms, commission_centimes, terms_now
from marketplace.money.models import CommissionRule, LineTerms
from marketplace.money.services.commission import BegunAlready, commission_rule_add, commission_rule_withdraw
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


# --- what a member is told before she sells -------------------------------------------------------------------------


def test_what_she_is_told_is_what_the_next_sale_freezes():
    """Fails when the page and the sale ask different rules."""
    food = make_category("food")
    product = make_product(price="45.50")
    product.categories.add(food)
    make_rule(1000)
    assert terms_now(product).receives(Decimal("45.50")) == Decimal("40.95")
    make_rule(1500, category=food)
    assert terms_now(product).bps == 1500 == rate_of(product)
    make_rule(0, cooperative=product.cooperative)
    assert terms_now(product) == Terms(0)
    assert rate_of(product) == 0


def test_a_new_cooperative_is_told_until_when_it_pays_nothing(settings):
    make_rule(1000)
    now = timezone.now()
    product = make_product(cooperative=make_cooperative(admitted_at=now))
    last = timezone.localdate(now) + timedelta(days=settings.COMMISSION_FREE_DAYS - 1)
    assert terms_now(product) == Terms(0, last)
    make_rule(500, cooperative=product.cooperative)
    assert terms_now(product) == Terms(500)


def test_a_rule_begins_today_or_later_and_one_that_has_begun_stays():
    today = timezone.localdate()
    with pytest.raises(BegunAlready):
        commission_rule_add(rate_bps=1000, starts_on=today - timedelta(days=1), by=None)
    begun = commission_rule_add(rate_bps=1000, starts_on=today, by=None)
    planned = commission_rule_add(rate_bps=1500, starts_on=today + timedelta(days=1), by=None)
    with pytest.raises(BegunAlready):
        commission_rule_withdraw(rule_id=begun.pk, by=None)
    for _ in range(2):
        commission_rule_withdraw(rule_id=planned.pk, by=None)
    assert list(CommissionRule.objects.all()) == [begun]
    assert list(Audit.objects.values_list("what", flat=True)) == [
        "commission.withdrawn",
        "commission.added",
        "commission.added",
    ]
