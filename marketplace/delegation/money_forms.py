"""What the delegation types about money."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Category
from cooperatives.models import Cooperative
from marketplace.centimes import centimes
from marketplace.pages.codes import DAY
from marketplace.pages.numbers import NumberField

MOST_MONEY = Decimal(10_000_000)


def _text(*, rows: int = 0) -> forms.Widget:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "ltr"})


class SentForm(forms.Form):
    """The bank took it."""

    bank_reference = forms.CharField(
        label=gettext_lazy("The bank's reference"), required=False, max_length=60, widget=_text()
    )


class ReturnedForm(forms.Form):
    """The bank gave it back."""

    words = forms.CharField(
        label=gettext_lazy("Why, as the bank says"),
        help_text=gettext_lazy("The members read it."),
        max_length=300,
        widget=_text(rows=2),
        error_messages={"required": gettext_lazy("Write why the bank sent it back.")},
    )


class AccountNoForm(forms.Form):
    """The account will not be used."""

    words = forms.CharField(
        label=gettext_lazy("Words for the members"),
        max_length=300,
        widget=_text(rows=2),
        error_messages={"required": gettext_lazy("Say in a few words what it is.")},
    )


class RemittanceForm(forms.Form):
    """Money that a cooperative paid."""

    amount = NumberField(label=gettext_lazy("How much, in dirhams"), least=Decimal("0.01"), most=MOST_MONEY)
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("As on the bank's statement or on the receipt: each one counts once."),
        max_length=40,
        widget=_text(),
        error_messages={"required": gettext_lazy("Write the reference of the bank or of the receipt.")},
    )
    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=DAY)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = timezone.localdate()

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def values(self) -> dict:
        """What remittance_record asks for."""
        return {**self.cleaned_data, "amount": centimes(self.cleaned_data["amount"])}


class RuleForm(forms.Form):
    """A new commission rule."""

    percent = NumberField(label=gettext_lazy("Per cent of the goods"), least=Decimal(0), most=Decimal(100))
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DAY)
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=DAY, help_text=gettext_lazy("Empty: until a newer rule.")
    )
    cooperative = forms.ModelChoiceField(
        label=gettext_lazy("Only this cooperative"), queryset=Cooperative.objects.none(), required=False,
        empty_label=gettext_lazy("All cooperatives"),
    )  # fmt: skip
    category = forms.ModelChoiceField(
        label=gettext_lazy("Only this category"), queryset=Category.objects.none(), required=False,
        empty_label=gettext_lazy("All goods"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["percent"].error_messages["most"] = _("A percentage is at most 100.")
        self.fields["starts_on"].initial = timezone.localdate()
        selling = [Cooperative.Status.ADMITTED, Cooperative.Status.SUSPENDED]
        self.fields["cooperative"].queryset = Cooperative.objects.filter(status__in=selling).order_by("slug")
        self.fields["category"].queryset = Category.objects.order_by("path")

    def clean(self) -> dict:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and first < timezone.localdate():
            text = _("This day is over. What was sold keeps the rate of its day: a rule begins today or later.")
            self.add_error("starts_on", text)
        elif first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        return data

    def values(self) -> dict:
        """What commission_rule_add asks for."""
        data = dict(self.cleaned_data)
        data["rate_bps"] = int(data.pop("percent") * 100)
        return data
