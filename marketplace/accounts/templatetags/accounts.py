"""How a telephone number is shown."""

from django import template

from ..phones import phone_display

register = template.Library()
register.filter("phone", phone_display)
