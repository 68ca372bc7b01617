"""Forms of the checkout: who buys and where it goes; then the review with the terms."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.fields import EmailField, PhoneField
from marketplace.places.choices import city_choices


class DetailsForm(forms.Form):
    """Contact and address. The address is left out when nothing needs a parcel."""

    name = forms.CharField(
        label=_("First and last name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = PhoneField(help_text=_("The driver calls before coming."))
    email = EmailField(help_text=_("For the confirmation and the tracking link."))
    city = forms.ChoiceField(label=_("Town"))
    street = forms.CharField(
        label=_("Street and number, or douar and commune"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    landmark = forms.CharField(
        label=_("Landmark for the driver"),
        help_text=_("For example: behind the mosque, green door."),
        max_length=200,
        required=False,
    )
    postal_code = forms.CharField(
        label=_("Postal code"),
        required=False,
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", _("A postal code has five digits. You may leave it empty."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "dir": "ltr"}),
    )

    ADDRESS = ("city", "street", "landmark", "postal_code")

    def __init__(self, *args, needs_address: bool, email_required: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if needs_address:
            self.fields["city"].choices = [("", _("Choose a town")), *city_choices()]
        else:
            for name in self.ADDRESS:
                del self.fields[name]
        # Somebody signed in with a telephone number need not have an e-mail address.
        self.fields["email"].required = email_required


class ReviewForm(forms.Form):
    """The last step: the total that was read, and the terms."""

    agreed_total = forms.DecimalField(
        widget=forms.HiddenInput, max_digits=12, decimal_places=2, min_value=Decimal(0), required=True
    )
    accept_terms = forms.BooleanField(
        label=_("I have read and accept the terms of sale."),
        error_messages={"required": _("Tick this box to order: the terms of sale apply to your purchase.")},
    )
