"""A sale in the book: who has what of it."""

import pytest
from django.db import connection

from marketplace.centimes import centimes
from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.models import Posting
from marketplace.money.services.sale import cash_sale_post
from marketplace.money.shares import balance_of, lines_of, market_balance, paid_for, shares_of
from marketplace.shop.order.services.fulfil import part_accept, part_cancel_rest, part_ship
from marketplace.shop.voucher.services import voucher_put
from tests.factories import (
    make_cooperative,
    make_order,
    make_paid,
    make_product,
    make_purchase,
    make_rule,
    make_user,
    make_voucher,
)
from tests.factories.orders import make_basket

pytestmark = pytest.mark.django_db


def test_a_purchase_by_card_is_shared():
    order, a, b = make_purchase(payment_method="card")
    make_paid(order)
    assert balance_of(a.cooperative) == 11_000
    assert balance_of(b.cooperative) == 21_000
    assert market_balance(AccountKind.PLATFORM) == 3_000
    assert market_balance(AccountKind.GATEWAY) == -35_000
    shares = shares_of(order)
    assert shares.cooperatives == {a.cooperative_id: 11_000, b.cooperative_id: 21_000}
    assert (shares.market, shares.taken) == (3_000, 35_000)
    assert paid_for(a) == 12_000
    assert not list(faults())


def test_it_is_written_once():
    order, *_ = make_purchase()
    make_paid(order)
    make_paid(order)
    assert Posting.objects.count() == 2


def test_a_transfer_is_in_the_bank():
    order, *_ = make_purchase()
    make_paid(order, AccountKind.BANK)
    assert market_balance(AccountKind.BANK) == -35_000


def test_case_3_the_markets_voucher_is_paid_by_the_market():
    """Three cooperatives at 33.33, 33.33 and 33.34 and 10.00 off: each is paid as if there were none."""
    make_rule(0)
    prices = ("33.33", "33.33", "33.34")
    basket = make_basket(*[(make_product(price=price, weight_g=100), 1) for price in prices])
    make_voucher("MARKET-10")
    voucher_put(basket=basket, code="MARKET-10")
    order = make_order(basket=basket, payment_method="card")
    make_paid(order)
    parts = list(order.parts.select_related("cooperative").order_by("position"))
    goods = [balance_of(part.cooperative) - centimes(part.delivery_charge) for part in parts]
    assert goods == [3_333, 3_333, 3_334]
    assert market_balance(AccountKind.PLATFORM) == -1_000
    funded = [lines_of(part)[part.lines.get().pk].funding for part in parts]
    assert sum(funded) == 1_000
    assert shares_of(order).taken == centimes(order.total_incl_tax)
    assert not list(faults())


def test_a_cooperatives_own_voucher_is_borne_by_it_alone():
    make_rule(1000)
    mine, other = make_cooperative(), make_cooperative()
    basket = make_basket((make_product(cooperative=mine, price="100.00"), 1), (make_product(cooperative=other), 1))
    make_voucher("OWN-10", cooperative=mine)
    voucher_put(basket=basket, code="OWN-10")
    order = make_order(basket=basket, payment_method="card")
    make_paid(order)
    part = order.parts.get(cooperative=mine)
    assert balance_of(mine) == 9_000 - 900 + centimes(part.delivery_charge)
    assert lines_of(part)[part.lines.get().pk].funding == 0


def test_cash_stays_with_the_cooperative_which_owes_the_commission():
    _order, a, _ = make_purchase()
    by = make_user()
    part_accept(part_id=a.pk, by=by)
    parcel = part_ship(part_id=a.pk, by=by)
    cash_sale_post(parcel=parcel)
    cash_sale_post(parcel=parcel)
    assert balance_of(a.cooperative) == -1_000
    assert market_balance(AccountKind.PLATFORM) == 1_000
    assert paid_for(a) == centimes(parcel.cash_due) == 12_000
    assert not list(faults())


def test_parcels_in_cash_add_up_to_the_part():
    """Seven units in three parcels with both kinds of voucher: not a centime more or less than the part's cash."""
    make_rule(1000)
    mine = make_cooperative()
    basket = make_basket((make_product(cooperative=mine, price="14.29", weight_g=100), 7))
    make_voucher("OWN-10", cooperative=mine)
    make_voucher("MARKET-10")
    for code in ("OWN-10", "MARKET-10"):
        voucher_put(basket=basket, code=code)
    part, by = make_order(basket=basket).parts.get(), make_user()
    part_accept(part_id=part.pk, by=by)
    line = part.lines.get()
    for units in (2, 1, 4):
        parcel = part_ship(part_id=part.pk, by=by, quantities={line.pk: units})
        before = paid_for(part)
        cash_sale_post(parcel=parcel)
        assert paid_for(part) - before == centimes(parcel.cash_due)
    assert paid_for(part) == centimes(part.total)
    commission = line.terms.commission_centimes
    assert balance_of(mine) == centimes(part.discount_market) - commission
    assert not list(faults())


def test_what_was_cancelled_is_not_sold_in_cash():
    _order, a, _ = make_purchase(units=2)
    by, line = make_user(), a.lines.get()
    part_accept(part_id=a.pk, by=by)
    parcel = part_ship(part_id=a.pk, by=by, quantities={line.pk: 1})
    part_cancel_rest(part_id=a.pk, by=by, reason="sold_out")
    cash_sale_post(parcel=parcel)
    assert paid_for(a) == 7_000
    assert balance_of(a.cooperative) == -500


def test_the_check_names_what_does_not_add_up():
    order, _a, _b = make_purchase()
    make_paid(order)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE money_entry DISABLE TRIGGER money_append_only")
        cursor.execute("ALTER TABLE money_entry DISABLE TRIGGER money_sums_to_zero")
        cursor.execute("UPDATE money_entry SET amount_centimes = amount_centimes - 1 WHERE kind = 'delivery'")
    assert len(list(faults())) >= 3
