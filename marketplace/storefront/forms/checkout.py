"""Forms of the checkout: who buys and where it goes; then the review with the terms."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.address_form import AddressForm
from marketplace.accounts.fields import EmailField
from marketplace.money.services.ways import Way
from marketplace.shop.basket import BasketView


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
            self.fields["phone"].help_text = _("The cooperative calls if there is something to ask.")
            self.fields["gift_note"].label = _("A word to go with the goods")
        if not (needs_address and can_keep):
            del self.fields["keep"]
        # Somebody signed in with a telephone number need not have an e-mail address.
        self.fields["email"].required = email_required


def agreed_prices(contents: BasketView) -> str:
    """What each thing costs on the page, as its form gives it back: "12:38.00 13:4.50", by line of the basket."""
    return " ".join(f"{line.line.pk}:{line.unit_price}" for line in contents.lines)


class PricesField(forms.RegexField):
    """Cleaned to line id -> MAD. The total is agreed to besides, so a page without it orders too."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs) -> None:
        super().__init__(r"^(\d{1,18}:\d{1,10}\.\d\d ?)*$", required=False, max_length=20_000, **kwargs)

    def clean(self, value: str) -> dict[int, Decimal]:
        pairs = (pair.split(":") for pair in super().clean(value).split())
        return {int(pk): Decimal(price) for pk, price in pairs}


class ReviewForm(forms.Form):
    """The last step: how it is paid, the total and prices that were read, and the terms."""

    payment = forms.ChoiceField(
        label=_("How do you want to pay?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the ways to pay that are offered here.")},
    )

    agreed_prices = PricesField()

    agreed_total = forms.DecimalField(
        widget=forms.HiddenInput, max_digits=12, decimal_places=2, min_value=Decimal(0), required=True
    )
    accept_terms = forms.BooleanField(
        label=_("I have read and accept the terms of sale."),
        error_messages={"required": _("Tick this box to order: the terms of sale apply to your purchase.")},
    )

    def __init__(self, *args, ways: Sequence[Way], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.ways = ways
        self.open = [way.method for way in ways if way.is_open]
        self.fields["payment"].choices = [(method.value, method.label) for method in self.open]
        self.fields["payment"].initial = self.open[0].value if self.open else None

    def clean_payment(self) -> str:
        """Where there is only one way, nobody is asked."""
        chosen = self.cleaned_data["payment"]
        if chosen or len(self.open) == 1:
            return chosen or self.open[0].value
        raise forms.ValidationError(_("Choose how you want to pay."))

    @property
    def cards(self) -> list[tuple[Way, bool]]:
        """Each way with whether it is chosen, for the page."""
        chosen = self["payment"].value()
        return [(way, way.is_open and way.method == chosen) for way in self.ways]
