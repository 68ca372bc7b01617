"""Giving money back: the fields that more than one door asks for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.centimes import centimes
from marketplace.formats import price_text
from marketplace.money.refund_choices import RefundReason
from marketplace.shop.order.models import Line

_WHY = [RefundReason.DAMAGED, RefundReason.MISSING, RefundReason.NOT_AS_DESCRIBED, RefundReason.OTHER]


class UnitsMixin:
    """A stepper for each line of a form: how many units of it."""

    def add_units(self, rows: Iterable[tuple[Line, int]], *, start_full: bool) -> None:
        """rows: (line, units at most). start_full: all of them, until somebody takes some off."""
        self.given = list(rows)
        for line, units in self.given:
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label=line.title_in(get_language() or "fr"),
                min_value=0,
                max_value=units,
                initial=units if start_full else 0,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "stepper-input", "dir": "ltr"}),
            )

    @property
    def rows(self) -> list[tuple]:
        """(line, units at most, bound field)."""
        return [(line, units, self[f"units_{line.pk}"]) for line, units in self.given]

    @property
    def units(self) -> dict[int, int]:
        """line id -> units, of a valid form."""
        return {line.pk: self.cleaned_data[f"units_{line.pk}"] for line, _units in self.given}


class MoneyBackForm(forms.Form):
    """How much and why. left: MAD that were paid and have not gone back.

    seen: centimes that were left when it was read, so that what is sent twice is done once.
    """

    amount = forms.DecimalField(
        label=_("How much, in dirhams"), min_value=Decimal("0.01"), max_digits=10, decimal_places=2, localize=True
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=[(why, why.label) for why in _WHY], widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The shopper reads this."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, left: Decimal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.left = left
        self.fields["seen"].initial = centimes(left)
        self.fields["amount"].widget.attrs |= {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}

    def clean_amount(self) -> Decimal | None:
        amount = self.cleaned_data["amount"]
        if amount and amount > self.left:
            raise ValidationError(at_most(self.left))
        return amount

    def add_overtaken(self) -> None:
        """Not what she has seen is left."""
        self.add_error(None, _("Some of it went back in the meantime. Nothing more was given back: look again."))

    def look_again(self) -> None:
        """It will be shown once more, with what is left by now."""
        self.data = self.data.copy()
        self.data["seen"] = centimes(self.left)


def at_most(left: Decimal) -> str:
    """Beside an amount that is too much. left: MAD."""
    text = _("At most %(amount)s: more was not paid, or it went back already.")
    return text % {"amount": price_text(left, get_language() or "fr")}
