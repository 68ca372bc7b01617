"""The day, the list, one order and its slip: what they show, what they keep to themselves, what they cost."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from cooperatives.models import Cooperative, Membership
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_ship
from tests.factories import make_cooperative, make_member, make_order, make_part, make_product, make_user

from .conftest import Seller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def mixed_order(seller: Seller) -> tuple[CooperativeOrder, CooperativeOrder]:
    """One purchase from two cooperatives: this member's part, and the other's."""
    other = make_cooperative("kokiaj")
    mine = make_product("Couscous belboula", cooperative=seller.cooperative, price="40.00")
    theirs = make_product("Fromage aux herbes", cooperative=other, price="77.77")
    order = make_order((mine, 2), (theirs, 1))
    return order.parts.get(cooperative=seller.cooperative), order.parts.get(cooperative=other)


@pytest.mark.parametrize("name", ["home", "orders", "order", "send", "decline", "slip"])
def test_a_member_sees_her_part_and_nothing_else_of_the_purchase(seller: Seller, name: str):
    part, other = mixed_order(seller)
    if name == "send":
        seller.press("accept", part)
    page = seller.see(name, *([] if name in ("home", "orders") else [part]))
    assert part.number in page
    total = f"{part.order.total_incl_tax:.2f}"
    for secret in ("Fromage", "77.77", "Kokiaj", other.number, "salma@example.com", total):
        assert secret not in page, secret


def test_the_order_shows_what_the_parcel_needs(seller: Seller):
    part, _ = mixed_order(seller)
    page = seller.see("order", part)
    for needed in (
        "Salma Idrissi", 'href="tel:+212612345678"', "06 12 34 56 78", "12, rue du Marché", "près de la mosquée",
        "Marrakech", "Couscous belboula", "105.00",
    ):  # fmt: skip
        assert needed in page, needed


def test_what_is_still_due_for_the_rest_names_no_delivery_that_was_paid_with_the_first_parcel(seller: Seller):
    part, _ = mixed_order(seller)
    seller.press("accept", part)
    assert "With delivery:" in seller.see("order", part)
    part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 1})
    page = seller.see("order", part)
    assert "40.00" in page and "With delivery:" not in page


def test_the_slip_of_a_parcel_says_what_is_in_it_and_what_it_costs(seller: Seller):
    part, _ = mixed_order(seller)
    line = part.lines.get()
    assert "105.00" in seller.see("slip", part)
    seller.press("accept", part)
    seller.press("send", part, carrier="own", parcels_seen=0, **{f"units_{line.pk}": 1})
    parcel = part.parcels.get()
    assert "65.00" in seller.see("parcel-slip", part, parcel.pk)
    rest = seller.see("slip", part)
    assert "40.00" in rest
    assert "105.00" not in rest


def test_the_slip_of_a_gift_carries_its_words_and_no_price_of_the_goods(seller: Seller):
    part, _ = mixed_order(seller)
    type(part.order).objects.filter(pk=part.order_id).update(gift_note="Joyeux anniversaire <i>Tata</i>")
    line = part.lines.get()
    for name in ("order", "slip"):
        assert "Joyeux anniversaire &lt;i&gt;Tata&lt;/i&gt;" in seller.see(name, part)
    slip = seller.see("slip", part)
    assert f"{line.unit_price_incl_tax:.2f}" not in slip
    assert f"{line.line_price_incl_tax:.2f}" not in slip


def test_a_parcel_of_another_order_has_no_slip_here(seller: Seller):
    part, other = mixed_order(seller)
    parcel = other.parcels.create(shipped_at=timezone.now())
    assert seller.client.get(seller.url("parcel-slip", part, parcel.pk)).status_code == 404


@pytest.mark.parametrize(
    ("hours", "said", "colour"),
    [
        (-30, "Accept before: tomorrow", "deadline"),
        (-3, "Accept before: today", "deadline-soon"),
        (3, "Late by 3 hours", "deadline-late"),
        (72, "Late by 3 days", "deadline-late"),
    ],
)
def test_the_deadline_is_said_in_words_and_colour(seller: Seller, hours: int, said: str, colour: str):
    part = make_part(make_product(cooperative=seller.cooperative))
    deadline = timezone.localtime().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=30)
    CooperativeOrder.objects.filter(pk=part.pk).update(accept_by=deadline)
    with time_machine.travel(deadline + timedelta(hours=hours), tick=False):
        seller.client.force_login(seller.user)  # the session of a month ago has run out
        page = seller.see("home").replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert said in page
    assert colour in page


def test_the_oldest_comes_first_and_what_is_done_is_gone(seller: Seller):
    product = make_product(cooperative=seller.cooperative, stock=50)
    old, new, gone = (make_part(product) for _ in range(3))
    CooperativeOrder.objects.filter(pk=old.pk).update(placed_at=timezone.now() - timedelta(days=1))
    seller.press("decline", gone, reason="closed")
    page = seller.see("home")
    assert page.index(old.number) < page.index(new.number)
    assert gone.number not in page
    assert gone.number in seller.see("orders")


def test_an_empty_day_says_so(seller: Seller):
    assert "Everything is done" in seller.see("home")
    assert "No order here" in seller.see("orders")


def test_orders_are_found_by_status_and_by_number(seller: Seller):
    product = make_product(cooperative=seller.cooperative, stock=50)
    new, accepted = make_part(product), make_part(product)
    seller.press("accept", accepted)

    def found(**asked) -> str:
        return seller.client.get(seller.url("orders"), asked).content.decode()

    assert new.number in found(status="new")
    assert accepted.number not in found(status="new")
    assert accepted.number in found(status="accepted")
    assert new.number not in found(status="late")
    for typed in (new.number, new.number.lower(), f" {new.order.number[:4]} {new.order.number[4:]} "):
        page = found(q=typed)
        assert new.number in page
        assert accepted.number not in page
    assert "No order here" in found(q="%")
    assert new.number in found(status="nonsense", page="nonsense")


@pytest.mark.parametrize("name", ["home", "orders"])
def test_a_list_costs_the_same_for_one_order_or_twenty(seller: Seller, name: str):
    product = make_product(cooperative=seller.cooperative, stock=50)

    def cost() -> int:
        seller.see(name)  # the session has been looked at once
        with CaptureQueriesContext(connection) as queries:
            seller.see(name)
        return len(queries)

    make_part(product)
    one = cost()
    for _ in range(20):
        make_order((product, 1), (make_product(cooperative=seller.cooperative), 2))
    assert cost() == one
    assert one <= 12


def test_the_second_page_of_a_long_list(seller: Seller):
    product = make_product(cooperative=seller.cooperative, stock=50)
    numbers = [make_part(product).number for _ in range(21)]
    first = seller.see("home")
    second = seller.client.get(seller.url("home"), {"page": 2}).content.decode()
    assert sum(number in first for number in numbers) == 20
    assert numbers[-1] in second


def test_one_cooperative_is_opened_several_are_offered_none_is_explained(seller: Seller):
    index = reverse("seller:index")
    assert seller.client.get(index).url == seller.url("home")
    make_member(make_cooperative("second"), user=seller.user)
    page = seller.client.get(index).content.decode()
    assert "Al Alfia" in page
    assert "Second" in page
    seller.client.force_login(make_user())
    assert "not yet a member" in seller.client.get(index).content.decode()
    seller.client.logout()
    assert seller.client.get(index).url.startswith(reverse("account_login"))


def test_a_closed_cooperative_has_no_pages(seller: Seller):
    Cooperative.objects.update(status="closed")
    assert seller.client.get(seller.url("home")).status_code == 404
    assert "not yet a member" in seller.client.get(reverse("seller:index")).content.decode()


def test_an_ended_membership_loses_access_at_the_next_request(seller: Seller):
    part = make_part(make_product(cooperative=seller.cooperative))
    assert seller.see("order", part)
    Membership.objects.update(ended_at=timezone.now())
    assert seller.client.get(seller.url("order", part)).status_code == 404
    assert seller.client.post(seller.url("accept", part)).status_code == 404
    part.refresh_from_db()
    assert part.status == "new"


def test_a_suspended_cooperative_still_sends_its_open_orders(seller: Seller):
    part = make_part(make_product(cooperative=seller.cooperative))
    Cooperative.objects.update(status="suspended")
    assert "suspended" in seller.see("home")
    seller.press("accept", part)
    assert part.status == "accepted"


def test_pages_are_private(seller: Seller):
    answer = seller.client.get(seller.url("home"))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_opens_in_every_language(seller: Seller, language: str):
    part, _ = mixed_order(seller)
    with translation.override(language):
        seller.press("accept", part)
        for name in ("home", "orders"):
            assert f'lang="{language}"' in seller.see(name)
        for name in ("order", "send", "decline", "slip"):
            assert f'lang="{language}"' in seller.see(name, part)
