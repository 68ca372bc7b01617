"""What a cooperative does with its part: every move, its stock, its message, and what is refused."""

from datetime import time
from decimal import Decimal

import pytest

from marketplace.audit.models import Entry
from marketplace.outbox.models import Message
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.fulfil import (
    MoveNotAllowed,
    WrongQuantity,
    part_accept,
    part_cancel_rest,
    part_decline,
    part_deliver,
    part_pack,
    part_ship,
)
from marketplace.shop.partner.models import StockRecord
from tests.factories import make_cooperative, make_order, make_part, make_product, make_product_class, make_user

pytestmark = pytest.mark.django_db


def stock() -> tuple[int, int]:
    record = StockRecord.objects.get()
    return record.num_in_stock, record.num_allocated


def test_the_whole_life_of_a_parcel():
    part, by = make_part(make_product(stock=5), 2), make_user()
    part_accept(part_id=part.pk, by=by)
    part_pack(part_id=part.pk, by=by)
    assert stock() == (5, 2)
    parcel = part_ship(part_id=part.pk, by=by, carrier_name="Amana", tracking_number="XX123456789MA")
    assert stock() == (3, 0)
    part_deliver(part_id=part.pk, by=by)
    part.refresh_from_db()
    parcel.refresh_from_db()
    assert part.status == "delivered"
    assert parcel.delivered_at is not None
    assert parcel.cash_due == part.cash_due
    assert part.order.status == "delivered" == Order.objects.get().status
    kinds = list(Message.objects.filter(address="salma@example.com").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["order_confirmed", "parcel_sent", "parcel_delivered"]
    whats = list(Entry.objects.order_by("pk").values_list("what", flat=True))
    assert whats == ["part.accepted", "part.packed", "part.shipped", "part.delivered"]


def test_ship_one_of_two_and_cancel_one_leaves_nothing_allocated():
    part, by = make_part(make_product(stock=5, price="40.00"), 2), make_user()
    part_accept(part_id=part.pk, by=by)
    line = part.lines.get()
    part_ship(part_id=part.pk, by=by, quantities={line.pk: 1})
    part.refresh_from_db()
    assert part.status == "accepted"
    assert Order.objects.get().status == "partly_shipped"
    part_cancel_rest(part_id=part.pk, by=by, reason="sold_out")
    part.refresh_from_db()
    assert stock() == (4, 0)
    assert part.status == "shipped"
    assert part.cash_due == Decimal("65.00")  # 40 for one, 25 for its delivery
    assert Message.objects.filter(kind="part_cancelled").count() == 1


def test_declining_gives_the_stock_back_and_tells_the_shopper_why():
    part = make_part(make_product(stock=5), 2)
    part_decline(part_id=part.pk, by=None, reason="closed", words="Moussem de la semaine")
    assert stock() == (5, 0)
    message = Message.objects.get(kind="part_declined")
    assert "Moussem de la semaine" in message.payload["reason"]
    assert Order.objects.get().status == "cancelled"


def test_one_cooperative_declines_and_the_other_goes_on():
    first, second = make_product(), make_product()
    order = make_order((first, 1), (second, 1))
    declined, kept = order.parts.order_by("position")
    part_decline(part_id=declined.pk, by=None, reason="sold_out")
    part_accept(part_id=kept.pk, by=None)
    order.refresh_from_db()
    assert order.status == "in_progress"
    assert Message.objects.get(kind="part_declined").payload["others"] is True


@pytest.mark.parametrize("move", [part_accept, part_pack, part_deliver])
def test_a_second_click_changes_nothing(move):
    part = make_part()
    for earlier in (part_accept, part_pack):
        if earlier is move:
            break
        earlier(part_id=part.pk, by=None)
    if move is part_deliver:
        part_ship(part_id=part.pk, by=None)
    move(part_id=part.pk, by=None)
    entries = Entry.objects.count()
    with pytest.raises(MoveNotAllowed):
        move(part_id=part.pk, by=None)
    assert Entry.objects.count() == entries


def test_what_was_sent_cannot_be_declined():
    part = make_part(make_product(stock=5), 2)
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 1})
    with pytest.raises(MoveNotAllowed):
        part_decline(part_id=part.pk, by=None, reason="sold_out")


@pytest.mark.parametrize("units", [0, -1, 3])
def test_wrong_quantities_send_nothing(units):
    part = make_part(make_product(stock=5), 2)
    part_accept(part_id=part.pk, by=None)
    with pytest.raises(WrongQuantity):
        part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: units})
    assert stock() == (5, 2)


def test_a_line_of_another_part_cannot_be_sent():
    part, other = make_part(make_product()), make_part(make_product())
    part_accept(part_id=part.pk, by=None)
    with pytest.raises(WrongQuantity):
        part_ship(part_id=part.pk, by=None, quantities={other.lines.get().pk: 1})


def test_pick_up_is_ready_and_then_handed_over():
    cooperative = make_cooperative(offers_pickup=True)
    part = make_part(make_product(cooperative=cooperative, stock=5), 2, methods={cooperative.pk: "pickup"})
    part_accept(part_id=part.pk, by=None)
    part_pack(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)
    assert stock() == (3, 0)
    kinds = set(Message.objects.filter(address="salma@example.com").values_list("kind", flat=True))
    assert {"ready_for_pickup", "parcel_delivered"} <= kinds


def test_who_fetches_is_told_where_when_it_is_open_and_whom_to_call():
    cooperative = make_cooperative(
        offers_pickup=True, address_fr="Route de Safi", phone="+212524000000",
        pickup_days=[0, 1, 2, 3], pickup_from=time(9), pickup_until=time(15, 30),
    )  # fmt: skip
    part = make_part(make_product(cooperative=cooperative), methods={cooperative.pk: "pickup"})
    part_accept(part_id=part.pk, by=None)
    part_pack(part_id=part.pk, by=None)
    confirmed = Message.objects.get(kind="order_confirmed").payload["parts"][0]
    ready = Message.objects.get(kind="ready_for_pickup").payload
    for told in (confirmed, ready):
        assert (told["opening"], told["phone"]) == (
            "du lundi au jeudi, de 9\N{NO-BREAK SPACE}h à 15\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30",
            "+212524000000",
        )
        assert told["pickup_address"].startswith("Route de Safi, ")
    assert (confirmed["charge"], confirmed["days_max"]) == ("0.00", cooperative.handling_days)


def test_a_parcel_cannot_be_delivered_before_it_is_sent():
    part = make_part()
    part_accept(part_id=part.pk, by=None)
    with pytest.raises(MoveNotAllowed):
        part_deliver(part_id=part.pk, by=None)


def test_goods_without_a_parcel_are_simply_done():
    workshop = make_product(product_class=make_product_class("tourism", requires_shipping=False), net_unit="piece")
    part = make_part(workshop)
    part_accept(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)
    assert stock() == (9, 0)
