"""Filters for pages and letters; those that end in _plain are for plain text, the others for HTML.

They write in the active language. Amounts may be strings and moments ISO 8601, as a message's payload has them.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import get_default_timezone
from django.utils.translation import get_language

from marketplace.formats import currency_text, day_text, isolated, isolated_name, number_text, price_text, when_text

register = template.Library()

_NUMBER = re.compile(r"(\d+(?::\d+)*)")
Amount = Decimal | str | int


def _language() -> str:
    return (get_language() or "fr")[:2]


@register.filter
def ltr(value: object) -> SafeString:
    """A number, telephone or order number that reads left to right inside any text."""
    return format_html('<bdi dir="ltr">{}</bdi>', value) if value not in (None, "") else SafeString("")


@register.filter
def ltr_plain(value: object) -> str:
    """The same in plain text; only Arabic needs it."""
    return isolated(str(value)) if value not in (None, "") and _language() == "ar" else str(value or "")


@register.filter
def isolate(value: object) -> SafeString:
    """A name or title, which may be in another script than the text around it."""
    return format_html("<bdi>{}</bdi>", value) if value not in (None, "") else SafeString("")


@register.filter
def isolate_plain(value: object) -> str:
    """The same in plain text; only Arabic needs it."""
    return isolated_name(str(value)) if value not in (None, "") and _language() == "ar" else str(value or "")


@register.filter
def positive(amount: Amount | None) -> bool:
    """Whether there is anything to pay: "0.00" is a true string."""
    return Decimal(amount or 0) > 0


@register.filter
def minus(amount: Amount) -> Decimal:
    """What is taken off: the same amount below zero."""
    return -Decimal(amount)


@register.filter
def price(amount: Amount) -> SafeString:
    """A price in dirhams: 2 400,00 MAD."""
    language = _language()
    number = number_text(Decimal(amount), language)
    if language == "ar":
        return format_html('<bdi dir="ltr">{}</bdi>&nbsp;{}', number, currency_text(language))
    return format_html("{}&nbsp;{}", number, currency_text(language))


@register.filter
def price_plain(amount: Amount) -> str:
    """A price in dirhams for plain text."""
    return price_text(Decimal(amount), _language())


@register.filter
def when(moment: datetime | str) -> SafeString:
    """Day and time in Morocco: 14 novembre 2026 à 14:32."""
    return _numbers_in_bdi(_when(moment))


@register.filter
def when_plain(moment: datetime | str) -> str:
    """Day and time in Morocco for plain text."""
    return _numbers_isolated(_when(moment))


@register.filter
def day(value: date | datetime | str) -> SafeString:
    """A day: 14 novembre 2026."""
    return _numbers_in_bdi(day_text(_day(value), _language()))


@register.filter
def day_plain(value: date | datetime | str) -> str:
    """A day for plain text."""
    return _numbers_isolated(day_text(_day(value), _language()))


def _when(moment: datetime | str) -> str:
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=get_default_timezone())
    return when_text(moment, _language())


def _day(value: date | datetime | str) -> date:
    if isinstance(value, str):
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value


def _numbers_in_bdi(text: str) -> SafeString:
    if _language() != "ar":
        return conditional_escape(text)
    pieces = _NUMBER.split(text)  # every second piece is a number
    return format_html_join("", "{}", ((ltr(piece) if index % 2 else piece,) for index, piece in enumerate(pieces)))


def _numbers_isolated(text: str) -> str:
    return _NUMBER.sub(lambda found: isolated(found[0]), text) if _language() == "ar" else text
