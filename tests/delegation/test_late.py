"""Orders that nobody accepted in time: the longest overdue first, with a telephone to call."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept
from tests.factories import make_cooperative, make_part, make_product

pytestmark = pytest.mark.django_db


def make_late(hours: int, **cooperative) -> CooperativeOrder:
    part = make_part(make_product(cooperative=make_cooperative(**cooperative)))
    CooperativeOrder.objects.filter(pk=part.pk).update(accept_by=timezone.now() - timedelta(hours=hours, minutes=5))
    return part


def test_only_orders_past_their_time_are_listed_the_longest_overdue_first(desk):
    make_part()
    little, much = make_late(3), make_late(50, phone="+212524446708")
    accepted = make_late(10)
    part_accept(part_id=accepted.pk, by=None)
    page = desk.see("late")
    assert [row.part.pk for row in page.context["page"].object_list] == [much.pk, little.pk]
    text = page.content.decode()
    assert 'Late by <bdi dir="ltr">2</bdi> days' in text
    assert 'Late by <bdi dir="ltr">3</bdi> hours' in text
    assert 'href="tel:+212524446708"' in text


def test_nothing_of_the_shopper_is_shown(desk):
    part = make_late(3)
    text = desk.see("late").content.decode()
    assert part.number in text
    for secret in ("Salma", "salma@example.com", "0612345678", "06 12 34 56 78", "rue du Marché"):
        assert secret not in text


def test_without_any_the_page_says_so(desk):
    assert "Every order was accepted in time" in desk.see("late").content.decode()


def test_it_costs_the_same_for_one_or_ten(desk, django_assert_num_queries):
    make_late(3)
    desk.see("late")
    with django_assert_num_queries(4):
        desk.see("late")
    for _ in range(9):
        make_late(4)
    with django_assert_num_queries(4):
        assert len(desk.see("late").context["page"].object_list) == 10
