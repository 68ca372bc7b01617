"""Forms for what comes back: steppers, one choice, words only where nothing else will do."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.formats import price_text
from marketplace.money.refund_choices import RefundReason

_ANSWERS = [
    ("accept", _("Give the money back now")),
    ("send_back", _("First the goods come back, then the money")),
    ("refuse", _("No")),
]
ANSWER_ICONS = {"accept": "cash", "send_back": "undo", "refuse": "cross"}


class UnitsForm(forms.Form):
    """Of what came back: how many of each can be sold again."""

    by_hand = forms.BooleanField(label=_("We give the money back in cash ourselves"), required=False)

    def __init__(self, *args, rows: Iterable[tuple], ask_by_hand: bool = False, **kwargs) -> None:
        """rows: (line, units that came back)."""
        super().__init__(*args, **kwargs)
        if not ask_by_hand:
            del self.fields["by_hand"]
        self.given = list(rows)
        for line, units in self.given:
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label=line.title_in(get_language() or "fr"),
                min_value=0,
                max_value=units,
                initial=units,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "stepper-input", "dir": "ltr"}),
            )

    @property
    def rows(self) -> list[tuple]:
        """(line, units, bound field)."""
        return [(line, units, self[f"units_{line.pk}"]) for line, units in self.given]

    @property
    def fit(self) -> dict[int, int]:
        """line id -> units, of a valid form."""
        return {line.pk: self.cleaned_data[f"units_{line.pk}"] for line, _units in self.given}


class AnswerForm(forms.Form):
    """Yes, yes when it is back, or no and why."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=_ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The shopper reads this."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    by_hand = forms.BooleanField(label=_("We give the money back in cash ourselves"), required=False)

    def __init__(self, *args, ask_by_hand: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not ask_by_hand:
            del self.fields["by_hand"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("answer") == "refuse" and not cleaned.get("words"):
            self.add_error("words", _("Tell the shopper in a few words why."))
        return cleaned

    @property
    def choices(self) -> list[tuple]:
        """(radio button, icon)."""
        return [(option, ANSWER_ICONS[option.data["value"]]) for option in self["answer"]]


_WHY = [RefundReason.DAMAGED, RefundReason.MISSING, RefundReason.NOT_AS_DESCRIBED, RefundReason.OTHER]


class GiveBackForm(forms.Form):
    """Some money back, without a claim: how much and why."""

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
    by_hand = forms.BooleanField(label=_("We give the money back in cash ourselves"), required=False)

    def __init__(self, *args, left: Decimal, ask_by_hand: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.left = left
        self.fields["amount"].widget.attrs |= {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
        if not ask_by_hand:
            del self.fields["by_hand"]

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if amount > self.left:
            text = _("At most %(amount)s: more was not paid, or it went back already.")
            raise ValidationError(text % {"amount": price_text(self.left, get_language() or "fr")})
        return amount
