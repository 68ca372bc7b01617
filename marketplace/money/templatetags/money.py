"""Amounts of the book on pages."""

from __future__ import annotations

from decimal import Decimal

from django import template

from marketplace import centimes
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
def percent(bps: int) -> str:
    """Basis points as a number of per cent: 10, 7.5."""
    return f"{Decimal(bps) / 100:f}".rstrip("0").rstrip(".") if bps else "0"
