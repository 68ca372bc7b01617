"""The select of towns: as Django would write it, from options that are made once."""

from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html
from django.utils import translation

from marketplace.places.choices import towns
from marketplace.places.fields import NONE_YET, TownField
from marketplace.places.load import places_load
from marketplace.places.models import City

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    places_load()


class Ours(forms.Form):
    city = TownField(label="Town")


class Djangos(forms.Form):
    city = forms.ChoiceField(label="Town")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = [("", NONE_YET), *towns().groups]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("chosen", ["", "essaouira", "nowhere", '"><script>'])
def test_it_is_the_select_that_django_would_write(language, chosen):
    with translation.override(language):
        ours, theirs = str(Ours({"city": chosen})["city"]), str(Djangos({"city": chosen})["city"])
    assert parse_html(ours) == parse_html(theirs.replace('<option value="" selected>', '<option value="">'))


def test_her_own_region_comes_first_and_each_language_has_its_names():
    with translation.override("fr"):
        assert towns().groups[0][0] == "Marrakech-Safi"
        assert towns().by_code["essaouira"].name == "Essaouira"
    with translation.override("ar"):
        assert dict(towns().groups[0][1])["essaouira"] == City.objects.get(pk="essaouira").name_ar


def test_a_town_that_is_not_on_the_list_is_refused_beside_its_field():
    assert Ours({"city": "essaouira"}).is_valid()
    for typed in ("nowhere", ""):
        form = Ours({"city": typed})
        assert not form.is_valid()
        assert form["city"].errors
        assert 'aria-invalid="true"' in str(form["city"])
