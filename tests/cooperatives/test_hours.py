"""When goods can be fetched, in words."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from cooperatives.hours import Hours
from cooperatives.services.pickup import pickup_set
from tests.factories import make_cooperative

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "every day, 8:00 to 12:00"),
        ([0, 1, 2, 3, 5, 6], "every day but Friday, 8:00 to 12:00"),
        ([0, 1, 2, 3], "Monday to Thursday, 8:00 to 12:00"),
        (range(6), "Monday to Saturday, 8:00 to 12:00"),
        ([1, 3, 5], "Tuesday, Thursday and Saturday, 8:00 to 12:00"),
        ([5, 6], "Saturday and Sunday, 8:00 to 12:00"),
        ([1], "Tuesday, 8:00 to 12:00"),
    ],
)
def test_days_are_said_as_people_say_them(days, words):
    with translation.override("en"):
        assert str(Hours(days, time(8), time(12))) == words


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("fr", [0, 1, 2, 3], f"du lundi au jeudi, de 9{SPACE}h{SPACE}30 à 15{SPACE}h"),
        ("fr", [0, 1, 2, 3, 5, 6], f"tous les jours sauf le vendredi, de 9{SPACE}h{SPACE}30 à 15{SPACE}h"),
        ("fr", [1, 3, 5], f"mardi, jeudi et samedi, de 9{SPACE}h{SPACE}30 à 15{SPACE}h"),
        ("ar", [0, 1, 2, 3], "من الاثنين إلى الخميس، من الساعة 9:30 إلى 15"),
        ("ar", [1, 3, 5], "الثلاثاء والخميس والسبت، من الساعة 9:30 إلى 15"),
    ],
)
def test_in_every_language(language, days, words):
    with translation.override(language):
        assert str(Hours(days, time(9, 30), time(15))) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "first", "last"), [([], time(9), time(12)), ([0], time(9), time(9)), ([0], None, None)]
)
def test_the_database_refuses_half_of_it(days, first, last):
    with pytest.raises(IntegrityError), transaction.atomic():
        pickup_set(cooperative_id=make_cooperative().pk, days=days, first=first, last=last)


@pytest.mark.django_db
def test_nobody_has_said_anything_at_first():
    assert (make_cooperative().hours, make_cooperative("other").opening) == (None, "")
