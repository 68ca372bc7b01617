"""The pages of a listing as rows of its overview: what each says, what it lacks, what is asked of it, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.choices import Allergen, State
from catalogue.models import Decision
from marketplace.formats.templatetags.formats import ltr_plain, price_plain

from .kinds import kinds
from .listing_standing import Section, field_of, section_of, sections_for
from .listings import Sheet
from .sizes import size_text


@dataclass(frozen=True)
class SheetRow:
    """says: lines of what she has written so far; waits: it is part of a change that waits or was sent back."""

    section: Section
    says: list[str]
    is_lacking: bool
    waits: bool
    asked: Decision | None
    can_change: bool


def rows_of(sheet: Sheet) -> list[SheetRow]:
    """A row for each page of this listing, in their order."""
    return [_row(sheet, section) for section in sections_for(asks_contents=sheet.asks_contents)]


def _row(sheet: Sheet, section: Section) -> SheetRow:
    decision = sheet.decision
    return SheetRow(
        section=section,
        says=_SAYING[section.code](sheet),
        is_lacking=bool(section.lacks & set(sheet.missing)) and sheet.is_being_written,
        waits=bool(sheet.edit) and any(field_of(column) in section.fields for column in sheet.edit.changes),
        asked=decision if decision and section_of(decision.field) == section else None,
        can_change=_can_change(sheet, section),
    )


def _can_change(sheet: Sheet, section: Section) -> bool:
    if section.code == "offer":
        return sheet.listing.state != State.ARCHIVED
    return sheet.can_be_written and not (section.code == "size" and sheet.listing.is_parent)


def _words(sheet: Sheet) -> list[str]:
    language = get_language() or "fr"
    text = sheet.wanted(f"description_{language}") or sheet.listing.description or ""
    return [line for line in (sheet.wanted(f"title_{language}") or sheet.title, text) if line]


def _kind(sheet: Sheet) -> list[str]:
    wanted = sheet.wanted("category")
    return [kind.name for kind in kinds() if kind.code == wanted]


def _size(sheet: Sheet) -> list[str]:
    if sheet.listing.is_parent:
        return [" · ".join(filter(None, (offer.product.size_label for offer in sheet.card.offers)))]
    label, quantity = sheet.wanted(f"size_label_{get_language() or 'fr'}"), sheet.wanted("net_quantity")
    size = label or (size_text(Decimal(quantity), sheet.wanted("net_unit")) if quantity else "")
    weight = sheet.wanted("weight_g")
    packed = _("%(grams)s g with its packing") % {"grams": ltr_plain(weight)} if weight else ""
    return [line for line in (size, packed) if line]


def _offer(sheet: Sheet) -> list[str]:
    return [price_plain(price) for price in sheet.card.prices]


def _contents(sheet: Sheet) -> list[str]:
    language = get_language() or "fr"
    names = [str(Allergen(code).label) for code in sheet.wanted("allergens")]
    comma = "، " if language == "ar" else ", "
    allergens = _("Allergens: %(names)s") % {"names": comma.join(names)} if names else _("No allergen named")
    papers = [str(paper) for paper in sheet.certificates if paper.pk in sheet.wanted("certificates")]
    ingredients = sheet.wanted(f"ingredients_{language}") or sheet.listing.ingredients
    return [line for line in (ingredients, allergens if sheet.is_eaten else "", *papers) if line]


_SAYING = {
    "photos": lambda sheet: [],
    "kind": _kind,
    "words": _words,
    "size": _size,
    "offer": _offer,
    "contents": _contents,
}
