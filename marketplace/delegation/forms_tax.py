"""Whether a cooperative charges VAT, and at which rates, from when on."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.delegation.reading.tax import things
from marketplace.pages.codes import DAY
from marketplace.pages.numbers import NumberField

CHARGES = [("no", _("It charges no VAT: its papers say that it is exempt")), ("yes", _("It charges VAT"))]


class VatForm(forms.Form):
    """As the cooperative's accountant confirmed it."""

    charges = forms.ChoiceField(label=_("VAT of this cooperative"), choices=CHARGES, widget=forms.RadioSelect)
    since = forms.DateField(
        label=_("From this day on"),
        help_text=_("Orders placed before keep what they had."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RateForm(forms.Form):
    """A new rate, as the office confirmed it."""

    thing = forms.ChoiceField(label=_("Of what"))
    percent = NumberField(label=_("VAT, in per cent"), least=Decimal(0), most=Decimal(100))
    since = forms.DateField(
        label=_("From this day on"), help_text=_("Orders placed before keep what they had."), widget=DAY
    )
    name = forms.CharField(
        label=_("What the office calls it"),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Write its name, such as “Normal rate”.")},
    )
    mention_fr = forms.CharField(
        label=_("Where it is 0: why, in French"),
        help_text=_("Papers print it. Empty: as it was printed so far."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "fr"}),
    )
    mention_ar = forms.CharField(
        label=_("The same in Arabic"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    mention_en = forms.CharField(
        label=_("The same in English"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = things()
        self.fields["percent"].error_messages["most"] = _("A percentage is at most 100.")
        self.fields["since"].initial = timezone.localdate()

    def clean(self) -> dict:
        data = super().clean()
        if (data.get("mention_ar") or data.get("mention_en")) and not data.get("mention_fr"):
            self.add_error("mention_fr", _("Write it in French first: it stands in for a language that has no words."))
        return data

    def values(self) -> dict:
        """What tax_rate_add asks for."""
        data = self.cleaned_data
        scope, code = data["thing"].split(":", 1)
        mention = {language: data[f"mention_{language}"] for language in ("fr", "ar", "en")}
        return {
            "scope": scope,
            "code": code,
            "rate_bps": int(data["percent"] * 100),
            "since": data["since"],
            "name": data["name"],
            "mention": {language: words for language, words in mention.items() if words},
        }
