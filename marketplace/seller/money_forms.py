"""A cooperative's bank account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.pages.rib import RibField


class AccountForm(forms.Form):
    """The delegation compares it with the bank's paper before any money goes there."""

    rib = RibField(label=_("RIB"), help_text=_("The 24 digits on your bank's paper, or the IBAN."))
    holder = forms.CharField(
        label=_("Whose account is it?"),
        help_text=_("The name as the bank writes it: the cooperative's, not a person's."),
        max_length=70,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Write the name as the bank writes it.")},
    )
