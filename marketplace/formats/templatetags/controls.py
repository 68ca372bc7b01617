"""The controls of forms."""

from __future__ import annotations

from django import template
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def attributes(given: dict) -> SafeString:
    """A control's attributes, with a blank before each; what is None or False is left out."""
    return flatatt(given)
