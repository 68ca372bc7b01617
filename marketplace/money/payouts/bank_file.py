"""The bank file: a CSV that the delegation hands to its bank, kept in a private storage."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from marketplace.centimes import mad

from .provider import Instruction, ProviderAway

COLUMNS = ("rib", "holder", "amount", "currency", "reference")
# A name must not become a formula in the spreadsheet it is opened with.
_FORMULA = "=+-@\t\r"


class BankFile:
    """A file named by the batch's reference: handed over twice it is the same file, so each transfer is there once."""

    def hand_over(self, *, reference: str, instructions: Sequence[Instruction]) -> str:
        name = f"{reference}.csv"
        store = storage()
        try:
            # The storage overwrites: of a half-written file the whole one is made.
            if store.save(name, ContentFile(csv_of(instructions).encode())) != name:
                raise ProviderAway(f"{name} got another name")
        except OSError as error:
            raise ProviderAway(str(error)) from error
        return name


def storage() -> Storage:
    return storages["payouts"]


def csv_of(instructions: Sequence[Instruction]) -> str:
    """The file's text. Amounts in MAD with two digits and a point; a RIB is 24 digits without blanks."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in instructions:
        writer.writerow([one.rib, one.holder.lstrip(_FORMULA), f"{mad(one.amount)}", "MAD", one.reference])
    return text.getvalue()
