"""Sizes in words: 500 g, 1,5 kg, 250 ml; typed in any unit, kept in grams, millilitres or pieces."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.columns import LANGUAGES
from marketplace.pages.numbers import number_shown

AMOUNT_UNITS = (
    ("g", _("grams")),
    ("kg", _("kilograms")),
    ("ml", _("millilitres")),
    ("l", _("litres")),
    ("piece", _("pieces")),
)
_LARGE = {"kg": "g", "l": "ml"}
_NAMES = {
    "g": {"fr": "g", "ar": "غ", "en": "g"},
    "kg": {"fr": "kg", "ar": "كغ", "en": "kg"},
    "ml": {"fr": "ml", "ar": "مل", "en": "ml"},
    "l": {"fr": "l", "ar": "ل", "en": "l"},
}
_PIECES = {"fr": "{} pièces", "ar": "{} قطع", "en": "{} pieces"}


def in_base_unit(amount: Decimal, unit: str) -> tuple[Decimal, str]:
    """Grams, millilitres or pieces."""
    return (amount * 1000, _LARGE[unit]) if unit in _LARGE else (amount, unit)


def size_text(quantity: Decimal, unit: str, language: str = "") -> str:
    """500 g, 1,5 kg; of pieces their number, and for a single one "by the piece"."""
    language = language or get_language() or "fr"
    if unit == "piece":
        return _PIECES[language].format(f"{quantity:f}") if quantity != 1 else str(_("By the piece"))
    large = {base: name for name, base in _LARGE.items()}[unit]
    if quantity >= 1000:
        quantity, unit = quantity / 1000, large
    number = number_shown(quantity.normalize() + 0, language)
    return f"{number} {_NAMES[unit][language]}"


def labels_of(quantity: Decimal, unit: str, *, measures: str = "") -> dict[str, str]:
    """The columns size_label_*: the measures that she wrote, else the quantity; a single piece needs no words."""
    if unit == "piece" and (measures or quantity == 1):
        return {f"size_label_{language}": measures for language in LANGUAGES}
    return {f"size_label_{language}": size_text(quantity, unit, language) for language in LANGUAGES}
