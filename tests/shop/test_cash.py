"""Cash at the door: nothing is sent before somebody has heard that it is still wanted."""

import pytest
from django.urls import reverse

from marketplace.audit.models import Entry
from marketplace.outbox.models import Message
from marketplace.shop.order.services.cash import order_cash_confirm, part_cash_confirm
from marketplace.shop.order.services.fulfil import CashNotConfirmed, part_accept, part_deliver, part_ship
from marketplace.shop.order.tracking import tracking_secret
from tests.factories import make_cooperative, make_order, make_part, make_product, make_user

pytestmark = pytest.mark.django_db


def unsaid(**how):
    return make_part(make_product(stock=5), cash_confirmed=False, **how)


def test_sending_is_refused_until_the_shopper_confirms():
    part = unsaid()
    part_accept(part_id=part.pk, by=None)
    with pytest.raises(CashNotConfirmed):
        part_ship(part_id=part.pk, by=None)
    assert order_cash_confirm(order=part.order) == 1
    assert order_cash_confirm(order=part.order) == 0
    part_ship(part_id=part.pk, by=None)


def test_a_members_call_counts_as_well_and_is_recorded():
    part, by = unsaid(), make_user()
    part_accept(part_id=part.pk, by=by)
    for _ in range(2):
        part_cash_confirm(part_id=part.pk, by=by)
    part_ship(part_id=part.pk, by=by)
    assert Entry.objects.get(what="part.cash_confirmed").who == by


def test_it_can_be_said_while_accepting():
    part = unsaid()
    part_accept(part_id=part.pk, by=None, cash_confirmed=True)
    part_ship(part_id=part.pk, by=None)


def test_each_cooperative_calls_for_its_own_part():
    order = make_order((make_product(), 1), (make_product(), 1), cash_confirmed=False)
    first, second = order.parts.order_by("position")
    part_cash_confirm(part_id=first.pk, by=None)
    second.refresh_from_db()
    assert second.needs_cash_word


def test_what_is_fetched_needs_no_word():
    cooperative = make_cooperative(offers_pickup=True)
    product = make_product(cooperative=cooperative)
    part = make_part(product, methods={cooperative.pk: "pickup"}, cash_confirmed=False)
    assert not part.needs_cash_word
    part_accept(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)


def test_the_letter_and_the_tracking_page_ask_for_it(client):
    part = unsaid()
    assert Message.objects.get(kind="order_confirmed").payload["confirm"] is True
    args = [part.order.number, tracking_secret(part.order)]
    track, confirm = (reverse(f"storefront:{name}", args=args) for name in ("track", "confirm-cash"))
    assert confirm in client.get(track).content.decode()
    assert confirm not in client.post(confirm, follow=True).content.decode()
    part.refresh_from_db()
    assert part.cash_confirmed_at
    assert client.post(reverse("storefront:confirm-cash", args=[part.order.number, "x" * 22])).status_code == 404


def test_a_paid_order_asks_for_nothing():
    order = make_order(payment_method="card", cash_confirmed=False)
    assert not order.parts.get().needs_cash_word
