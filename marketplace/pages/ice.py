"""The ICE as people type it: with blanks, without its leading zeros."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.ma import ice

DIGITS = 15


class IceField(forms.CharField):
    """Fifteen digits, or nothing where it may be left out."""

    def __init__(self, **kwargs) -> None:
        attrs = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}
        kwargs = {"label": _("ICE"), "help_text": _("15 digits."), "widget": forms.TextInput(attrs=attrs)} | kwargs
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: str | None) -> str:
        """Raises ValidationError for anything but 1 to 15 digits, beside blanks and signs between them."""
        text = super().clean(value)
        digits = re.sub(r"[\s.\-\u200e\u200f\u2066-\u2069]", "", text)
        if not digits:
            return ""
        if not re.fullmatch(r"[0-9]{1,15}", digits):
            raise ValidationError(_("An ICE has 15 digits: look at it again."))
        return digits.zfill(DIGITS)


def ice_adds_up(digits: str) -> bool:
    """Whether the two control digits fit. Only a warning: old ones are known that do not (facts 1.2)."""
    return not digits or ice.is_valid(digits)
