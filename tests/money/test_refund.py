"""Money that goes back: bounded by what was paid, in the book at once, borne by whoever is liable."""

from decimal import Decimal

import pytest

from marketplace.audit.models import Entry as Audit
from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.models import Posting, Refund
from marketplace.money.services.refund import RefundNothing, RefundTooMuch, refund_ask
from marketplace.money.services.sale import cash_sale_post
from marketplace.money.shares import balance_of, delivery_of, lines_of, market_balance, paid_for, shares_of
from marketplace.outbox.models import Message
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from marketplace.shop.voucher.services import voucher_put
from tests.factories import (
    make_cooperative,
    make_member,
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


def ask(part, **how) -> Refund:
    return refund_ask(part_id=part.pk, by=None, **{"reason": "damaged", **how})


def paid(**how):
    order, a, b = make_purchase(payment_method="card", **how)
    make_paid(order)
    return order, a, b


def test_all_of_a_part_goes_back_to_the_centime():
    order, a, b = paid(units=3)
    refund = ask(a, units={a.lines.get().pk: 3}, delivery=Decimal(20))
    assert (refund.amount_centimes, refund.method, refund.state) == (a.total * 100, "card", "due")
    assert balance_of(a.cooperative) == paid_for(a) == delivery_of(a) == 0
    assert balance_of(b.cooperative) == shares_of(order).cooperatives[b.cooperative_id]
    assert not list(faults())


def test_units_one_by_one_are_the_whole_line():
    """Seven units, both kinds of voucher, a rate that never comes out even."""
    make_rule(1337)
    mine = make_cooperative()
    basket = make_basket((make_product(cooperative=mine, price="14.29", weight_g=100), 7))
    make_voucher("OWN-10", cooperative=mine)
    make_voucher("MARKET-10")
    for code in ("OWN-10", "MARKET-10"):
        voucher_put(basket=basket, code=code)
    order = make_order(basket=basket, payment_method="card")
    make_paid(order)
    part = order.parts.get()
    line = part.lines.get()
    for units in (2, 1, 4):
        ask(part, units={line.pk: units})
        assert not list(faults())
    left = lines_of(part)[line.pk]
    assert (left.goods, left.funding, left.commission) == (0, 0, 0)
    assert balance_of(mine) == delivery_of(part)
    assert market_balance(AccountKind.PLATFORM) == 0


def test_amounts_piece_by_piece_are_the_whole_line():
    _order, a, _b = paid(units=3, rate_bps=1337)
    while left := lines_of(a)[a.lines.get().pk].paid:
        ask(a, amount=Decimal(min(left, 3_331)) / 100)
        assert not list(faults())
    assert balance_of(a.cooperative) == delivery_of(a) == 2_000


def test_after_a_lower_price_the_last_unit_gives_back_what_is_left():
    _order, a, _b = paid(units=2)
    line = a.lines.get()
    ask(a, amount=Decimal(10))
    ask(a, units={line.pk: 1})
    assert ask(a, units={line.pk: 1}).amount_centimes == 4_000
    assert lines_of(a)[line.pk].paid == 0


def test_no_more_units_than_were_sold_come_back():
    _order, a, _b = paid(units=2)
    line = a.lines.get()
    ask(a, units={line.pk: 1})
    with pytest.raises(RefundTooMuch) as error:
        ask(a, units={line.pk: 2})
    assert error.value.left == 1
    assert Refund.objects.count() == 1


def test_an_amount_beyond_the_goods_takes_the_delivery_and_never_more():
    _order, a, _b = paid()
    for wrong in (Decimal("120.01"), Decimal(121)):
        with pytest.raises(RefundTooMuch):
            ask(a, amount=wrong)
    assert ask(a, amount=Decimal(120)).delivery_centimes == 2_000
    with pytest.raises(RefundTooMuch):
        ask(a, delivery=Decimal("0.01"))


@pytest.mark.parametrize(("liable", "kind"), [("platform", AccountKind.PLATFORM), ("carrier", AccountKind.CARRIER)])
def test_what_another_bears_leaves_the_cooperative_alone(liable, kind):
    order, a, _b = paid()
    before = balance_of(a.cooperative)
    ask(a, units={a.lines.get().pk: 1}, delivery=Decimal(20), liable=liable)
    assert balance_of(a.cooperative) == before == 11_000
    assert paid_for(a) == 0
    shares = shares_of(order)
    assert (shares.carriers if liable == "carrier" else shares.market - 3_000) == -12_000
    with pytest.raises(RefundTooMuch):  # what it was once given back for is not paid a second time
        ask(a, amount=Decimal("0.01"))
    assert not list(faults())


def test_half_borne_by_the_market_half_by_the_cooperative():
    _order, a, _b = paid(units=2)
    line = a.lines.get()
    ask(a, amount=Decimal(30), liable="platform")
    ask(a, units={line.pk: 2})
    assert paid_for(a) == 2_000
    assert balance_of(a.cooperative) == 2_000 + 3_000 - 300  # it keeps what the market gave, less the commission on it
    assert not list(faults())


def test_a_refund_never_changes_the_others_discount():
    make_rule(1000)
    basket = make_basket(*[(make_product(price=price, weight_g=100), 1) for price in ("33.33", "33.33", "33.34")])
    make_voucher("MARKET-10")
    voucher_put(basket=basket, code="MARKET-10")
    order = make_order(basket=basket, payment_method="card")
    make_paid(order)
    first, *others = order.parts.order_by("position")
    before = [lines_of(part) for part in others]
    refund = ask(first, units={first.lines.get().pk: 1})
    row = refund.lines.get()
    assert row.goods_centimes - row.funding_centimes == refund.amount_centimes == row.paid_centimes
    assert [lines_of(part) for part in others] == before
    assert not list(faults())


def test_what_was_not_paid_is_not_given_back():
    _order, a, _b = make_purchase()
    with pytest.raises(RefundNothing):
        ask(a, units={a.lines.get().pk: 1})
    with pytest.raises(RefundTooMuch):
        ask(a, amount=Decimal(1))
    assert not Posting.objects.exists()


@pytest.fixture
def delivered_in_cash():
    _order, a, _b = make_purchase(units=2)
    by = make_user()
    part_accept(part_id=a.pk, by=by)
    part_ship(part_id=a.pk, by=by, quantities={a.lines.get().pk: 1})
    part_ship(part_id=a.pk, by=by)
    part_deliver(part_id=a.pk, by=by)
    return a


def test_cash_is_given_back_by_hand(delivered_in_cash):
    """The cooperative keeps 120.00 and owes 10.00; it gives 120.00 back from its own till and owes nothing."""
    a = delivered_in_cash
    refund = ask(a, units={a.lines.get().pk: 2}, delivery=Decimal(20), method="by_hand")
    assert refund.is_done
    assert balance_of(a.cooperative) == 0
    assert paid_for(a) == 0
    assert not list(faults())


def test_cash_is_given_back_by_transfer_and_the_cooperative_owes_it(delivered_in_cash):
    a = delivered_in_cash
    refund = ask(a, units={a.lines.get().pk: 1}, rib="011450000012345678901275")
    assert (refund.method, refund.needs_rib, refund.amount_centimes) == ("bank", False, 5_000)
    assert balance_of(a.cooperative) == -1_000 - 5_000 + 500
    assert market_balance(AccountKind.BANK) == 5_000
    assert not list(faults())


def test_only_what_arrived_can_come_back_in_cash():
    _order, a, _b = make_purchase(units=2)
    by, line = make_user(), a.lines.get()
    part_accept(part_id=a.pk, by=by)
    parcel = part_ship(part_id=a.pk, by=by, quantities={line.pk: 1})
    parcel.delivered_at = parcel.shipped_at
    parcel.save()
    cash_sale_post(parcel=parcel)
    with pytest.raises(RefundTooMuch):
        ask(a, units={line.pk: 2})
    assert ask(a, units={line.pk: 1}).amount_centimes == 5_000


def test_both_sides_are_told_once():
    _order, a, _b = paid()
    make_member(a.cooperative)
    ask(a, amount=Decimal(30), words="Un pot cassé")
    letter = Message.objects.get(kind="refund_made")
    assert "30,00" in letter.payload["title"] and letter.payload["words"] == "Un pot cassé"
    assert Message.objects.filter(kind="refund_of_part").count() == 1
    assert Audit.objects.filter(what="refund.asked").count() == 1
