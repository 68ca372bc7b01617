"""Money back for an order, by the delegation: which order, then what of it, and who bears it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.delegation.back_forms import liable_choices
from marketplace.delegation.reading.giving import Found, Sheet, orders_found
from marketplace.formats.templatetags.formats import price_plain
from marketplace.money.refund_choices import Liable, RefundMethod, RefundReason
from marketplace.pages.giving import MoneyBackForm, UnitsMixin

# How they are asked here: the reasons' own words speak to the shopper.
_WHY = [
    (RefundReason.DAMAGED, RefundReason.DAMAGED.label),
    (RefundReason.MISSING, RefundReason.MISSING.label),
    (RefundReason.NOT_AS_DESCRIBED, RefundReason.NOT_AS_DESCRIBED.label),
    (RefundReason.CAME_BACK, RefundReason.CAME_BACK.label),
    (RefundReason.CHANGED_MIND, gettext_lazy("The shopper changed her mind")),
    (RefundReason.OTHER, RefundReason.OTHER.label),
]


class FindForm(forms.Form):
    """The order, by the number that the shopper or the cooperative quotes."""

    number = forms.CharField(
        label=gettext_lazy("Order number"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Write the number: it is on the parcel and in every letter.")},
    )

    def clean_number(self) -> list[Found]:
        """Its parts, of which at least one can be given back."""
        orders = orders_found(self.cleaned_data["number"])
        if not orders:
            raise forms.ValidationError(_("No order has this number: compare it sign by sign."))
        if all(order.why_not for order in orders):
            raise forms.ValidationError(orders[0].why_not)
        return orders


class GiveForm(UnitsMixin, MoneyBackForm):
    """Pieces, the delivery, an amount besides; who bears it; why; by which way."""

    delivery = forms.BooleanField(required=False)
    liable = forms.ChoiceField(label=gettext_lazy("Who pays it?"), widget=forms.RadioSelect, initial=Liable.COOPERATIVE)
    method = forms.ChoiceField(
        label=gettext_lazy("How is it paid back?"),
        choices=[(way, way.label) for way in (RefundMethod.BANK, RefundMethod.BY_HAND)],
        widget=forms.RadioSelect,
        initial=RefundMethod.BANK,
    )
    field_order = ("amount", "delivery", "liable", "reason", "words", "method", "seen")

    def __init__(self, *args, sheet: Sheet, **kwargs) -> None:
        super().__init__(*args, left=sheet.left, **kwargs)
        self.add_units([(one.line, one.units - one.gone) for one in sheet.goods], start_full=False)
        fields = self.fields
        fields["amount"].required, fields["amount"].label = False, _("An amount off the price, in dirhams")
        fields["delivery"].label = _("The delivery: %(amount)s") % {"amount": price_plain(sheet.delivery)}
        fields["liable"].choices = liable_choices(has_carrier=sheet.part.carrier_id is not None)
        fields["reason"].choices = _WHY
        fields["words"].required, fields["words"].error_messages["required"] = True, _("Say in a few words why.")
        fields["words"].help_text = _("The shopper and the cooperative read this.")
        for name, is_there in (("delivery", sheet.delivery), ("method", sheet.part.order.is_cash)):
            if not is_there:
                del fields[name]
        self.sheet = sheet

    def clean(self) -> dict:
        data = super().clean()
        asked = any(self.units.values()) if not self.errors else True
        if not (asked or data.get("delivery") or data.get("amount")):
            self.add_error("amount", _("Say what goes back: pieces, the delivery, or an amount."))
        return data

    @property
    def chosen(self) -> list[tuple]:
        """(line, units) of a valid form, none of none."""
        return [(line, self.units[line.pk]) for line, _most in self.given if self.units[line.pk]]

    @property
    def what(self) -> dict:
        """What refund_ask and refund_foresee ask for of the same."""
        data = self.cleaned_data
        delivery = self.sheet.delivery if data.get("delivery") else None
        return {"units": self.units, "delivery": delivery, "amount": data["amount"], "liable": data["liable"]}

    @property
    def why(self) -> dict:
        """The rest of what refund_ask asks for."""
        names = ("reason", "words", "method", "seen")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
