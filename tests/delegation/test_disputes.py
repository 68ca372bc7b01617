"""A payment that a bank takes back, as the delegation sees it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.money.payable import held_entries, sums_of
from tests.factories.disputes import make_dispute
from tests.factories.payouts import make_payable

from .conftest import Desk
from .test_money import press, words

pytestmark = pytest.mark.django_db


def ticks(*parts) -> list[str]:
    return [f"{part.pk}-{part.lines.get().pk}" for part in parts]


def test_an_open_one_is_listed_and_says_its_facts(desk: Desk):
    order, a, _ = make_payable()
    dispute = make_dispute(order, 9_000, reason="product_not_received", fees=(("txn_1", 1_500),))
    page = words(desk.see("payments"))
    assert reverse("delegation:dispute", args=[dispute.pk]) in page and "the goods did not come" in page
    answer = desk.see("dispute", dispute.pk)
    page = words(answer)
    for said in (order.number, "90.00 MAD", "350.00 MAD", "15.00 MAD", "the goods did not come", a.cooperative_name):
        assert said in page, said
    assert "the money of every cooperative of this order waits" in page
    assert answer.context["form"].initial["about"] == []  # nothing is ticked for her
    assert answer.context["form"]["liable"].value() == "platform"


def test_ticking_frees_the_others_and_can_be_changed(desk: Desk):
    order, a, b = make_payable()
    dispute = make_dispute(order, 9_000)
    press(desk, "dispute", dispute.pk, about=ticks(a), liable="platform")
    assert set(sums_of(held_entries())) == {a.cooperative_id}
    page = desk.see("dispute", dispute.pk)
    assert page.context["form"].initial["about"] == ticks(a)
    press(desk, "dispute", dispute.pk, about=ticks(b), liable="cooperative")
    assert set(sums_of(held_entries())) == {b.cooperative_id}
    assert desk.see("dispute", dispute.pk).context["form"].initial["liable"] == "cooperative"


def test_an_error_stands_beside_its_field_and_ticks_stay(desk: Desk):
    order, a, _ = make_payable()
    dispute = make_dispute(order, 9_000)
    answer = press(desk, "dispute", dispute.pk, liable="cooperative")
    assert answer.status_code == 422 and "Tick at least one thing" in words(answer)
    assert answer.context["form"]["liable"].value() == "cooperative"
    make_dispute(order, 15_000, name="dp_2")
    second = order.payment.disputes.get(dispute_id="dp_2")
    answer = press(desk, "dispute", second.pk, about=ticks(a), liable="platform")
    assert answer.status_code == 422
    assert "What you ticked comes to 100.00 MAD; the bank takes 150.00 MAD" in words(answer)
    assert answer.context["form"]["about"].value() == ticks(a)
    assert second.items.count() == 0
    answer = press(desk, "dispute", second.pk, about=["0-0"], liable="platform")
    assert answer.status_code == 422


def test_a_lost_one_stays_on_the_list_until_somebody_says_who_bears_it(desk: Desk):
    order, a, _ = make_payable()
    dispute = make_dispute(order, 10_000, "lost")
    assert "say who bears it" in words(desk.see("payments"))
    press(desk, "dispute", dispute.pk, about=ticks(a), liable="cooperative")
    assert reverse("delegation:dispute", args=[dispute.pk]) not in words(desk.see("payments"))


def test_a_won_one_has_no_form_any_more(desk: Desk):
    order, a, _ = make_payable()
    dispute = make_dispute(order, 10_000, "won")
    page = words(desk.see("dispute", dispute.pk))
    assert "<form" not in page.split("<main")[1] and a.cooperative_name in page
    assert "won already" in words(press(desk, "dispute", dispute.pk, about=ticks(a), liable="platform"))
    assert desk.client.get(reverse("delegation:dispute", args=[dispute.pk + 1])).status_code == 404


def test_its_page_costs_the_same_for_one_line_or_many(desk: Desk):
    order, _, _ = make_payable()
    few = make_dispute(order, 9_000)
    desk.see("dispute", few.pk)
    with CaptureQueriesContext(
        connection,
    ) as first:
        desk.see("dispute", few.pk)
    part = order.parts.first()
    line = part.lines.get()
    for _ in range(3):
        line.pk = None
        line.save()
    with CaptureQueriesContext(connection) as second:
        desk.see("dispute", few.pk)
    assert len(second) == len(first) <= 15
