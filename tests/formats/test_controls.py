from __future__ import annotations

import pytest
from django import forms
from django.conf import settings
from django.template.loader import get_template


class Form(forms.Form):
    word = forms.CharField(
        max_length=9,
        help_text="x",
        widget=forms.TextInput(attrs={"placeholder": '"><b>', "hidden": False, "dir": None}),
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    agree = forms.BooleanField()
    way = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])


def test_a_control_has_its_attributes_escaped_and_none_that_is_not_set():
    html = str(Form()["word"])
    assert 'placeholder="&quot;&gt;&lt;b&gt;"' in html
    assert 'maxlength="9"' in html
    assert " required" in html and 'required="' not in html
    assert "hidden" not in html and "dir" not in html


@pytest.mark.parametrize("name", ["word", "note", "agree", "way", "kind"])
def test_every_control_is_made_with_our_attributes(name):
    ours = get_template("django/forms/widgets/attrs.html").origin.name
    assert ours == str(settings.BASE_DIR / "templates/django/forms/widgets/attrs.html")
    assert f'name="{name}"' in (html := str(Form({"kind": "b", "way": "b"})[name]))
    assert f'id="id_{name}' in html
    if name in ("way", "kind"):
        assert html.count(" selected" if name == "kind" else " checked") == 1
