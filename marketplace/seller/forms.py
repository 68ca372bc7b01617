"""Forms of the seller door: choices with icons and steppers first, words only where nothing else will do."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperatives.choices import HolidayReason
from cooperatives.holiday import LONGEST_DAYS
from cooperatives.hours import WEEK
from marketplace.shop.delivery.models import Carrier
from marketplace.shop.order.choices import DeclineReason
from marketplace.shop.order.models import CooperativeOrder

OWN = "own"


class SendForm(forms.Form):
    """Who carries the parcel, under which number, with which units of each line."""

    carrier = forms.ChoiceField(label=_("Who carries it?"), widget=forms.RadioSelect)
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        help_text=_("It is on the carrier's receipt. Not needed when you deliver it yourselves."),
        error_messages={
            "required": _("Write the number of the carrier's receipt: the shopper follows the parcel with it.")
        },
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9 ./-]+$", _("Write only the letters and digits of the receipt."))],
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )
    parcels_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, part: CooperativeOrder, carriers: Iterable[Carrier], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.names = {str(carrier.pk): carrier.name for carrier in carriers}
        self.fields["carrier"].choices = [*self.names.items(), (OWN, _("We deliver it ourselves"))]
        self.fields["carrier"].initial = str(part.carrier_id) if str(part.carrier_id) in self.names else None
        self.fields["tracking_number"].required = self["carrier"].value() != OWN
        self.fields["parcels_seen"].initial = len(part.parcels.all())
        self.lines = [line for line in sorted(part.lines.all(), key=lambda line: line.pk) if line.open_quantity]
        for line in self.lines:
            self.fields[f"units_{line.pk}"] = self._units(line)

    @staticmethod
    def _units(line) -> forms.IntegerField:
        """A stepper from nothing to all that is open; all unless changed."""
        attrs = {"inputmode": "numeric", "class": "stepper-input", "dir": "ltr"}
        return forms.IntegerField(
            label=line.title_in(get_language() or "fr"),
            min_value=0,
            max_value=line.open_quantity,
            initial=line.open_quantity,
            widget=forms.NumberInput(attrs=attrs),
        )

    def clean(self) -> dict:
        """No parcel is empty."""
        cleaned = super().clean()
        if self.lines and not any(cleaned.get(f"units_{line.pk}", 1) for line in self.lines):
            self.add_error(f"units_{self.lines[0].pk}", _("Put at least one thing into the parcel."))
        return cleaned

    @property
    def rows(self) -> list[tuple]:
        """(line, its bound field), for the steppers."""
        return [(line, self[f"units_{line.pk}"]) for line in self.lines]

    @property
    def has_unit_errors(self) -> bool:
        return any(name.startswith("units_") for name in self.errors)

    @property
    def carrier_name(self) -> str:
        """Of a valid form; what the shopper reads: a cooperative that delivers itself is its own carrier."""
        return self.names.get(self.cleaned_data["carrier"], self.part.cooperative_name)

    @property
    def quantities(self) -> dict[int, int]:
        """line id -> units, of a valid form."""
        return {line.pk: self.cleaned_data[f"units_{line.pk}"] for line in self.lines}


# A picture for each reason: few like to read, fewer to type.
_REASON_ICONS = {
    DeclineReason.SOLD_OUT: "box",
    DeclineReason.DAMAGED: "fragile",
    DeclineReason.CANNOT_DELIVER: "truck",
    DeclineReason.CLOSED: "store",
    DeclineReason.OTHER: "pencil",
}


class ReasonForm(forms.Form):
    """Why not: a choice; words only for "another reason"."""

    reason = forms.ChoiceField(label=_("Why?"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The shopper reads this."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("reason") == DeclineReason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Tell the shopper in a few words why."))
        return cleaned

    @property
    def choices(self) -> list[tuple]:
        """(radio button, icon) of each reason."""
        return [(option, _REASON_ICONS[DeclineReason(option.data["value"])]) for option in self["reason"]]


# What each reason looks like.
_HOLIDAY_ICONS = {
    HolidayReason.REST: "home",
    HolidayReason.FEAST: "heart",
    HolidayReason.HARVEST: "leaf",
    HolidayReason.FAIR: "store",
    HolidayReason.FAMILY: "user",
    HolidayReason.WORKS: "loom",
}
_DAY = forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")


class HolidayForm(forms.Form):
    """From when to when nothing is packed, and why: no word to write."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=HolidayReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: shoppers read it.")},
    )
    first = forms.DateField(label=_("First day off"), widget=_DAY)
    last = forms.DateField(label=_("Last day off"), widget=_DAY, help_text=_("You pack again from the day after."))

    def clean(self) -> dict:
        """The days are still to come, in order, and no half-year."""
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if last and last < timezone.localdate():
            self.add_error("last", _("This day has passed."))
        elif first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif first and last and (last - first).days >= LONGEST_DAYS:
            words = _("At most %(days)s days: pause your products if you need longer.")
            self.add_error("last", words % {"days": LONGEST_DAYS})
        return cleaned

    @property
    def choices(self) -> list[tuple]:
        """(option, its icon)."""
        return [(option, _HOLIDAY_ICONS[option.data["value"]]) for option in self["reason"]]


_TIME = forms.TimeInput(attrs={"type": "time", "dir": "ltr"}, format="%H:%M")


class PickupForm(forms.Form):
    """On which days and at which hours goods can be fetched: no word to write."""

    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=[(day, capfirst(WEEKDAYS[day])) for day in WEEK],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one day.")},
    )
    first = forms.TimeField(label=_("Open from"), widget=_TIME)
    last = forms.TimeField(label=_("Open until"), widget=_TIME)

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last <= first:
            self.add_error("last", _("This is not after the hour above."))
        return cleaned
