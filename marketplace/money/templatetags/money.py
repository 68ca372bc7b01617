"""Amounts of the book on pages."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from marketplace import centimes
from marketplace.formats.templatetags.formats import ltr_plain
from marketplace.money.commission import Terms
from marketplace.money.rib import rib_shown

register = template.Library()


@register.filter
def mad(amount: int | None) -> Decimal:
    """MAD of an amount in centimes: {{ line.amount_centimes|mad|price }}."""
    return centimes.mad(amount or 0)


@register.filter
def rib(digits: str) -> str:
    """A RIB in groups; isolate it: {{ line.rib|rib|ltr }}."""
    return rib_shown(digits)


@register.filter
def rate(bps: int) -> SafeString:
    """Basis points as a percentage: 10 %, 7,5 %."""
    return format_html('<bdi dir="ltr">{}&nbsp;%</bdi>', percent_of(bps))


@register.filter
def rate_plain(bps: int) -> str:
    """The same in plain text."""
    return ltr_plain(f"{percent_of(bps)}\N{NO-BREAK SPACE}%")


@register.filter
def after_commission(price: Decimal, terms: Terms) -> Decimal:
    """What is left of a price in MAD: {{ offer.price|after_commission:terms|price }}."""
    return terms.receives(price)


def percent_of(bps: int) -> str:
    """10, or 7,5."""
    text = f"{Decimal(bps) / 100:.2f}".rstrip("0").rstrip(".")
    return text if (get_language() or "fr") == "en" else text.replace(".", ",")
