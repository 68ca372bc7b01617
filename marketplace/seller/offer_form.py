"""Price and stock of everything that a listing sells: the one page that needs no delegation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.formats.templatetags.formats import ltr_plain
from marketplace.pages.numbers import NumberField, number_shown

from .listings import Offer

MOST_MONEY, MOST_STOCK = Decimal(100_000), 100_000


class OfferForm(forms.Form):
    """Price and stock of everything that a listing sells, on one page."""

    def __init__(self, *args, offers: list[Offer], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        for offer in offers:
            self._fields_of(offer)

    def _fields_of(self, offer: Offer) -> None:
        pk, language = offer.product.pk, get_language() or "fr"
        self.fields[f"price_{pk}"] = NumberField(
            label=_("Price for one, in dirhams (MAD)"),
            least=Decimal("0.01"),
            most=MOST_MONEY,
            initial=number_shown(offer.price, language) if offer.price else None,
            error_messages={"required": _("Write the price for one, such as 45 or 45,50.")},
        )
        self.fields[f"stock_{pk}"] = forms.IntegerField(
            label=_("Still for sale"),
            min_value=0,
            max_value=MOST_STOCK,
            initial=offer.available,
            widget=forms.NumberInput(
                attrs={"inputmode": "numeric", "dir": "ltr", "class": "stepper-input", "min": 0, "max": MOST_STOCK}
            ),
            error_messages={
                "required": _("Write how many are still for sale; 0 when there are none."),
                "invalid": _("Write a whole number, such as 12."),
                "min_value": _("It cannot be less than 0."),
                "max_value": _("This number is too large: is it right?"),
            },
        )
        self.fields[f"seen_{pk}"] = forms.IntegerField(
            min_value=0, initial=offer.available, required=False, widget=forms.HiddenInput
        )

    @property
    def rows(self) -> list[tuple]:
        """(offer, price, stock, seen) for the page."""
        names = ("price", "stock", "seen")
        return [(offer, *(self[f"{name}_{offer.product.pk}"] for name in names)) for offer in self.offers]

    def wanted(self, offer: Offer) -> dict[str, Any]:
        """Of a valid form: what offer_change is given for one product."""
        pk, data = offer.product.pk, self.cleaned_data
        return {"price": data[f"price_{pk}"], "wanted": data[f"stock_{pk}"], "seen": data[f"seen_{pk}"] or 0}

    def ask_again(self, offer: Offer, available: int) -> None:
        """Her number was of an older count: say the new one beside the field, keep what she typed."""
        pk = offer.product.pk
        text = _("The number has changed meanwhile: now %(count)s are for sale. How many are there really?")
        self.add_error(f"stock_{pk}", text % {"count": ltr_plain(available)})
        self.data = self.data.copy()
        self.data[self.add_prefix(f"seen_{pk}")] = str(available)
