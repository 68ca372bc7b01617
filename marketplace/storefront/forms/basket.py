"""Forms of the basket: how many, which size, to which town."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Product
from marketplace.places.fields import TownField
from marketplace.shop.basket.services import MAX_QUANTITY
from marketplace.shop.voucher.models import CODE_LENGTH


class QuantityForm(forms.Form):
    """A whole number of units; 0 removes."""

    quantity = forms.IntegerField(
        label=_("Quantity"),
        min_value=0,
        max_value=MAX_QUANTITY,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class AddForm(forms.Form):
    """Which size of a listing, and how many. For a listing without variants the size is hidden."""

    variant = forms.TypedChoiceField(label=_("Size"), coerce=int, widget=forms.RadioSelect)
    quantity = forms.IntegerField(
        label=_("Quantity"),
        min_value=1,
        max_value=MAX_QUANTITY,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args, listing: Product, variants: list[Product], asked: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["variant"]
        if variants:
            field.choices = [(child.pk, child.size_label or child.listing_code) for child in variants]
            ids = [child.pk for child in variants]
            field.initial = asked if asked in ids else ids[0]
        else:
            field.choices = [(listing.pk, listing.title)]
            field.initial, field.required, field.empty_value = listing.pk, False, listing.pk
            field.widget = forms.HiddenInput()


class CityForm(forms.Form):
    """The town parcels go to: picked, never typed."""

    city = TownField(label=_("Town of delivery"))


class CodeForm(forms.Form):
    """The code of a voucher, in any case and with blanks."""

    code = forms.CharField(
        label=_("I have a code"),
        # Blanks between its groups are typed too.
        max_length=2 * CODE_LENGTH,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"required": _("Write the code, then press “Use it”.")},
    )
