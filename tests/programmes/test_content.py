"""The published facts of the programmes are kept, in three languages, and none is added."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cooperatives.models import Cooperative
from marketplace.demo.programmes import programmes_load
from marketplace.places.load import places_load
from marketplace.programmes.models import Cohort, Event, Programme, Step
from tests.factories import make_city, make_cooperative

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "ar", "en")


@pytest.fixture(autouse=True)
def loaded(db) -> None:
    places_load()
    make_cooperative("coop-tamo", city=make_city("ait-ourir", province="MA-HAO"), status=Cooperative.Status.DIRECTORY)
    programmes_load()


def test_loading_again_adds_nothing_and_leaves_what_was_edited():
    Programme.objects.filter(code="mourafaka").update(name_fr="Mourafaka+")
    assert programmes_load() == 0
    assert Programme.objects.get(code="mourafaka").name_fr == "Mourafaka+"
    assert (Programme.objects.count(), Step.objects.count(), Cohort.objects.count()) == (2, 5, 2)


def test_mourafaka_chose_72_cooperatives_for_phase_4_and_has_three_axes():
    mourafaka = Programme.objects.get(code="mourafaka")
    assert mourafaka.cohorts.get().chosen_count == 72
    assert mourafaka.steps.count() == 3
    assert "quatre ans" in mourafaka.eligibility_fr and "four years" in mourafaka.eligibility_en
    for language, place in (("fr", "Benguerir"), ("ar", "بنجرير"), ("en", "Benguerir")):
        assert place in getattr(mourafaka, f"body_{language}")


def test_only_the_published_date_is_a_date():
    assert list(Event.objects.exclude(on=None).values_list("on", flat=True)) == [date(2023, 7, 24)]
    launch = Event.objects.get(on__isnull=False)
    assert (launch.kind, launch.programme.code) == ("launch", "motatawi3")
    assert "lundi 24 juillet 2023" in launch.standfirst_fr and date(2023, 7, 24).weekday() == 0


def test_the_visit_names_its_cooperative_even_when_it_joins_later():
    assert Event.objects.get(kind="visit").cooperatives.get().slug == "coop-tamo"
    day = Event.objects.get(kind="information_day")
    assert not day.cooperatives.exists()
    make_cooperative("annissae-alhadgat", city=make_city("el-kelaa-des-sraghna", province="MA-KES"))
    programmes_load()
    assert day.cooperatives.get().slug == "annissae-alhadgat"


def test_the_information_day_and_the_agreement_keep_their_facts():
    day, agreement = Event.objects.get(kind="information_day"), Event.objects.get(kind="signing")
    assert "112-12" in day.body_fr and "112-12" in day.body_en
    assert "Maison des Associations" in day.place_fr
    assert "call for projects" in agreement.body_en and "wali" in agreement.body_fr


def test_every_text_stands_in_three_languages():
    for model in (Programme, Step, Cohort, Event):
        for row in model.objects.all():
            for field in {f.name[:-3] for f in model._meta.fields if f.name.endswith("_fr")}:
                texts = {language: getattr(row, f"{field}_{language}") for language in LANGUAGES}
                assert len(set(map(bool, texts.values()))) == 1, (row, field)
                if texts["ar"]:
                    assert re.search(r"[\u0600-\u06ff]", texts["ar"]), (row, field)
                    assert not re.search(r"[\u0660-\u0669,;?]", texts["ar"]), (row, field)
                    assert texts["ar"].count("\n\n") == texts["fr"].count("\n\n") == texts["en"].count("\n\n")


def test_nothing_but_published_figures_is_said():
    """Numbers of the texts, against those of the source."""
    known = {"72", "24", "2023", "4", "112", "12", "3"}
    for row in (*Programme.objects.all(), *Event.objects.all(), *Step.objects.all(), *Cohort.objects.all()):
        for field in row._meta.fields:
            if field.name.endswith(("_fr", "_ar", "_en")):
                said = re.sub(r"Motatawi3", "", getattr(row, field.name) or "")
                assert set(re.findall(r"\d+", said)) <= known, (row, field.name)
