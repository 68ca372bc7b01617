"""The queue: all kinds together, the longest waiting first, at a cost that does not grow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import StagedEdit
from cooperatives.models import Cooperative
from marketplace.delegation.waiting import age_of
from marketplace.shop.voices.models import BuyerReview
from marketplace.stories.models import Story
from tests.factories.moderation import make_application, make_edit, make_waiting_listing, make_waiting_story
from tests.factories.voices import make_delivered, write_review

pytestmark = pytest.mark.django_db


def ago(**amount):
    return timezone.now() - timedelta(**amount)


def one_of_each() -> None:
    """An application 9 days old, a story 3 days, a review a day, a listing 5 hours, a change just now."""
    Cooperative.objects.filter(pk=make_application().pk).update(submitted_at=ago(days=9))
    Story.objects.filter(pk=make_waiting_story().pk).update(submitted_at=ago(days=3))
    BuyerReview.objects.filter(pk=write_review(make_delivered()).pk).update(written_at=ago(days=1))
    make_waiting_listing("Couscous qui attend", hours=5)
    make_edit()


def test_all_kinds_stand_together_the_longest_waiting_first(desk):
    one_of_each()
    items = desk.see("queue").context["queue"].items
    assert [item.kind.code for item in items] == ["application", "story", "review", "listing", "edit"]
    assert [item.age.days for item in items] == [9, 3, 1, 0, 0]
    assert all(item.title and item.cooperative for item in items)


def test_ages_are_told_in_words_and_the_oldest_in_colour(desk):
    one_of_each()
    page = desk.see("queue").content.decode()
    for words in (
        'waiting for <bdi dir="ltr">9</bdi> days',
        'waiting for <bdi dir="ltr">5</bdi> hours',
        "has just come",
    ):
        assert words in page
    assert page.count("age-late") == page.count("age-soon") == 1


@pytest.mark.parametrize("kind", ["application", "listing", "edit", "story", "review"])
def test_a_chip_counts_its_kind_and_shows_only_that(desk, kind):
    one_of_each()
    make_waiting_listing()
    queue = desk.see("queue", kind=kind).context["queue"]
    assert {item.kind.code for item in queue.items} == {kind}
    assert [(chip.code, chip.count) for chip in queue.chips] == [
        ("", 6), ("application", 1), ("listing", 2), ("edit", 1), ("story", 1), ("review", 1),
    ]  # fmt: skip


def test_an_unknown_kind_shows_everything(desk):
    one_of_each()
    assert len(desk.see("queue", kind="nonsense").context["queue"].items) == 5


def test_what_was_decided_waits_no_more(desk):
    listing = make_waiting_listing()
    desk.decide("listing", listing.pk, "accept")
    assert "Nothing waits" in desk.see("queue").content.decode()


def test_an_empty_kind_leads_back_to_everything(desk):
    make_application()
    assert "Nothing of this kind waits" in desk.see("queue", kind="story").content.decode()


def test_the_queue_costs_the_same_for_one_of_each_or_twenty(desk, django_assert_num_queries):
    one_of_each()
    desk.see("queue")
    with django_assert_num_queries(20):
        desk.see("queue")
    for _ in range(3):
        one_of_each()
    assert StagedEdit.objects.waiting().count() == 4
    with django_assert_num_queries(20):
        assert len(desk.see("queue").context["queue"].items) == 20


def test_a_second_page_goes_on_where_the_first_ended(desk):
    for hours in range(23):
        make_waiting_listing(f"Couscous {hours:02}", hours=hours)
    second = desk.see("queue", page=2).context["queue"].items
    assert [item.title for item in second] == ["Couscous 02 (en)", "Couscous 01 (en)", "Couscous 00 (en)"]


@pytest.mark.parametrize(
    ("waited", "days", "hours", "tone"),
    [
        (timedelta(minutes=59), 0, 0, ""),
        (timedelta(hours=23), 0, 23, ""),
        (timedelta(hours=24), 1, 24, ""),
        (timedelta(days=3), 3, 72, "soon"),
        (timedelta(days=7), 7, 168, "late"),
    ],
)
def test_an_age_is_hours_at_first_and_days_later(waited, days, hours, tone):
    now = timezone.now()
    age = age_of(now - waited, now=now)
    assert (age.days, age.hours, age.tone) == (days, hours, tone)
