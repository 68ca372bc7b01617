"""The form of the numbers on invoices."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from marketplace.pages.ice import IceField

_digits = RegexValidator(r"^[0-9 ]+$", _("Write only digits."))
_attrs = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}


class IdentityForm(forms.Form):
    """As they stand on the tax office's papers; each may be left empty until it is known."""

    ice = IceField(required=False, help_text=_("15 digits, on your tax papers."))
    fiscal_id = forms.CharField(
        label=_("IF (tax number)"), required=False, max_length=20, validators=[_digits],
        widget=forms.TextInput(attrs=_attrs),
    )  # fmt: skip
    trade_tax = forms.CharField(
        label=_("TP (business tax)"), required=False, max_length=20, validators=[_digits],
        widget=forms.TextInput(attrs=_attrs),
    )  # fmt: skip
