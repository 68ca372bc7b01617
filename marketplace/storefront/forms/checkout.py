"""Forms of the checkout: who buys and where it goes; then the review with the terms."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.address_form import AddressForm
from marketplace.accounts.fields import EmailField


class DetailsForm(AddressForm):
    """Contact and address. The address is left out when nothing needs a parcel."""

    email = EmailField(help_text=_("For the confirmation and the tracking link."))
    keep = forms.BooleanField(label=_("Keep this address for next time"), required=False)
    gift_note = forms.CharField(
        label=_("A word to put into the parcels"),
        help_text=_("If it is a gift: up to 300 characters, printed on the slip. The slip shows no prices."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    field_order = ("name", "phone", "email", *AddressForm.PLACE, "keep", "gift_note")

    def __init__(self, *args, needs_address: bool, email_required: bool, can_keep: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not needs_address:
            for name in self.PLACE:
                del self.fields[name]
        if not (needs_address and can_keep):
            del self.fields["keep"]
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
