"""What only the pages of an account need."""

from __future__ import annotations

from django import template
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage

from ..phones import phone_display

register = template.Library()
register.filter("phone", phone_display)


@register.simple_tag(takes_context=True)
def flash_messages(context: template.Context) -> BaseStorage | list:
    """What the last action said. No context processor does this: public pages must not look at the session."""
    request = context.get("request")
    return get_messages(request) if request else []
