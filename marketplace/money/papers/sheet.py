"""A paper as a sheet: every word and number as its reader sees it, in one language; the template only places them.

Inside Arabic every number, telephone, ICE and order number is isolated left to right, every name by its first letter.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from unicodedata import bidirectional

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from marketplace.accounts.phones import phone_display
from marketplace.centimes import mad
from marketplace.formats import NO_BREAK_SPACE, day_text, isolated, isolated_name, number_text
from marketplace.formats import price_text as price_of

from .snapshot import Words

_STEERING = re.compile("[\u2066-\u2069]")
_NUMBER = re.compile(r"\d+")
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass
class Fact:
    """A label and its value: the date of the paper, the seller's ICE."""

    label: str
    value: str


@dataclass
class Person:
    """Seller or buyer. rows: address, telephone; facts: numbers with their labels."""

    label: str
    name: str
    rows: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


@dataclass
class Column:
    """align: start or end. wide: takes the room that the others leave."""

    label: str
    align: str = "end"
    wide: bool = False


@dataclass
class Sum:
    label: str
    value: str
    strong: bool = False


@dataclass
class Note:
    """A few words below the table. label: empty for a plain remark."""

    label: str
    text: str


@dataclass
class Table:
    columns: list[Column]
    rows: list[list[str]]


@dataclass
class Sheet:
    """What papers/templates/paper.typ is given. foot: who writes, on every page; ribbon: "no real sale"."""

    language: str
    kind: str
    number: str
    seller_name: str
    seller_kind: str
    issued_on: str
    facts: list[Fact]
    people: list[Person]
    table: Table
    sums: list[Sum] = field(default_factory=list)
    rates: Table | None = None
    notes: list[Note] = field(default_factory=list)
    words_to: str = ""
    words_to_rtl: bool = False
    foot: str = ""
    ribbon: str = ""
    # Slips: a box to tick beside each row, larger letters.
    ticks: bool = False

    def as_dict(self) -> dict:
        """For JSON."""
        return {
            **asdict(self),
            "page": pgettext("of a paper", "Page"),
            # What a reader's list of files shows: plain, without signs of direction.
            "title": _STEERING.sub("", f"{self.kind} {self.number}").strip(),
            "author": _STEERING.sub("", self.seller_name),
        }


def is_arabic() -> bool:
    return get_language() == "ar"


def said(words: Words) -> str:
    """A text of the snapshot in the reader's language."""
    return words.get(get_language() or "fr") or words.get("fr") or ""


def name(text: str) -> str:
    """A name or title, which may be in another script than the text around it."""
    return isolated_name(text) if text and (is_arabic() or _ARABIC.search(text)) else text


def ltr(text: object) -> str:
    """A number, telephone or order number."""
    return isolated(str(text)) if is_arabic() and str(text) else str(text)


def is_rtl(text: str) -> bool:
    """Whether plain text begins with a letter of a script that runs from the right."""
    first = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return first != "L"


def numbers_ltr(text: str) -> str:
    """Words with numbers in them: a day with its month."""
    return _NUMBER.sub(lambda found: isolated(found[0]), text) if is_arabic() else text


def phone(e164: str) -> str:
    return ltr(phone_display(e164)) if e164 else ""


def day(iso: str) -> str:
    """A day with its month in words; empty for none."""
    if not iso:
        return ""
    words = day_text(date.fromisoformat(iso), get_language() or "fr")
    return numbers_ltr(words.replace(" ", NO_BREAK_SPACE))


def amount(centimes: int) -> str:
    """Two decimals, without the currency, which the column's head names."""
    return ltr(number_text(mad(centimes), get_language() or "fr"))


def price(centimes: int) -> str:
    """With the currency."""
    return price_of(mad(centimes), get_language() or "fr")


def percent(rate_bps: int) -> str:
    """20 %, 5,5 %."""
    language = get_language() or "fr"
    digits = number_text(Decimal(rate_bps) / 100, language).rstrip("0").rstrip(",.")
    return ltr(f"{digits}%" if language == "en" else f"{digits}\u00a0%")


def to_complete() -> str:
    """What nobody has told us yet; never made up."""
    return _("to be completed")


def town_line(postal_code: str, town: Words) -> str:
    return " ".join(filter(None, [ltr(postal_code) if postal_code else "", name(said(town))]))


def seller_person(seller: dict) -> Person:
    """Who writes the paper, with the numbers that the law wants."""
    address, town = said(seller["address"]), said(seller["town"])
    rows = [name(address)] if address else []
    rows += [name(town)] if town and town not in address else []
    rows += [phone(seller["phone"])] if seller["phone"] else []
    rows += [ltr(seller["email"])] if seller["email"] else []
    return Person(_("The seller"), name(said(seller["name"])), rows, identity_facts(seller))


def identity_facts(seller: dict) -> list[Fact]:
    return [
        Fact(_("ICE"), ltr(seller["ice"]) or to_complete()),
        Fact(_("IF (tax number)"), ltr(seller["fiscal_id"]) or to_complete()),
        Fact(_("TP (business tax)"), ltr(seller["trade_tax"]) or to_complete()),
        Fact(_("Register of cooperatives"), register(seller["register"]) or to_complete()),
    ]


def register(entry: dict) -> str:
    """A registration number means something only together with its court."""
    if not entry["number"] or not entry["court"]:
        return ""
    text = _("No. %(number)s, court of first instance of %(court)s")
    words = text % {"number": ltr(entry["number"]), "court": name(entry["court"])}
    return f"{words}\n{day(entry['on'])}" if entry["on"] else words


def foot(seller: dict) -> str:
    """One line at the foot of every page."""
    known = [("ICE", seller["ice"]), ("IF", seller["fiscal_id"]), ("TP", seller["trade_tax"])]
    numbers = [ltr(f"{label}\u00a0{value}") for label, value in known if value]
    return " · ".join([name(said(seller["name"])), *numbers])


def ribbon(seller: dict) -> str:
    return _("Demonstration: no real sale") if seller["is_fictitious"] else ""
