"""Forms of the delegation about money that goes back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.money.refund_choices import Liable

_ANSWERS = [
    ("accept", _("Give the money back now")),
    ("send_back", _("First the goods come back, then the money")),
    ("refuse", _("No")),
]


def liable_choices(*, has_carrier: bool) -> list[tuple]:
    """Who can bear it."""
    kinds = [Liable.COOPERATIVE, Liable.PLATFORM, *([Liable.CARRIER] if has_carrier else [])]
    return [(kind, kind.label) for kind in kinds]


class DecideForm(forms.Form):
    """What is done, who bears it, and why."""

    answer = forms.ChoiceField(label=_("The decision"), choices=_ANSWERS, widget=forms.RadioSelect)
    liable = forms.ChoiceField(label=_("Who pays it?"), widget=forms.RadioSelect, initial=Liable.COOPERATIVE)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The shopper and the cooperative read this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say in a few words why.")},
    )

    def __init__(self, *args, has_carrier: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["liable"].choices = liable_choices(has_carrier=has_carrier)


class PaidForm(forms.Form):
    """The bank's line of a transfer that was made."""

    bank_reference = forms.CharField(label=_("The bank's own reference"), max_length=60, required=False)


class SureForm(forms.Form):
    """A word for the shopper, before an order is ended."""

    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The shopper reads this."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
