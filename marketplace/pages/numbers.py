"""Numbers as people type them: 45, 45,50, 45.50, 1 200,50, ٤٥٫٥٠ or 45 DH."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_CURRENCY = re.compile(r"(MAD|DHS?|د\.?\s?م\.?|درهم)\.?$", re.IGNORECASE)
# Groups of three, however they are parted, and one decimal sign that is not the same.
_GROUPED = re.compile(r"^\d{1,3}(?:([.,'])\d{3})+(?:(?!\1)[.,]\d+)?$")
_PLAIN = re.compile(r"^\d+(?:[.,]\d*)?$")


class NotANumber(ValueError):
    """It cannot be read as one number and no other."""


def number_read(text: str) -> Decimal:
    """The number that was typed. Raises NotANumber, also for 1.200: it may be meant as a thousand or as one."""
    text = _CURRENCY.sub("", re.sub(r"[\s\u200e\u200f\u2066-\u2069]", "", text)).replace("٫", ",").replace("٬", "")
    if _GROUPED.match(text) and re.search(r"^\d+[.,']\d{3}$", text):
        raise NotANumber(text)
    if grouped := _GROUPED.match(text):
        text = text.replace(grouped[1], "")
    elif not _PLAIN.match(text):
        raise NotANumber(text)
    try:
        return Decimal(text.replace(",", ".").rstrip("."))
    except InvalidOperation as error:
        raise NotANumber(text) from error


def number_shown(number: Decimal, language: str) -> str:
    """As it stands in its field: 45 or 45,50."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text and number == number.to_integral_value() else text
    return text if language == "en" else text.replace(".", ",")


class NumberField(forms.CharField):
    """A decimal number in a text field: a number field of the browser would refuse the comma or the point.

    decimals: how many at most. least, most: bounds, both allowed.
    """

    default_error_messages = {
        "required": _("Write a number."),
        "number": _("Write a number, such as 45 or 45,50."),
        "decimals": _("At most two digits after the comma."),
        "least": _("Write a number above zero."),
        "most": _("This number is too large: is it right?"),
    }

    def __init__(self, *, least: Decimal, most: Decimal, decimals: int = 2, **kwargs) -> None:
        self.least, self.most, self.decimals = least, most, decimals
        attrs = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: object) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return number_read(text)
        except NotANumber as error:
            raise ValidationError(self.error_messages["number"], code="number") from error

    def validate(self, value: Decimal | None) -> None:
        if value is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return
        if -value.as_tuple().exponent > self.decimals:
            raise ValidationError(self.error_messages["decimals"], code="decimals")
        if value < self.least:
            raise ValidationError(self.error_messages["least"], code="least")
        if value > self.most:
            raise ValidationError(self.error_messages["most"], code="most")

    def run_validators(self, value: Decimal | None) -> None:
        """Those of text do not fit a number."""
