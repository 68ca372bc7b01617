"""Form fields that understand what people type: a telephone number, or either of e-mail and telephone."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from .phones import NotAPhone, phone_normalise, phone_takes_sms

# Addresses, numbers and codes are written from left to right in Arabic too.
_TYPED = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class PhoneField(forms.CharField):
    """A telephone number; cleaned to E.164.

    for_sms: only a number that can take an SMS will do.
    """

    default_error_messages = {
        "invalid_phone": _("This is not a telephone number. Example: 06 12 34 56 78."),
        "not_mobile": _("We send a code by SMS: give the number of a mobile telephone."),
    }

    def __init__(self, *, for_sms: bool = False, **kwargs) -> None:
        kwargs.setdefault("label", _("Telephone"))
        kwargs.setdefault("max_length", 30)
        attrs = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", **_TYPED}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        self.for_sms = for_sms
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        return self._normalised(value) if value else ""

    def _normalised(self, value: str) -> str:
        try:
            phone = phone_normalise(value)
        except NotAPhone:
            raise ValidationError(self.error_messages["invalid_phone"], code="invalid_phone") from None
        if self.for_sms and not phone_takes_sms(phone):
            raise ValidationError(self.error_messages["not_mobile"], code="not_mobile")
        return phone


class EmailField(forms.EmailField):
    """An e-mail address; cleaned to lower case."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", _("E-mail address"))
        attrs = {"inputmode": "email", "autocomplete": "email", **_TYPED}
        kwargs.setdefault("widget", forms.EmailInput(attrs=attrs))
        kwargs.setdefault("error_messages", {"invalid": _("This is not an e-mail address. Example: name@example.com.")})
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        return super().clean(value).lower()


class ContactField(forms.CharField):
    """E-mail address or telephone number, in one field; cleaned to lower case or E.164.

    by_phone: whether a number that takes SMS will do too; without it only an e-mail address will.
    """

    default_error_messages = {
        "invalid_contact": _("This is neither an e-mail address nor a telephone number. Example: 06 12 34 56 78."),
    }

    def __init__(self, *, by_phone: bool, **kwargs) -> None:
        kwargs.setdefault("label", _("E-mail or telephone") if by_phone else _("E-mail address"))
        kwargs.setdefault("max_length", 254)
        attrs = {"inputmode": "email", "autocomplete": "username", **_TYPED}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        self.by_phone = by_phone
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if not value or not self.by_phone:
            return EmailField().clean(value) if value else value
        return self._email_or_phone(value)

    def _email_or_phone(self, value: str) -> str:
        if "@" in value:
            return EmailField().clean(value)
        try:
            return PhoneField(for_sms=True).clean(value)
        except ValidationError as error:
            if error.code == "not_mobile":
                raise
            raise ValidationError(self.error_messages["invalid_contact"], code="invalid_contact") from None


def contact_normalise(typed: str) -> str:
    """What a person typed to sign in, as it is stored: lower-case e-mail or E.164; anything else as typed."""
    typed = typed.strip()
    try:
        validate_email(typed)
    except ValidationError:
        try:
            return phone_normalise(typed)
        except NotAPhone:
            return typed
    return typed.lower()
