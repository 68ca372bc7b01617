"""Days off: a member says when nothing is packed; shoppers read it and expect their parcel later."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cooperatives.services.holiday import holiday_set
from tests.factories import make_carrier, make_city, make_cooperative, make_product

pytestmark = pytest.mark.django_db


def fields(**changes) -> dict:
    today = timezone.localdate()
    return {
        "reason": "harvest", "first": today.isoformat(), "last": (today + timedelta(days=9)).isoformat(), **changes,
    }  # fmt: skip


def test_a_member_says_it_and_ends_it(seller):
    assert seller.client.post(seller.url("holiday"), fields()).status_code == 302
    seller.cooperative.refresh_from_db()
    assert seller.cooperative.closure.is_on
    assert "Packs again from" in seller.see("holiday")
    seller.client.post(seller.url("holiday-end"))
    seller.cooperative.refresh_from_db()
    assert seller.cooperative.closure is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "party"}, "reason"),
        ({"first": "tomorrow"}, "first"),
        ({"first": ""}, "first"),
        ({"last": ""}, "last"),
        ({"last": "2020-01-01"}, "last"),
        ({"first": "2999-01-02", "last": "2999-01-01"}, "last"),
        ({"last": "2999-01-01"}, "last"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(seller, changes, field):
    answer = seller.client.post(seller.url("holiday"), fields(**changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    seller.cooperative.refresh_from_db()
    assert seller.cooperative.holiday_from is None


def test_shoppers_read_it_on_storefront_product_and_basket_and_can_still_buy(seller, client):
    product = make_product(cooperative=seller.cooperative)
    holiday_set(
        cooperative_id=seller.cooperative.pk, first=timezone.localdate(),
        last=timezone.localdate() + timedelta(days=3), reason="fair",
    )  # fmt: skip
    pages = [
        reverse("storefront:cooperative", args=[seller.cooperative.slug]),
        reverse("storefront:product", args=[product.slug, product.pk]),
    ]
    client.post(reverse("storefront:basket-add", args=[product.pk]), {"quantity": 1})
    for page in [*pages, reverse("storefront:basket")]:
        html = client.get(page).content.decode()
        assert "Packs again from" in html and "At a fair" in html, page


@time_machine.travel(date(2026, 8, 3), tick=False)  # a Monday
def test_the_parcel_is_expected_after_the_holiday(client):
    cooperative = make_cooperative(handling_days=2)
    product, town = make_product(cooperative=cooperative), make_city()
    make_carrier()
    page = f"/en/catalogue/{product.slug}_{product.pk}/?city={town.pk}"
    usual, _last = client.get(page).context["shown"].delivery.arrives
    holiday_set(cooperative_id=cooperative.pk, first=date(2026, 8, 1), last=date(2026, 8, 11), reason="rest")
    html = client.get(page)
    later, _last = html.context["shown"].delivery.arrives
    # Two working days from the day of return: the 12th and the 13th, then the same journey.
    assert (later - usual) == date(2026, 8, 13) - date(2026, 8, 5)
    assert "12 August 2026" in html.content.decode()


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 7, 20), None),
        (date(2026, 7, 27), "Packs nothing from"),
        (date(2026, 8, 11), "Packs again from"),
        (date(2026, 8, 12), None),
    ],
)
def test_it_is_announced_a_week_ahead_and_over_by_itself(client, today, words):
    cooperative = make_cooperative("une")
    holiday_set(cooperative_id=cooperative.pk, first=date(2026, 8, 1), last=date(2026, 8, 11), reason="rest")
    with time_machine.travel(today, tick=False):
        html = client.get("/en/cooperatives/une/").content.decode()
    assert ("Yearly holiday" in html) == bool(words)
    assert words is None or words in html


def test_a_sunday_is_no_day_of_return(client):
    cooperative = make_cooperative("une")
    with time_machine.travel(date(2026, 8, 5), tick=False):
        holiday_set(cooperative_id=cooperative.pk, first=date(2026, 8, 1), last=date(2026, 8, 15), reason="rest")
        cooperative.refresh_from_db()
        assert cooperative.closure.back == date(2026, 8, 17)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 8, 2), date(2026, 8, 1)), (None, date(2026, 8, 1)), (date(2026, 8, 2), None)]
)
def test_the_database_refuses_half_a_holiday_and_one_that_ends_before_it_begins(first, last):
    with pytest.raises(IntegrityError), transaction.atomic():
        holiday_set(cooperative_id=make_cooperative().pk, first=first, last=last, reason="rest")
