"""elements/field.html joins label, help and error to the control."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from marketplace.accounts.fields import ContactField, PhoneField


class EveryKindForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the parcel")
    note = forms.CharField(label="Note", required=False)
    phone = PhoneField()
    contact = ContactField(by_phone=True)
    city = forms.ChoiceField(label="City", choices=[("safi", "Safi")])
    method = forms.ChoiceField(label="Method", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    terms = forms.BooleanField(label="I agree")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def rendered(data: dict | None) -> str:
    return render_to_string("elements/form.html", {"form": EveryKindForm(data)})


def test_every_control_has_its_label():
    page = rendered(None)
    for name in ("name", "note", "phone", "contact", "city", "terms", "method_0", "method_1"):
        assert f'id="id_{name}"' in page
        assert f'<label for="id_{name}"' in page or f'for="id_{name}"' in page
    assert page.count("<legend>Method") == 1
    assert page.count('class="field-optional"') == 1
    assert "style=" not in page


@pytest.mark.parametrize("name", ["name", "phone", "contact", "city", "terms"])
def test_an_error_is_beside_its_field_and_announced_with_it(name):
    page = rendered({})
    control = re.search(rf'<(?:input|select)[^>]*id="id_{name}"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in control
    assert f"id_{name}_error" in control
    assert f'id="id_{name}_error"' in page
    assert 'role="alert"' in page


def test_help_comes_before_the_error():
    assert 'aria-describedby="id_name_helptext id_name_error"' in rendered({})


def test_an_error_of_a_choice_is_announced_with_its_group():
    assert re.search(r'<fieldset[^>]*aria-describedby="id_method_error"', rendered({}))


def test_nothing_typed_is_lost():
    page = rendered({"phone": "06 12 <34>", "name": "Aïcha"})
    assert 'value="06 12 &lt;34&gt;"' in page
    assert 'value="Aïcha"' in page


def test_numbers_and_addresses_are_typed_from_left_to_right():
    page = rendered(None)
    for name in ("phone", "contact"):
        assert 'dir="ltr"' in re.search(rf'<input[^>]*id="id_{name}"[^>]*>', page)[0]
