"""A RIB as it is typed into a form: what is wrong with it is said beside the field."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.formats.templatetags.formats import ltr_plain
from marketplace.money.rib import DIGITS, RibWrong, rib_read


class RibField(forms.CharField):
    """24 digits, with or without blanks, also as an IBAN or with Arabic digits."""

    default_error_messages = {
        "required": gettext_lazy("Write the RIB: the bank prints its 24 digits on every statement and cheque."),
    }

    def __init__(self, **kwargs) -> None:
        attrs = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(max_length=60, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return rib_read(text)
        except RibWrong as wrong:
            raise ValidationError(_words(wrong), code=wrong.code) from wrong


def _words(wrong: RibWrong) -> str:
    if wrong.code == "length":
        text = ngettext(
            "A RIB has %(wanted)s digits; here is %(count)s.", "A RIB has %(wanted)s digits; here are %(count)s.",
            wrong.count,
        )  # fmt: skip
        return text % {"wanted": ltr_plain(DIGITS), "count": ltr_plain(wrong.count)}
    if wrong.code == "signs":
        return _("A RIB is made of digits only.")
    return _("One digit is wrong: compare them with your bank's paper, group by group.")
