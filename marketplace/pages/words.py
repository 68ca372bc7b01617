"""Words to other people in a form: plain text, cleaned before it is counted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.shop.voices.models import MOST_WORDS
from marketplace.shop.voices.words import plain


class PlainField(forms.CharField):
    """Words without control characters; what is only blanks is nothing."""

    def to_python(self, value: object) -> str:
        return plain(super().to_python(value) or "")


class UncutTextarea(forms.Textarea):
    """Counted by the server alone: a browser's limit would cut what is pasted without a word."""

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("maxlength", None)
        return context


def words_field(label, *, rows: int = 5, **more) -> PlainField:
    """Several lines of at most MOST_WORDS characters."""
    area = UncutTextarea(attrs={"rows": rows, "dir": "auto"})
    errors = {"required": _("Write a few words.")}
    return PlainField(label=label, max_length=MOST_WORDS, widget=area, error_messages=errors, **more)


class WordsForm(forms.Form):
    """An answer or a message: words and nothing else."""

    words = words_field(_("Your words"), rows=4)
