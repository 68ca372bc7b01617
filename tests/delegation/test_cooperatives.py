"""All cooperatives and one of them: found, read, suspended, reinstated, closed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cooperatives.models import Cooperative
from cooperatives.services.suspend import cooperative_suspend
from marketplace.outbox.models import Message
from tests.factories import make_cooperative, make_member, make_part, make_product, make_user
from tests.factories.moderation import make_application, make_moderator

pytestmark = pytest.mark.django_db


def slugs(page) -> list[str]:
    return [cooperative.slug for cooperative in page.context["shown"].page.object_list]


def press(desk, move: str, cooperative: Cooperative, **data):
    answer = desk.client.post(reverse(f"delegation:{move}", args=[cooperative.slug]), data, follow=True)
    cooperative.refresh_from_db()
    return answer


def test_cooperatives_are_listed_by_name_with_their_status_and_live_listings(desk):
    zebra, argan = make_cooperative("zebra"), make_cooperative("argan", status="suspended")
    make_product(cooperative=zebra)
    make_product(cooperative=zebra, state="draft")
    page = desk.see("cooperatives")
    assert slugs(page) == ["argan", "zebra"]
    assert [one.listings for one in page.context["shown"].page.object_list] == [0, 1]
    assert slugs(desk.see("cooperatives", status="suspended")) == [argan.slug]
    assert page.context["shown"].statuses == [("admitted", "Admitted", 1), ("suspended", "Suspended", 1)]


@pytest.mark.parametrize("asked", ["TISS", "تيسير", "12/345", "06 12 34 56 78", "+212612345678"])
def test_a_cooperative_is_found_by_name_registration_or_telephone(desk, asked):
    make_cooperative("other")
    make_cooperative("tissir", name_ar="تعاونية تيسير", registration_number="12/345", phone="+212612345678")
    assert slugs(desk.see("cooperatives", q=asked)) == ["tissir"]
    assert "No cooperative found" in desk.see("cooperatives", q="zzzz").content.decode()


def test_the_list_costs_the_same_for_one_or_twenty(desk, django_assert_num_queries):
    make_cooperative()
    desk.see("cooperatives")
    with django_assert_num_queries(4):
        desk.see("cooperatives")
    for _ in range(19):
        make_cooperative()
    with django_assert_num_queries(4):
        assert len(slugs(desk.see("cooperatives"))) == 20


def test_one_cooperatives_page_says_who_is_in_it_and_what_was_decided_why_and_by_whom(desk):
    cooperative = make_part(make_product(cooperative=make_cooperative("tissir"))).cooperative
    make_member(cooperative, user=make_user(name="Khadija"))
    press(desk, "suspend", cooperative, reason="complaints", words="Trois plaintes.")
    page = desk.see("cooperative", "tissir")
    text = page.content.decode()
    for words in ("Khadija", "Suspended", "Several shoppers have complained", "Trois plaintes.", "Amina"):
        assert words in text
    shown = page.context["shown"]
    assert (shown.open_orders, shown.listings) == (1, [("For sale", 1)])


def test_suspending_says_first_what_will_happen_and_then_does_it(desk):
    cooperative = make_part().cooperative
    page = desk.see("suspend", cooperative.slug).content.decode()
    assert "open order stays" in page
    nothing = press(desk, "suspend", cooperative)
    assert nothing.status_code == 422
    assert cooperative.status == "admitted"
    press(desk, "suspend", cooperative, reason="late")
    assert cooperative.status == "suspended"
    assert "See it in the market" not in desk.see("cooperative", cooperative.slug).content.decode()
    press(desk, "reinstate", cooperative, words="Tout est réglé.")
    assert cooperative.status == "admitted"


def test_something_else_needs_words(desk):
    cooperative = make_cooperative()
    answer = press(desk, "suspend", cooperative, reason="other")
    assert "Say in a few words what it is." in answer.content.decode()
    assert cooperative.status == "admitted"


def test_closing_waits_for_open_orders_and_says_so(desk):
    cooperative = make_part().cooperative
    answer = press(desk, "close", cooperative, reason="asked")
    assert answer.status_code == 422
    assert "It has 1 order that is not finished." in answer.content.decode()
    assert cooperative.status == "admitted"
    empty = make_cooperative()
    press(desk, "close", empty, reason="asked")
    assert empty.status == "closed"


@pytest.mark.parametrize(
    ("move", "start"), [("suspend", "admitted"), ("reinstate", "suspended"), ("close", "admitted")]
)
def test_a_second_moderator_is_told_and_changes_nothing(desk, move, start):
    cooperative = make_cooperative(status=start)
    make_member(cooperative)
    press(desk, move, cooperative, reason="asked")
    told, status = Message.objects.count(), cooperative.status
    desk.client.force_login(make_moderator(name="Second"))
    answer = press(desk, move, cooperative, reason="asked")
    assert "Amina was here first" in answer.content.decode()
    assert (Message.objects.count(), cooperative.status) == (told, status)
    opened = desk.client.get(reverse(f"delegation:{move}", args=[cooperative.slug]), follow=True)
    assert "You changed nothing." in opened.content.decode()


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        ("submitted", ["application"]), ("admitted", ["suspend", "close"]), ("suspended", ["reinstate", "close"]),
        ("refused", []), ("closed", []), ("directory", []), ("changes_asked", []),
    ],
)  # fmt: skip
def test_only_what_is_possible_is_offered(desk, status, moves):
    cooperative = make_application()
    Cooperative.objects.filter(pk=cooperative.pk).update(status=status)
    page = desk.see("cooperative", cooperative.slug)
    assert page.context["shown"].moves == moves
    for move in ("suspend", "reinstate", "close"):
        assert (reverse(f"delegation:{move}", args=[cooperative.slug]) in page.content.decode()) == (move in moves)


def test_a_directory_entry_cannot_be_made_to_sell(desk):
    cooperative = make_cooperative(status="directory")
    for move in ("suspend", "reinstate", "close"):
        press(desk, move, cooperative, reason="asked")
        assert cooperative.status == "directory"


def test_a_cooperatives_page_costs_the_same_after_one_or_ten_decisions(desk, django_assert_num_queries):
    cooperative = make_cooperative()
    make_member(cooperative)
    cooperative_suspend(cooperative_id=cooperative.pk, by=desk.user, reason="late")
    desk.see("cooperative", cooperative.slug)
    with django_assert_num_queries(8):
        desk.see("cooperative", cooperative.slug)
    for _ in range(5):
        press(desk, "reinstate", cooperative)
        press(desk, "suspend", cooperative, reason="late")
        make_member(cooperative)
    with django_assert_num_queries(8):
        assert len(desk.see("cooperative", cooperative.slug).context["shown"].decisions) == 11
