"""Vouchers: what they take off, who bears it, when they count, and what an order gives back.

The figures of cases 3, 12, 16 and 18 of the marketplace cases that this project promises to hold.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.audit.models import Entry
from marketplace.outbox.models import Message
from marketplace.outbox.rendering import email
from marketplace.shop.basket import basket_contents, baskets_merge
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.fulfil import part_accept, part_cancel_rest, part_decline, part_ship
from marketplace.shop.order.services.place import TotalRose
from marketplace.shop.voucher.choices import Refusal, VoucherKind
from marketplace.shop.voucher.models import InBasket, Use, Voucher
from marketplace.shop.voucher.reading import Who
from marketplace.shop.voucher.services import (
    CodeTaken,
    UnknownCode,
    code_read,
    voucher_end,
    voucher_put,
    voucher_take,
)
from tests.factories import (
    make_basket,
    make_carrier,
    make_city,
    make_cooperative,
    make_member,
    make_order,
    make_product,
    make_user,
    make_voucher,
)

pytestmark = pytest.mark.django_db


def basket_of(*prices: str, code: str = "SOUK10", quantity: int = 1):
    """A basket with one product of a cooperative each, and a code."""
    basket = make_basket(*((make_product(price=price), quantity) for price in prices))
    if code:
        voucher_put(basket=basket, code=code)
    return basket


def refusal_of(basket, who: Who | None = None) -> Refusal | None:
    return basket_contents(basket, **({"who": who} if who else {})).vouchers[0].refusal


def test_the_markets_voucher_is_shared_to_the_centime_and_the_cooperatives_see_full_goods():
    make_voucher()
    order = make_order(basket=basket_of("33.33", "33.33", "33.34"))
    parts = list(order.parts.order_by("position"))
    assert [part.discount_market for part in parts] == [Decimal("3.33"), Decimal("3.33"), Decimal("3.34")]
    assert [part.goods_total for part in parts] == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert all(part.discount_own == 0 for part in parts)
    delivery = sum(part.delivery_charge for part in parts)
    assert order.total_incl_tax == Decimal(90) + delivery == sum(part.cash_due for part in parts)
    use = Use.objects.get()
    assert (use.order, use.amount, use.released_at) == (order, Decimal(10), None)


def test_a_cooperatives_own_voucher_touches_its_lines_only_and_it_alone_bears_it():
    seller = make_cooperative("porteuse")
    make_voucher("NOUS20", cooperative=seller, kind=VoucherKind.PERCENT, value=Decimal(20))
    basket = make_basket((make_product(cooperative=seller, price="50.00"), 1), (make_product(price="80.00"), 1))
    voucher_put(basket=basket, code="nous 20")
    order = make_order(basket=basket)
    mine, other = order.parts.get(cooperative=seller), order.parts.exclude(cooperative=seller).get()
    assert (mine.discount_own, mine.discount_market, mine.total - mine.delivery_charge) == (10, 0, 40)
    assert (other.discount, other.cash_due) == (0, other.goods_total + other.delivery_charge)
    line = mine.lines.get()
    assert (line.line_price_incl_tax, line.line_price_before_discounts_incl_tax, line.discount_own) == (40, 50, 10)


def test_the_markets_voucher_takes_off_what_the_cooperatives_own_one_left():
    seller = make_cooperative("porteuse")
    make_voucher("NOUS50", cooperative=seller, kind=VoucherKind.PERCENT, value=Decimal(50))
    make_voucher("TOUT50", kind=VoucherKind.PERCENT, value=Decimal(50))
    basket = make_basket((make_product(cooperative=seller, price="80.00"), 1))
    for code in ("TOUT50", "NOUS50"):
        voucher_put(basket=basket, code=code)
    line = basket_contents(basket).lines[0]
    assert (line.discount_own, line.discount_market) == (40, 20)


def test_a_voucher_never_takes_off_more_than_the_goods_and_nothing_off_delivery():
    make_voucher(value=Decimal(500))
    order = make_order(basket=basket_of("42.00"))
    assert order.total_incl_tax == order.shipping_incl_tax > 0
    assert Use.objects.get().amount == 42


def test_goods_that_cannot_be_bought_neither_count_nor_get_anything():
    make_voucher(least_goods=Decimal(60))
    basket = basket_of("40.00", "40.00")
    gone = basket.lines.first().product
    gone.stockrecords.update(num_in_stock=0)
    view = basket_contents(basket)
    assert view.vouchers[0].refusal == Refusal.TOO_LITTLE
    assert view.vouchers[0].missing == 20


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"starts_at": timezone.now() + timedelta(days=1)}, Refusal.NOT_YET),
        ({"ends_at": timezone.now() - timedelta(minutes=1)}, Refusal.ENDED),
        ({"most_uses": 0}, Refusal.USED_UP),
        ({"least_goods": Decimal("42.01")}, Refusal.TOO_LITTLE),
        ({"least_goods": Decimal("42.00")}, None),
    ],
)
def test_a_code_that_does_not_count_says_why(fields, refusal):
    make_voucher(**fields)
    basket = basket_of("42.00")
    assert refusal_of(basket) == refusal
    assert basket_contents(basket).discount == (0 if refusal else 10)


def test_a_code_for_goods_of_another_cooperative_says_so():
    make_voucher(cooperative=make_cooperative("autre"))
    assert refusal_of(basket_of("42.00")) == Refusal.OTHER_GOODS


def test_one_code_of_the_market_counts():
    make_voucher("UN10")
    make_voucher("DEUX20", value=Decimal(20))
    basket = basket_of("42.00", code="UN10")
    voucher_put(basket=basket, code="DEUX20")
    view = basket_contents(basket)
    assert [one.refusal for one in view.vouchers] == [None, Refusal.ONE_ONLY]
    assert view.discount == 10


@pytest.mark.parametrize(
    "who",
    [
        Who(email="SALMA@example.com"),
        Who(phone="+212612345678"),
    ],
)
def test_once_per_customer_knows_a_guest_by_what_was_written(who):
    make_voucher()
    make_order(basket=basket_of("42.00"))
    assert refusal_of(basket_of("42.00"), who) == Refusal.USED_BY_YOU
    assert refusal_of(basket_of("42.00"), Who(email="another@example.com", phone="+212600000000")) is None


def test_once_per_customer_knows_a_user():
    make_voucher()
    user = make_user()
    make_order(basket=basket_of("42.00"), user=user, email="first@example.com", phone="+212600000001")
    assert refusal_of(basket_of("42.00"), Who(user_id=user.pk)) == Refusal.USED_BY_YOU


def test_many_times_per_customer_when_it_says_so():
    make_voucher(once_per_customer=False)
    make_order(basket=basket_of("42.00"))
    assert refusal_of(basket_of("42.00"), Who(email="salma@example.com")) is None


def test_a_code_that_ended_since_the_review_asks_again():
    voucher = make_voucher()
    make_carrier()
    basket = basket_of("42.00")
    agreed = basket_contents(basket, city=make_city()).total
    voucher_end(voucher_id=voucher.pk, by=None)
    with pytest.raises(TotalRose):
        make_order(basket=basket, agreed_total=agreed)
    assert not Order.objects.exists()


def test_a_declined_order_gives_a_single_use_code_back():
    make_voucher(most_uses=1)
    part = make_order(basket=basket_of("42.00")).parts.get()
    assert refusal_of(basket_of("42.00"), Who(email="else@example.com")) == Refusal.USED_UP
    part_decline(part_id=part.pk, by=make_user(), reason="sold_out")
    assert Use.objects.get().released_at is not None
    again = basket_of("42.00")
    assert refusal_of(again, Who(email="salma@example.com")) is None
    assert make_order(basket=again).parts.get().discount == 10


def test_one_declined_part_keeps_the_markets_use_and_changes_nobody_elses_cash():
    seller = make_cooperative("porteuse")
    make_voucher()
    make_voucher("NOUS5", cooperative=seller, value=Decimal(5))
    basket = make_basket((make_product(cooperative=seller, price="50.00"), 1), (make_product(price="50.00"), 1))
    for code in ("SOUK10", "NOUS5"):
        voucher_put(basket=basket, code=code)
    order = make_order(basket=basket)
    mine, other = order.parts.get(cooperative=seller), order.parts.exclude(cooperative=seller).get()
    assert mine.cash_due + other.cash_due == order.total_incl_tax
    before = other.cash_due
    part_decline(part_id=mine.pk, by=make_user(), reason="sold_out")
    other.refresh_from_db()
    assert other.cash_due == before
    released = dict(Use.objects.values_list("voucher__code", "released_at"))
    assert released["SOUK10"] is None
    assert released["NOUS5"] is not None
    part_decline(part_id=other.pk, by=make_user(), reason="sold_out")
    assert not Use.objects.filter(released_at=None).exists()


def test_the_cash_of_parcels_adds_up_with_a_discount_that_does_not_divide():
    make_voucher()
    part = make_order(basket=basket_of("9.99", quantity=3)).parts.get()
    line, by = part.lines.get(), make_user()
    part_accept(part_id=part.pk, by=by)
    first = part_ship(part_id=part.pk, by=by, quantities={line.pk: 1})
    second = part_ship(part_id=part.pk, by=by, quantities={line.pk: 1})
    part_cancel_rest(part_id=part.pk, by=by, reason="sold_out")
    part.refresh_from_db()
    assert first.cash_due + second.cash_due == part.cash_due
    line.refresh_from_db()
    rest = line.price_of(1, first=2)
    assert first.cash_due + second.cash_due + rest == Decimal("29.97") - 10 + part.delivery_charge


def test_the_letters_say_what_was_taken_off_and_who_pays():
    make_voucher()
    basket = basket_of("42.00")
    make_member(basket.lines.get().product.cooperative)
    make_order(basket=basket)
    for kind, said in (
        ("order_confirmed", ("Réduction", "−10,00")),
        ("order_received", ("Réduction du marché, que le marché vous paie", "−10,00")),
    ):
        message = Message.objects.get(kind=kind)
        letter = email(message)
        for word in said:
            assert word in letter.body, letter.body
            assert word in letter.alternatives[0].content


@pytest.mark.parametrize("typed", ["souk10", " SOUK 10 ", "ｓｏｕｋ１０", "SOUK١٠"])
def test_a_code_is_understood_as_people_type_it(typed):
    assert code_read(typed) == "SOUK10"


def test_codes_are_unique_and_unknown_ones_are_told():
    make_voucher()
    with pytest.raises(CodeTaken):
        make_voucher("souk10")
    with pytest.raises(UnknownCode):
        voucher_put(basket=make_basket(), code="NADA")


def test_putting_twice_is_once_and_taking_out_is_undoing():
    voucher = make_voucher()
    basket = basket_of("42.00")
    voucher_put(basket=basket, code="SOUK10")
    assert InBasket.objects.count() == 1
    voucher_take(basket=basket, voucher_id=voucher.pk)
    voucher_take(basket=basket, voucher_id=voucher.pk)
    assert basket_contents(basket).vouchers == []


def test_signing_in_takes_the_codes_along():
    make_voucher()
    guest, mine = basket_of("42.00"), make_basket((make_product(), 1))
    baskets_merge(into=mine, basket=guest)
    assert [one.voucher.code for one in basket_contents(mine).vouchers] == ["SOUK10"]


def test_ending_is_audited_once_and_an_order_keeps_what_it_got():
    voucher, by = make_voucher(), make_user()
    order = make_order(basket=basket_of("42.00"))
    for _ in range(2):
        voucher_end(voucher_id=voucher.pk, by=by)
    assert Entry.objects.filter(what="voucher.ended").count() == 1
    order.refresh_from_db()
    assert order.parts.get().discount == 10
    assert Voucher.objects.get().ends_at <= timezone.now()
