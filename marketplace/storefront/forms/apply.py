"""The form of a cooperative that wants to sell: as little as the delegation needs to call back."""

from __future__ import annotations

from django import forms
from django.core.validators import MinLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperatives.choices import Craft
from cooperatives.models import Cooperative
from cooperatives.services.apply import Application
from marketplace.accounts.fields import PhoneField
from marketplace.storefront import applying

# Columns that have the form's own names.
_PLAIN = ("craft", "kind", "phone", "registration_number", "registration_court", "is_womens")


class ApplyForm(forms.Form):
    """Name, place, craft and telephone; the registration may follow until the cooperative is admitted."""

    name = forms.CharField(
        label=_("Name of the cooperative"), max_length=120, validators=[MinLengthValidator(3)],
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Legal form"), choices=Cooperative.Kind.choices, initial="cooperative")
    craft = forms.ChoiceField(label=_("What do you make?"), choices=[("", _("Choose")), *Craft.choices])
    city = forms.ChoiceField(label=_("Town"), help_text=_("The nearest of the list."))
    phone = PhoneField(help_text=_("The delegation calls this number."))
    is_womens = forms.BooleanField(label=_("It is a women's cooperative"), required=False)
    registration_number = forms.CharField(
        label=_("Registration number"), required=False, max_length=40,
        help_text=_("In the local register of cooperatives. You may give it later, before you start selling."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    registration_court = forms.CharField(
        label=_("Court of first instance"), required=False, max_length=80,
        help_text=_("Where it is registered, for example: Marrakech."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = [("", _("Choose a town")), *applying.town_choices()]

    @property
    def application(self) -> Application:
        """What the service takes. Only after is_valid()."""
        data = self.cleaned_data
        return Application(
            name=data["name"],
            city=applying.town(data["city"]),
            language=(get_language() or "fr")[:2],
            **{name: data[name] for name in _PLAIN},
        )


def apply_initial(user, application: Cooperative | None) -> dict:
    """What is known already: the application that came back, else the person's telephone."""
    if application is None:
        return {"phone": user.phone or ""}
    return {name: getattr(application, name) for name in ("name", *_PLAIN)} | {"city": application.city_id}
