"""Placing an order: what is written, what is refused, and that a basket becomes one order only."""

from decimal import Decimal

import pytest
from django.utils import translation
from oscar.apps.basket.models import Basket

from cooperatives.models import Cooperative
from marketplace.outbox.models import Message
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.place import BasketBlocked, BasketEmpty, TotalRose
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import SoldOut
from tests.factories import (
    make_basket,
    make_carrier,
    make_city,
    make_cooperative,
    make_member,
    make_order,
    make_product,
    make_product_class,
)

pytestmark = pytest.mark.django_db


def test_one_purchase_from_two_cooperatives_is_one_order_with_two_parts():
    couscous, cheese = make_product(price="42.00"), make_product(price="38.00")
    order = make_order((couscous, 2), (cheese, 1))
    parts = list(order.parts.order_by("position"))
    assert [part.cooperative for part in parts] == [couscous.cooperative, cheese.cooperative]
    assert [part.goods_total for part in parts] == [Decimal("84.00"), Decimal("38.00")]
    assert [part.delivery_charge for part in parts] == [Decimal("25.00"), Decimal("25.00")]
    assert [part.cash_due for part in parts] == [Decimal("109.00"), Decimal("63.00")]
    assert order.total_incl_tax == Decimal("172.00") == sum(part.cash_due for part in parts)
    assert order.shipping_incl_tax == Decimal("50.00")
    assert order.status == "new"
    assert order.basket.status == Basket.SUBMITTED


def test_lines_keep_title_price_and_size_when_everything_changes():
    product = make_product("Couscous d’orge", price="42.00")
    order = make_order((product, 1), language="ar")
    product.title_fr = "Autre chose"
    product.save()
    StockRecord.objects.filter(product=product).update(price=99)
    Cooperative.objects.filter(pk=product.cooperative_id).update(name_fr="Autre", status="closed")
    line = order.lines.get()
    assert line.titles["fr"] == "Couscous d’orge"
    assert line.title == product.title_ar
    assert line.unit_price_incl_tax == Decimal("42.00")
    assert order.parts.get().cooperative_name != "Autre"


def test_stock_is_promised_and_not_yet_gone():
    product = make_product(stock=5)
    make_order((product, 3))
    record = StockRecord.objects.get(product=product)
    assert (record.num_in_stock, record.num_allocated) == (5, 3)


def test_the_second_placement_of_a_basket_returns_the_same_order():
    basket = make_basket((make_product(stock=5), 1))
    first = make_order(basket=basket)
    assert make_order(basket=basket) == first
    assert Order.objects.count() == 1
    assert StockRecord.objects.get().num_allocated == 1


def test_more_than_there_is_places_nothing():
    product = make_product(stock=2)
    basket = make_basket((product, 2))
    StockRecord.objects.filter(product=product).update(num_allocated=1)
    with pytest.raises(BasketBlocked):
        make_order(basket=basket)
    assert not Order.objects.exists()
    assert not Message.objects.exists()


def test_stock_that_goes_between_reading_and_reserving_places_nothing(monkeypatch):
    from marketplace.shop.order.services import place

    product = make_product(stock=1)
    basket = make_basket((product, 1))
    reserve = place.stock_reserve

    def somebody_is_quicker(quantities):
        StockRecord.objects.filter(product=product).update(num_allocated=1)
        reserve(quantities)

    monkeypatch.setattr(place, "stock_reserve", somebody_is_quicker)
    with pytest.raises(SoldOut):
        make_order(basket=basket)
    assert not Order.objects.exists()


def test_a_rise_asks_again_and_a_fall_is_simply_charged():
    product = make_product(price="100.00")
    basket = make_basket((product, 1))
    StockRecord.objects.filter(product=product).update(price=Decimal("120.00"))
    with pytest.raises(TotalRose):
        make_order(basket=basket, agreed_total=Decimal("125.00"))
    StockRecord.objects.filter(product=product).update(price=Decimal("90.00"))
    order = make_order(basket=basket, agreed_total=Decimal("125.00"))
    assert order.parts.get().goods_total == Decimal("90.00")


def test_goods_of_a_suspended_cooperative_are_not_bought():
    product = make_product()
    basket = make_basket((product, 1))
    Cooperative.objects.filter(pk=product.cooperative_id).update(status="suspended")
    with pytest.raises(BasketBlocked) as refused:
        make_order(basket=basket)
    assert refused.value.contents.lines[0].problem == "not_selling"


def test_what_cannot_be_delivered_blocks_and_pick_up_frees_it():
    make_carrier(takes_chilled=False)
    cheese = make_product_class("cheese", temperature="chilled", perishable=True)
    cooperative = make_cooperative(offers_pickup=True)
    product = make_product(cooperative=cooperative, product_class=cheese)
    basket = make_basket((product, 1))
    with pytest.raises(BasketBlocked):
        make_order(basket=basket)
    order = make_order(basket=basket, methods={cooperative.pk: "pickup"})
    part = order.parts.get()
    assert (part.delivery_method, part.delivery_charge, part.cash_due) == ("pickup", 0, Decimal("42.00"))


def test_goods_without_a_parcel_need_no_town_and_cost_no_delivery():
    workshop = make_product(product_class=make_product_class("tourism", requires_shipping=False), net_unit="piece")
    part = make_order((workshop, 1)).parts.get()
    assert (part.delivery_method, part.delivery_charge) == ("none", 0)


def test_an_empty_basket_is_no_order():
    basket = Basket.objects.create()
    with pytest.raises(BasketEmpty):
        make_order(basket=basket)


def test_shopper_and_members_are_told_each_in_their_language():
    product = make_product()
    member = make_member(product.cooperative)
    member.language = "fr"
    member.save()
    make_order((product, 1), language="ar", email="shopper@example.com")
    told = {(message.address, message.kind, message.language) for message in Message.objects.all()}
    assert told == {
        ("shopper@example.com", "order_confirmed", "ar"),
        (member.email, "order_received", "fr"),
    }


def test_a_member_reads_the_town_in_her_language():
    product = make_product()
    member = make_member(product.cooperative)
    member.language = "fr"
    member.save()
    with translation.override("ar"):
        order = make_order((product, 1), language="ar")
    assert order.shipping_address.town_name == "مدينة marrakech"
    assert Message.objects.get(kind="order_received").payload["city"] == "Marrakech"


def test_a_size_is_never_torn_from_its_line():
    line = make_order((make_product("Miel"), 1)).lines.get()
    line.net_label = {"fr": "4 × 500 g"}
    assert line.title_in("fr") == "Miel\N{NO-BREAK SPACE}· 4\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}g"


def test_a_cooperative_without_members_is_told_through_the_delegation(settings):
    make_order((make_product(), 1))
    assert Message.objects.get(kind="order_unheard").address == settings.DELEGATION_EMAIL


def test_cash_over_the_carriers_limit_blocks_cash_and_nothing_else():
    make_carrier(cash_limit=Decimal(100))
    rug, city = make_product(price="90.00"), make_city()
    with pytest.raises(BasketBlocked):
        make_order((rug, 1), city=city)
    assert make_order((rug, 1), city=city, payment_method="card").parts.get().delivery_charge == Decimal("25.00")


def test_order_numbers_are_random_and_unambiguous():
    numbers = {make_order().number for _ in range(5)}
    assert len(numbers) == 5
    assert all(len(number) == 8 and not set(number) & set("0O1IL") for number in numbers)
