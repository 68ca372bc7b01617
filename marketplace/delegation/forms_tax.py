"""Whether a cooperative charges VAT, and from when."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

CHARGES = [("no", _("It charges no VAT: its papers say that it is exempt")), ("yes", _("It charges VAT"))]


class VatForm(forms.Form):
    """As the cooperative's accountant confirmed it."""

    charges = forms.ChoiceField(label=_("VAT of this cooperative"), choices=CHARGES, widget=forms.RadioSelect)
    since = forms.DateField(
        label=_("From this day on"),
        help_text=_("Orders placed before keep what they had."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
