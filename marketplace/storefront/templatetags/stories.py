"""What only stories need: numbers inside text that people wrote."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# A number with its groups; other entities than the space inside a number are passed over, as some hold digits.
_NUMBER = re.compile(r"&(?!nbsp;)#?\w+;|\d+(?:(?:&nbsp;|[\u00a0\u202f.,:])\d+)*")


@register.filter
def numbers(text: str) -> SafeString:
    """Text, or HTML without attributes, whose numbers read left to right in an Arabic page."""
    html = str(conditional_escape(text))
    if get_language() != "ar":
        return mark_safe(html)  # noqa: S308 - escaped, or safe before
    isolated = _NUMBER.sub(lambda found: found[0] if found[0][0] == "&" else f'<bdi dir="ltr">{found[0]}</bdi>', html)
    return mark_safe(isolated)  # noqa: S308 - the same
