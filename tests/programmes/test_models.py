"""What the public may read, and in which order."""

from datetime import date

import pytest
from django.db import IntegrityError

from marketplace.programmes.models import Event, Programme, Step
from tests.factories import make_city, make_cooperative
from tests.factories.programmes import make_event, make_programme

pytestmark = pytest.mark.django_db


def test_only_published_rows_are_out():
    make_programme("out"), make_programme("draft", is_published=False)
    make_event("out"), make_event("draft", is_published=False)
    assert [one.code for one in Programme.objects.published()] == ["out"]
    assert [one.slug for one in Event.objects.published()] == ["out"]


def test_newest_first_and_those_without_a_date_after():
    make_event("undated-b", position=2), make_event("undated-a", position=1)
    make_event("old", on=date(2022, 1, 1)), make_event("new", on=date(2023, 7, 24))
    assert [one.slug for one in Event.objects.newest_first()] == ["new", "old", "undated-a", "undated-b"]


def test_a_province_has_what_took_place_there_and_what_its_cooperatives_did():
    city = make_city("ait-ourir", province="MA-HAO")
    there = make_event("there", province=city.province)
    away = make_event("away", province=make_city().province)
    away.cooperatives.add(make_cooperative(city=city), make_cooperative(city=city))
    make_event("elsewhere")
    assert set(Event.objects.about_province("MA-HAO")) == {there, away}
    assert Event.objects.about_province("MA-HAO").count() == 2


def test_two_steps_never_share_a_place():
    programme = make_programme()
    with pytest.raises(IntegrityError):
        Step.objects.create(programme=programme, position=1, title_fr="Encore")


def test_an_event_outlives_its_programme():
    event = make_event(programme=make_programme())
    event.programme.delete()
    event.refresh_from_db()
    assert event.programme is None
