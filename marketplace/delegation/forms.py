"""How the delegation says yes, or why not: a reason from a list, words where they help."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Reason
from cooperatives.choices import ApplicationReason, ClosingReason, SuspensionReason
from marketplace.shop.voices.choices import SaidReason
from marketplace.stories.choices import StoryReason

OTHER = "other"
# What a reason may stand beside on the member's own pages: the fields of a listing, by their columns.
LISTING_FIELDS = [
    ("", _("The whole listing")),
    ("pictures", _("Photos")),
    ("title", _("Title")),
    ("description", _("Description")),
    ("category", _("Category")),
    ("net_quantity", _("Size or quantity")),
    ("weight_g", _("Weight of the parcel")),
    ("price", _("Price")),
    ("ingredients", _("Ingredients")),
    ("allergens", _("Allergens")),
    ("storage", _("Storage")),
    ("care", _("Care")),
    ("certificates", _("Labels and certificates")),
]


class MomentField(forms.CharField):
    """The moment of what was looked at, as it was written into the page; a page without one is too old to trust."""

    widget = forms.HiddenInput

    def clean(self, value: str) -> datetime:
        try:
            return datetime.fromisoformat(super().clean(value))
        except ValueError:
            raise ValidationError(_("Open the page once more."), code="seen") from None


class YesForm(forms.Form):
    """A decision that needs nothing but a click."""

    seen = MomentField()


class TransferForm(forms.Form):
    """What the bank's statement says. Another amount than the order's is no match: then the shopper is called."""

    received = forms.DecimalField(
        label=_("Amount on the statement, in dirhams"), max_digits=12, decimal_places=2, localize=True
    )
    bank_reference = forms.CharField(label=_("The bank's own reference"), max_length=100, required=False)

    def __init__(self, *args, amount: Decimal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.amount = amount
        self.fields["received"].widget.attrs |= {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}

    def clean_received(self) -> Decimal:
        received = self.cleaned_data["received"]
        if received != self.amount:
            raise ValidationError(_("The order is for another amount. Call the shopper before you match it."))
        return received


class AdmitForm(YesForm):
    """Nobody sells without a registration: what the application leaves open is filled in after the call."""

    registration_number = forms.CharField(
        label=_("Registration number"), max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    registration_court = forms.CharField(
        label=_("Court of first instance"), max_length=80, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    words = forms.CharField(
        label=_("A word of welcome"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip


class WhyForm(forms.Form):
    """A reason and words, both for the members; "something else" alone says nothing."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Words for the members"),
        help_text=_("They read them as you write them, beside the reason in their own language."),
        required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    reasons: list[tuple[str, str]] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = self.reasons

    def clean(self) -> dict:
        data = super().clean()
        if data.get("reason") == OTHER and not data.get("words"):
            self.add_error("words", _("Say in a few words what it is."))
        return data


class NoForm(WhyForm):
    """Of something that was looked at."""

    seen = MomentField()


class ApplicationNoForm(NoForm):
    reasons = ApplicationReason.choices


class StoryNoForm(NoForm):
    reasons = StoryReason.choices


class RemoveForm(WhyForm):
    """Of what is shown already; kept on record, and read by the cooperative where it was its answer."""

    reasons = SaidReason.choices


class ToWriterForm(WhyForm):
    """The words are for one shopper."""

    reasons = SaidReason.choices

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Words for the writer")
        self.fields["words"].help_text = _("Read as you write them, beside the reason in the writer's own language.")


class ReviewNoForm(ToWriterForm, NoForm):
    """Of a review that waits."""


class ReviewRemoveForm(ToWriterForm):
    """Of a review that is shown already."""


class ListingNoForm(NoForm):
    """The reason stands beside the field that it is about."""

    field = forms.ChoiceField(label=_("Which field?"), choices=LISTING_FIELDS, required=False)
    reasons = Reason.choices
    field_order = ("reason", "field", "words")


class SuspendForm(WhyForm):
    reasons = SuspensionReason.choices


class CloseForm(WhyForm):
    reasons = ClosingReason.choices


class ReinstateForm(forms.Form):
    """What was settled; the members read it."""

    words = forms.CharField(
        label=_("Words for the members"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
