"""For which company invoices are written."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.pages.ice import IceField


class CompanyForm(forms.Form):
    """Its name; the ICE only if it wants it there."""

    name = forms.CharField(
        label=_("Name of the company"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    ice = IceField(required=False, help_text=_("15 digits. You may leave it out."))
