"""The fields of an address: at the checkout and in the address book."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from marketplace.places.fields import Select, TownField

from .fields import PhoneField


class AddressForm(forms.Form):
    """Who is there, and how the driver finds the door. Towns are picked: carriers match their own list."""

    name = forms.CharField(
        label=_("First and last name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    phone = PhoneField(help_text=_("The driver calls before coming."))
    city = TownField(label=_("Town"), widget=Select(attrs={"autocomplete": "address-level2"}))
    street = forms.CharField(
        label=_("Street and number, or douar and commune"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1", "dir": "auto"}),
    )
    landmark = forms.CharField(
        label=_("Landmark for the driver"),
        help_text=_("For example: behind the mosque, green door."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    postal_code = forms.CharField(
        label=_("Postal code"),
        required=False,
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", _("A postal code has five digits. You may leave it empty."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "dir": "ltr"}),
    )

    PLACE = ("city", "street", "landmark", "postal_code")
