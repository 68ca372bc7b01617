"""How prices, dates and numbers are written in the three languages, on pages and in letters.

French and Arabic group by a no-break space (Babel's narrow one all but vanishes in bold) and have a decimal comma,
English a comma and a point; Arabic keeps Western digits. A number inside Arabic text is isolated left to right, else
"2 400,00" is shown as "400,00 2": by <bdi> in HTML, by the characters U+2066 and U+2069 in plain text. Babel's own
fr_MA and ar_MA group by points, hence the explicit patterns and locales.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

MARKET_ZONE = ZoneInfo("Africa/Casablanca")
LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2068", "\u2069"
NO_BREAK_SPACE, NARROW_SPACE = "\u00a0", "\u202f"

_NUMBERS = {"fr": "fr", "ar": "fr", "en": "en"}
_CURRENCY = {"fr": "MAD", "ar": "د.م.", "en": "MAD"}
_DATES = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}  # ar_MA has the months as Morocco names them
_DAY = {"fr": "d MMMM y", "ar": "d MMMM y", "en": "d MMMM y"}
_WHEN = {"fr": "d MMMM y 'à' HH:mm", "ar": "d MMMM y، HH:mm", "en": "d MMMM y 'at' HH:mm"}


def isolated(text: str) -> str:
    """Left-to-right text that may stand inside Arabic plain text."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"


def isolated_name(text: str) -> str:
    """A name in either script that may stand inside Arabic plain text: its own first letter says its direction."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def number_text(amount: Decimal, language: str) -> str:
    """The amount with two decimals, without its currency and not isolated: for a caller that isolates it itself."""
    pattern = "#,##0.00;\u2212#,##0.00"  # a true minus sign: a hyphen is too short, and lines break after it
    return format_decimal(amount, pattern, locale=_NUMBERS[language]).replace(NARROW_SPACE, NO_BREAK_SPACE)


def currency_text(language: str) -> str:
    """The dirham's sign: MAD, or د.م. in Arabic."""
    return _CURRENCY[language]


def price_text(amount: Decimal, language: str) -> str:
    """A price in dirhams as plain text, its number isolated in Arabic."""
    number = number_text(amount, language)
    return f"{isolated(number) if language == 'ar' else number}{NO_BREAK_SPACE}{currency_text(language)}"


def day_text(day: date, language: str) -> str:
    """A day with its month in words; a moment is first brought to the market's time zone. Not isolated."""
    local = day.astimezone(MARKET_ZONE) if isinstance(day, datetime) else day
    return format_date(local, _DAY[language], locale=_DATES[language])


def when_text(moment: datetime, language: str) -> str:
    """A moment in the market's time zone: day, month in words, hour and minutes. Not isolated."""
    return format_datetime(moment, _WHEN[language], tzinfo=MARKET_ZONE, locale=_DATES[language])
