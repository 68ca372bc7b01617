"""An order that waits for its payment: who sees it, what it holds, how it is confirmed, released and revived."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from oscar.apps.basket.models import Basket

from cooperatives.models import Cooperative
from cooperatives.services.life import StillAtWork
from cooperatives.signals import cooperative_closing
from marketplace.mydata.registry import parts as mydata_parts
from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import MoveNotAllowed, part_accept, part_decline, part_deliver, part_ship
from marketplace.shop.order.services.waiting import (
    CannotRevive,
    NotWaiting,
    order_confirm,
    order_release,
    order_revive,
)
from marketplace.shop.order.signals import (
    order_confirmed,
    order_placed,
    order_released,
    parcels_delivered,
    units_cancelled,
)
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.voices.services.conversation import is_open
from marketplace.shop.voucher.models import Use
from marketplace.shop.voucher.services import voucher_put
from tests.factories import make_basket, make_member, make_order, make_product, make_user, make_voucher

pytestmark = pytest.mark.django_db


def stock() -> tuple[int, int]:
    record = StockRecord.objects.get()
    return record.num_in_stock, record.num_allocated


@pytest.fixture
def heard():
    """(name, what was sent) of every signal, in order."""
    told, receivers = [], []
    names = {
        "placed": order_placed, "confirmed": order_confirmed, "released": order_released,
        "delivered": parcels_delivered, "cancelled": units_cancelled,
    }  # fmt: skip
    for name, signal in names.items():

        def receive(signal, sender, name=name, **sent):
            told.append((name, sent))

        signal.connect(receive)
        receivers.append((signal, receive))
    yield told
    for signal, receive in receivers:
        signal.disconnect(receive)


def test_a_card_order_holds_its_goods_and_tells_nobody():
    product = make_product(stock=5)
    make_member(product.cooperative)
    order = make_order((product, 2), payment_method="card")
    part = order.parts.get()
    assert (order.status, part.status, part.cash_due, part.confirmed_at) == ("awaiting", "awaiting", 0, None)
    assert stock() == (5, 2)
    assert not Message.objects.exists()
    assert not CooperativeOrder.objects.of(product.cooperative).exists()
    assert not is_open(part)


def test_a_cash_order_is_seen_at_once(heard):
    part = make_order().parts.get()
    assert part.confirmed_at == part.placed_at
    assert CooperativeOrder.objects.of(part.cooperative).get() == part
    assert [name for name, _ in heard] == ["placed", "confirmed"]


def test_nothing_can_be_done_about_a_part_that_is_not_paid():
    part = make_order(payment_method="transfer").parts.get()
    for move in (part_accept, part_ship, part_deliver):
        with pytest.raises(MoveNotAllowed):
            move(part_id=part.pk, by=None)
    with pytest.raises(MoveNotAllowed):
        part_decline(part_id=part.pk, by=None, reason="closed")


def test_paid_the_cooperative_sees_it_and_its_hours_begin(heard):
    product = make_product(stock=5)
    make_member(product.cooperative)
    order = make_order((product, 2), payment_method="card")
    with time_machine.travel(timezone.now() + timedelta(hours=50), tick=False):
        order_confirm(order=order)
        part = CooperativeOrder.objects.of(product.cooperative).get()
        assert part.confirmed_at == timezone.now()
        assert part.accept_by == timezone.now() + timedelta(hours=product.cooperative.accept_hours)
        assert not CooperativeOrder.objects.late().exists()
    order.refresh_from_db()
    assert (order.status, part.status, part.cash_due) == ("new", "new", 0)
    assert set(Message.objects.values_list("kind", flat=True)) == {"order_confirmed", "order_received"}
    assert Message.objects.get(kind="order_received").payload["paid"] is True
    assert [name for name, _ in heard] == ["placed", "confirmed"]


def test_confirming_or_releasing_a_second_time_changes_nothing():
    order = make_order(payment_method="card")
    order_confirm(order=order)
    for again in (order_confirm, order_release):
        with pytest.raises(NotWaiting) as refused:
            again(order=order)
        assert refused.value.status == "new"
    assert Message.objects.filter(kind="order_confirmed").count() == 1


def test_released_it_gives_back_goods_and_code_and_nobody_was_told(heard):
    product = make_product(stock=5)
    make_voucher(most_uses=1)
    basket = make_basket((product, 2))
    voucher_put(basket=basket, code="SOUK10")
    order = make_order(basket=basket, payment_method="card")
    order_release(order=order)
    order.refresh_from_db()
    part = order.parts.get()
    assert (order.status, part.status, part.reason) == ("cancelled", "cancelled", "unpaid")
    assert stock() == (5, 0)
    assert Use.objects.get().released_at is not None
    assert not Message.objects.exists()
    assert not CooperativeOrder.objects.of(product.cooperative).exists()
    assert [name for name, _ in heard] == ["placed", "released"]
    # Acceptance case 16: she orders again with the same single-use code.
    second = make_basket((product, 2))
    voucher_put(basket=second, code="SOUK10")
    assert make_order(basket=second, payment_method="card").parts.get().discount_market == Decimal(10)


def test_the_basket_comes_back_with_its_code():
    product, user = make_product(stock=2), make_user()
    make_voucher()
    basket = make_basket((product, 2))
    voucher_put(basket=basket, code="SOUK10")
    order = make_order(basket=basket, payment_method="card", user=user)
    again = order_release(order=order, reason="changed", into=Basket(owner=user)).again
    back = Basket.open.get(owner=user)
    assert again.added == 2
    assert (back.lines.get().product, back.lines.get().quantity) == (product, 2)
    assert back.voucher_rows.get().voucher.code == "SOUK10"


def test_a_basket_that_became_an_order_gets_nothing_back():
    first, second = make_order(payment_method="card"), make_order()
    assert order_release(order=first, into=second.basket).again is None


def test_revived_it_holds_goods_and_code_again():
    product = make_product(stock=2)
    make_voucher(most_uses=1)
    basket = make_basket((product, 2))
    voucher_put(basket=basket, code="SOUK10")
    order = make_order(basket=basket, payment_method="card")
    order_release(order=order)
    order_revive(order=order)
    order.refresh_from_db()
    assert order.is_awaiting
    assert stock() == (2, 2)
    assert Use.objects.get().released_at is None
    order_confirm(order=order)
    part_accept(part_id=order.parts.get().pk, by=None)


def test_what_was_sold_meanwhile_is_not_sold_twice():
    product = make_product(stock=2)
    order = make_order((product, 2), payment_method="card")
    order_release(order=order)
    make_order((product, 1))
    with pytest.raises(CannotRevive):
        order_revive(order=order)
    assert stock() == (2, 1)
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert order.lines.get().open_quantity == 0


def test_a_last_use_that_somebody_else_had_meanwhile_is_not_used_twice():
    product = make_product(stock=9)
    make_voucher(most_uses=1)
    basket = make_basket((product, 1))
    voucher_put(basket=basket, code="SOUK10")
    order = make_order(basket=basket, payment_method="card")
    order_release(order=order)
    other = make_basket((product, 1))
    voucher_put(basket=other, code="SOUK10")
    make_order(basket=other, email="other@example.com", phone="+212600000009")
    with pytest.raises(CannotRevive):
        order_revive(order=order)
    assert Use.objects.filter(released_at=None).count() == 1


def test_an_order_of_a_cooperative_that_was_suspended_is_not_revived():
    order = make_order(payment_method="card")
    order_release(order=order)
    Cooperative.objects.update(status="suspended")
    with pytest.raises(CannotRevive):
        order_revive(order=order)


def test_a_declined_order_is_nothing_to_revive():
    order = make_order()
    part_decline(part_id=order.parts.get().pk, by=None, reason="sold_out")
    with pytest.raises(NotWaiting):
        order_revive(order=order)


def test_a_cooperative_stays_open_while_somebody_pays():
    order = make_order(payment_method="card")
    cooperative = order.parts.get().cooperative
    with pytest.raises(StillAtWork):
        cooperative_closing.send(sender=Cooperative, cooperative=cooperative)
    order_release(order=order)
    cooperative_closing.send(sender=Cooperative, cooperative=cooperative)


def test_parcels_of_a_paid_order_collect_nothing():
    order = make_order((make_product(stock=5), 2), payment_method="card")
    order_confirm(order=order)
    part = order.parts.get()
    part_accept(part_id=part.pk, by=None)
    parcel = part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 1})
    assert parcel.cash_due == 0


def test_the_rooms_above_hear_of_parcels_and_of_what_will_not_come(heard):
    first, second = make_product(stock=5), make_product(stock=5)
    order = make_order((first, 1), (second, 2))
    sent, declined = order.parts.order_by("position")
    part_accept(part_id=sent.pk, by=None)
    part_ship(part_id=sent.pk, by=None)
    part_deliver(part_id=sent.pk, by=None)
    part_decline(part_id=declined.pk, by=None, reason="sold_out")
    told = dict(heard[2:])
    assert told["delivered"] == {"part": sent, "parcels": list(sent.parcels.all())}
    assert told["cancelled"] == {"part": declined, "units": [(declined.lines.get(), 2)], "everything": True}


def test_her_copy_of_her_data_says_how_it_was_to_be_paid():
    user = make_user()
    make_order(payment_method="card", user=user)
    export = next(part for part in mydata_parts() if part.name == "orders").export(user)
    assert (export[0]["payment"], export[0]["status"]) == ("card", "awaiting")
