"""Case 11: A has a line in a basket, paid orders that are not sent and one that is, when it is suspended with a reason.

Fails without: selling_held in order_place (the line would be bought), the list of open orders of the suspended with
their last day (delegation/reading/back.py), and without orders that go on whatever their cooperative's status.
"""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from cooperatives.services.suspend import cooperative_reinstate, cooperative_suspend
from marketplace.delegation.reading.back import back_page
from marketplace.money.check import faults
from marketplace.money.models import Refund
from marketplace.money.services.claim import claim_open
from marketplace.money.shares import paid_for
from marketplace.shop.basket.contents import basket_contents
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.fulfil import part_accept, part_cancel, part_deliver, part_ship
from marketplace.shop.order.services.place import BasketBlocked
from marketplace.shop.order.services.waiting import order_confirm
from marketplace.shop.order.tracking import tracking_secret
from tests.factories import make_basket, make_cooperative, make_member, make_order, make_product, make_user
from tests.factories.money import make_paid, make_rule, make_two_bands

pytestmark = pytest.mark.django_db


@pytest.fixture
def suspended():
    """(a basket with A's product and another, A's member, what she has sent, and two that wait)."""
    make_rule(1000)
    make_two_bands()
    a = make_cooperative()
    goods, other = make_product(cooperative=a, price="100.00", stock=20), make_product(price="200.00")
    member = make_member(a)
    orders = [make_order((goods, 1), (other, 1), payment_method="card") for _ in range(3)]
    sent, waits, waits_too = (make_paid(order_confirm(order=order)).parts.get(cooperative=a) for order in orders)
    part_accept(part_id=sent.pk, by=member)
    part_ship(part_id=sent.pk, by=member)
    basket = make_basket((goods, 1), (other, 1))
    cooperative_suspend(cooperative_id=a.pk, by=make_user(), reason="complaints", words="Trois plaintes")
    return basket, member, sent, waits, waits_too


def fresh(part: CooperativeOrder) -> CooperativeOrder:
    return CooperativeOrder.objects.get(pk=part.pk)


def test_its_line_is_stopped_at_the_till(suspended):
    basket, *_ = suspended
    assert [line.problem for line in basket_contents(basket).lines] == ["not_selling", None]
    before = Order.objects.count()
    with pytest.raises(BasketBlocked):
        make_order(basket=basket)
    assert Order.objects.count() == before


def test_what_waits_is_sent_under_supervision_or_given_back_by_a_day(suspended):
    _basket, member, _sent, waits, waits_too = suspended
    rows = back_page(None).suspended
    assert [row.part.pk for row in rows] == [waits.pk, waits_too.pk]
    assert {(row.by - timezone.now()).days for row in rows} == {settings.SUSPENDED_ORDER_DAYS - 1}
    part_accept(part_id=waits.pk, by=member)
    part_ship(part_id=waits.pk, by=member)
    siblings = list(CooperativeOrder.objects.exclude(cooperative=waits.cooperative).order_by("pk"))
    was = [(part.status, paid_for(part)) for part in siblings]
    part_cancel(part_id=waits_too.pk, by=make_user(), reason="suspended")
    assert (fresh(waits).status, fresh(waits_too).status, paid_for(fresh(waits_too))) == ("shipped", "cancelled", 0)
    assert Refund.objects.get().amount_centimes == 12_000
    assert [(fresh(part).status, paid_for(part)) for part in siblings] == was
    assert not back_page(None).suspended
    assert not list(faults())


def test_what_was_sent_can_be_followed_and_sent_back(suspended, client):
    _basket, member, sent, *_ = suspended
    with translation.override("fr"):
        url = reverse("storefront:track", args=[sent.order.number, tracking_secret(sent.order)])
    assert sent.lines.get().title in client.get(url).content.decode()
    part_deliver(part_id=sent.pk, by=member)
    assert claim_open(part_id=sent.pk, kind="damaged", units={sent.lines.get().pk: 1}, words="Cassé").state == "open"


def test_reinstated_everything_is_as_before_and_once(suspended):
    basket, _member, sent, waits, _too = suspended
    stock = sent.lines.get().stockrecord
    cooperative_reinstate(cooperative_id=sent.cooperative_id, by=make_user())
    assert {line.problem for line in basket_contents(basket).lines} == {None}
    make_order(basket=basket)
    assert not back_page(None).suspended
    assert fresh(waits).status == "new" and waits.lines.count() == 1
    again = type(stock).objects.get(pk=stock.pk)
    assert (again.num_in_stock, again.num_allocated) == (stock.num_in_stock, stock.num_allocated + 1)
