"""Sixty days of orders, as the real services would have made them."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from cooperatives.models import Membership
from marketplace.demo.life import ORDERS, life_load
from marketplace.outbox.models import Message
from marketplace.shop.order.choices import OrderStatus, PartStatus
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.partner.models import StockRecord

pytestmark = pytest.mark.usefixtures("lived")


def test_states():
    """Sixty orders, some in every state."""
    orders = Order.objects.all()
    assert orders.count() == ORDERS
    assert life_load() == 0
    now = timezone.now()
    ages = sorted((now - placed).days for placed in orders.values_list("date_placed", flat=True))
    assert ages[0] == 0
    assert 50 <= ages[-1] <= 60
    states = Counter(CooperativeOrder.objects.values_list("status", flat=True))
    reachable = set(PartStatus.values) - {PartStatus.CANCELLED}  # none of the demo's orders ended unpaid
    assert set(states) == reachable
    assert set(orders.values_list("status", flat=True)) >= set(OrderStatus.values) - {
        OrderStatus.CANCELLED, OrderStatus.AWAITING
    }  # fmt: skip
    late = CooperativeOrder.objects.filter(status=PartStatus.NEW, accept_by__lt=now).values("order").distinct()
    assert late.count() == 2
    assert orders.annotate(sellers=Count("parts")).filter(sellers__gte=2).count() >= 12
    assert orders.filter(user__email="shopper@example.com").count() >= 10


def test_languages():
    """An order names its cooperatives in the language it was placed in."""
    for part in CooperativeOrder.objects.select_related("order", "cooperative"):
        assert part.cooperative_name == getattr(part.cooperative, f"name_{part.order.language}")


def test_moments():
    """Every moment of an order follows the one before."""
    wrong = CooperativeOrder.objects.filter(
        Q(accepted_at__lt=F("placed_at"))
        | Q(packed_at__lt=F("accepted_at"))
        | Q(shipped_at__lt=F("packed_at"))
        | Q(delivered_at__lt=F("shipped_at"))
        | Q(delivered_at__gt=timezone.now())
    )
    assert not wrong.exists()


def test_stock():
    """Stock is what the orders left."""
    for record in StockRecord.objects.filter(num_allocated__gt=0):
        lines = record.line_set.filter(part__status__in=["awaiting", "new", "accepted", "packed"])
        assert record.num_allocated == sum(line.open_quantity for line in lines)
    assert StockRecord.objects.filter(num_allocated__gt=0).exists()


def test_letters():
    """Old ones count as sent, fresh ones wait for the relay."""
    waiting = Message.objects.filter(state=Message.State.PENDING)
    assert 10 <= waiting.count() <= 90
    assert Message.objects.filter(state=Message.State.SENT, sent_at__lt=timezone.now() - timedelta(days=40)).exists()
    told = set(Message.objects.filter(kind="order_received").values_list("address", flat=True))
    members = set(Membership.objects.current().values_list("user__email", flat=True))
    assert told <= members
