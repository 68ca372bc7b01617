"""Forms for what comes back: steppers, one choice, words only where nothing else will do."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.pages.giving import MoneyBackForm, UnitsMixin

_ANSWERS = [
    ("accept", _("Give the money back now")),
    ("send_back", _("First the goods come back, then the money")),
    ("refuse", _("No")),
]
ANSWER_ICONS = {"accept": "cash", "send_back": "undo", "refuse": "cross"}


class UnitsForm(UnitsMixin, forms.Form):
    """Of what came back: how many of each can be sold again."""

    by_hand = forms.BooleanField(label=_("We give the money back in cash ourselves"), required=False)

    def __init__(self, *args, rows: Iterable[tuple], ask_by_hand: bool = False, **kwargs) -> None:
        """rows: (line, units that came back)."""
        super().__init__(*args, **kwargs)
        if not ask_by_hand:
            del self.fields["by_hand"]
        self.add_units(rows, start_full=True)


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


class GiveBackForm(MoneyBackForm):
    """Some money back, without a claim: how much and why."""

    by_hand = forms.BooleanField(label=_("We give the money back in cash ourselves"), required=False)

    def __init__(self, *args, ask_by_hand: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not ask_by_hand:
            del self.fields["by_hand"]
