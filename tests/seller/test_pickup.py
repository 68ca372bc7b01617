"""Fetching: a member says when shoppers may come; they read it before they buy."""

from datetime import time

import pytest
from django.urls import reverse

from tests.factories import make_carrier, make_product

pytestmark = pytest.mark.django_db


def fields(**changes) -> dict:
    return {"days": ["5", "0", "1"], "first": "09:00", "last": "15:30", **changes}


def read(client, seller) -> str:
    return client.get(reverse("storefront:cooperative", args=[seller.cooperative.slug])).content.decode()


def test_a_member_says_it_and_ends_it(seller, client):
    make_carrier()
    make_product(cooperative=seller.cooperative)
    assert "Monday, Tuesday and Saturday" not in read(client, seller)
    assert seller.client.post(seller.url("pickup"), fields()).status_code == 302
    seller.cooperative.refresh_from_db()
    assert seller.cooperative.pickup_days == [0, 1, 5]
    assert (seller.cooperative.pickup_from, seller.cooperative.pickup_until) == (time(9), time(15, 30))
    said = "Monday, Tuesday and Saturday, 9:00 to 15:30"
    assert said in seller.see("pickup")
    assert said in read(client, seller)
    seller.client.post(seller.url("pickup-end"))
    assert "by parcel only" in seller.see("pickup")
    assert said not in read(client, seller)
    seller.cooperative.refresh_from_db()
    assert not seller.cooperative.offers_pickup and seller.cooperative.pickup_days  # kept for the next time


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": []}, "days"),
        ({"days": ["7"]}, "days"),
        ({"first": ""}, "first"),
        ({"first": "noon"}, "first"),
        ({"last": ""}, "last"),
        ({"last": "09:00"}, "last"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(seller, changes, field):
    answer = seller.client.post(seller.url("pickup"), fields(**changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="5"' in answer.content.decode()
    seller.cooperative.refresh_from_db()
    assert seller.cooperative.pickup_days == []
