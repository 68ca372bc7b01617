"""A town in a form: picked from the list, never typed."""

from __future__ import annotations

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .choices import towns

NONE_YET = _("Choose a town")


class Select(forms.Select):
    """The select of Django around options that are made once for everybody, not by a template each.

    Named as Django's is: pages style a field by the name of its widget.
    """

    def use_required_attribute(self, initial) -> bool:
        """Its first option is empty, always; Django would go through them all to find out."""
        return not self.is_hidden

    def render(self, name: str, value, attrs=None, renderer=None) -> SafeString:
        return format_html(
            '<select{}><option value="">{}</option>{}</select>',
            flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})})),
            NONE_YET,
            towns().options(str(value or "")),
        )


class TownField(forms.ChoiceField):
    """Cleaned to the code of a town."""

    widget = Select

    def __init__(self, **kwargs) -> None:
        super().__init__(choices=lambda: towns().groups, **kwargs)

    def valid_value(self, value: str) -> bool:
        """Looked up, not gone through."""
        return value in towns().by_code
