"""Moroccan bank accounts: a RIB is 24 digits = 3 bank + 3 town + 16 account + 2 key, divisible by 97.

Source: the published IBAN example; the check digits of every valid RIB's IBAN come out as 64.
"""

from __future__ import annotations

import re
import unicodedata

DIGITS = 24
_IBAN = "MA64"
# What people put between groups, and the marks that keep a number upright inside Arabic.
_BETWEEN = re.compile(r"[\s.\-–_/\u200e\u200f\u061c\u2066-\u2069]")


class RibWrong(ValueError):
    """This is no RIB. code: "signs" (something else than digits), "length" (count: how many there are) or "key"."""

    def __init__(self, code: str, count: int = 0):
        self.code, self.count = code, count
        super().__init__(code)


def rib_read(text: str) -> str:
    """The 24 digits of a RIB, or of a Moroccan IBAN, as people type it: blanks and Arabic digits forgiven.

    Raises RibWrong.
    """
    typed = _BETWEEN.sub("", text).upper()
    if typed.startswith("MA"):
        if not typed.startswith(_IBAN):
            raise RibWrong("key")
        typed = typed.removeprefix(_IBAN)
    digits = "".join(_digit(sign) for sign in typed)
    if len(digits) != DIGITS:
        raise RibWrong("length", len(digits))
    if int(digits) % 97:
        raise RibWrong("key")
    return digits


def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None) if sign.isdecimal() else None
    if value is None:
        raise RibWrong("signs")
    return str(value)


def iban_of(rib: str) -> str:
    """The IBAN of a valid RIB; it is derived, never asked for."""
    return _IBAN + rib


def rib_shown(rib: str) -> str:
    """In groups that an eye can follow: 011 450 0000 1234 5678 9012 75. Isolate it left to right."""
    account = " ".join(rib[start : start + 4] for start in range(6, 22, 4))
    return f"{rib[:3]} {rib[3:6]} {account} {rib[22:]}"


def rib_key(first: str) -> str:
    """The two digits that make the first 22 a RIB."""
    return f"{97 - int(first) * 100 % 97:02d}"
