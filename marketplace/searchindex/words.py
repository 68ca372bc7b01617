"""Words as the index knows them: without accents, vowel signs and articles; spellings and scripts brought together."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
# Longer than anything that is searched for; keeps a tampered address out of the database.
MOST_WORDS = 8
# How like a spelling a word must be to count as a slip in it, from 0 to 1.
NEAR = 0.75
_TATWEEL = "\u0640"
_ARABIC = re.compile(r"[\u0600-\u06ff]")
# The article alone and after a one-letter word (and, with, for).
_ARTICLE = re.compile(r"^(?:[وبكف]?ال|لل)(?=\S{3,})")
_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "œ": "oe", "æ": "ae", "ß": "ss", "ı": "i"})
# Begins the token of what a name is first of all: soap with almonds is soap (`head_of`).
HEAD = "hh"
# Words that say nothing alone, in the three languages; PostgreSQL's lists know only their own language's.
EMPTY = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("le", "la", "les", "l", "de", "d", "du", "des", "un", "une", "et", "en", "au", "aux", "pour", "avec", "sans"),
        *("sur", "dans"),
        *("من", "في", "علي", "مع", "عن", "الي", "و", "او"),
        *("province", "provinces", "region", "regions", "pays", "اقليم", "جهه"),
    )
)
# What sellers and buyers here say of nearly everything: asked for if it is there, never missed if it is not.
WEAK = frozenset(
    (
        *("beldi", "baldi", "bldi", "naturel", "naturelle", "naturels", "naturelles", "pur", "pure", "purs", "pures"),
        *("vrai", "vraie", "authentique", "traditionnel", "traditionnelle", "artisanal", "artisanale", "artisanat"),
        *("marocain", "marocaine", "marocains", "marocaines", "maroc", "qualite", "prix", "acheter", "achat", "vente"),
        *("natural", "real", "authentic", "traditional", "handmade", "moroccan", "morocco", "quality", "price", "buy"),
        *(
            "بلدي",
            "بلديه",
            "حر",
            "حره",
            "الحر",
            "طبيعي",
            "طبيعيه",
            "اصلي",
            "اصليه",
            "تقليدي",
            "تقليديه",
            "مغربي",
            "مغربيه",
            "ثمن",
            "شراء",
        ),
    )
)


@dataclass(frozen=True)
class Unit:
    """What was meant by one or a few words of a query. group: its token when they are a spelling of something known."""

    text: str
    group: str = ""

    @property
    def is_weak(self) -> bool:
        return self.text in WEAK

    @property
    def head(self) -> str:
        """The token of things that are this first of all."""
        return HEAD + (self.group or self.text.split()[0])


def tokens_of(text: str) -> list[str]:
    """The words of a text, normalised; Arabic without harakat, tatweel and article, alef and ya unified."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.lower()) if unicodedata.category(sign) != "Mn"
    ).replace(_TATWEEL, "")
    words = re.findall(r"[^\W_]+", bare.translate(_LETTERS))
    return [_ARTICLE.sub("", word) if _ARABIC.search(word) else word for word in words]


def normalised(text: str) -> str:
    """The words of a text with the tokens of what they are spellings of, for a vector without stemming."""
    tokens = tokens_of(text)
    return " ".join([*tokens, *(unit.group for unit in _units(tokens) if unit.group)])


def head_of(name: str) -> str:
    """The token of what a name is first of all: its first word that says something. Nothing for nothing."""
    units = [unit for unit in _units(tokens_of(name)) if unit.text not in EMPTY]
    return units[0].head if units else ""


def query_units(typed: str) -> list[Unit]:
    """What was typed, unit by unit; words that say nothing are left out unless there is nothing else."""
    units = _units(tokens_of(typed)[:MOST_WORDS])
    return [unit for unit in units if unit.text not in EMPTY] or units


def with_slips(unit: Unit) -> Unit:
    """The same with the group of the spelling that is nearest to it, when one is near enough."""
    spellings = {" ".join(words): group for words, group in _groups()[0].items()}
    near = get_close_matches(unit.text, spellings, n=1, cutoff=NEAR)
    return Unit(unit.text, spellings[near[0]]) if near else unit


def _units(tokens: list[str]) -> list[Unit]:
    groups, longest = _groups()
    units, at = [], 0
    while at < len(tokens):
        for count in range(min(longest, len(tokens) - at), 0, -1):
            words = tuple(tokens[at : at + count])
            if count == 1 or words in groups:
                units.append(Unit(" ".join(words), groups.get(words, "")))
                at += count
                break
    return units


@cache
def _groups() -> tuple[dict[tuple[str, ...], str], int]:
    """Spelling -> token of its group, and the words of the longest spelling."""
    groups: dict[tuple[str, ...], str] = {}
    for name, spellings in json.loads((DATA / "spellings.json").read_text(encoding="utf-8")).items():
        for spelling in spellings:
            groups[tuple(tokens_of(spelling))] = f"zz{name}"
    return groups, max(map(len, groups))
