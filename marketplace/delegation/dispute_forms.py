"""What the delegation says of a payment that a bank takes back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.centimes import mad
from marketplace.formats.templatetags.formats import isolate, price
from marketplace.money.disputing import Key, Thing
from marketplace.money.refund_choices import Liable


def value_of(key: Key) -> str:
    """How a thing of an order is named in the form."""
    part, line = key
    return f"{part}-{line or 'delivery'}"


class DisputeForm(forms.Form):
    """What it is about, and who bears it if it is lost."""

    about = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("The money of the cooperatives that you tick waits; the others are paid."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one thing.")},
    )
    liable = forms.ChoiceField(
        label=gettext_lazy("If the money is lost, who bears it?"), widget=forms.RadioSelect, initial=Liable.PLATFORM
    )

    def __init__(self, *args, things: Sequence[Thing], has_carrier: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(value_of(thing.key), _words(thing)) for thing in things]
        kinds = [Liable.PLATFORM, Liable.COOPERATIVE, *([Liable.CARRIER] if has_carrier else [])]
        self.fields["liable"].choices = [(kind, kind.label) for kind in kinds]
        self.keys = {value_of(thing.key): thing.key for thing in things}

    def values(self) -> dict:
        """What dispute_decide asks for."""
        data = self.cleaned_data
        return {"about": [self.keys[value] for value in data["about"]], "liable": data["liable"]}

    def add_too_little(self, ticked: int, asked: int) -> None:
        """What was ticked does not come to what the bank takes (centimes)."""
        amounts = {"ticked": price(mad(ticked)), "asked": price(mad(asked))}
        words = _("What you ticked comes to %(ticked)s; the bank takes %(asked)s. Tick what else it is about.")
        self.add_error("about", SafeString(words % amounts))


def _words(thing: Thing) -> SafeString:
    what = isolate(thing.line.title_here) if thing.line else _("Delivery")
    return format_html("{} · {} · {}", what, isolate(thing.part.cooperative_name), price(mad(thing.paid)))
