"""Statements as sheets: what happened in a period, and what it comes to."""

from __future__ import annotations

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from marketplace.money.models import Paper

from .choices import PaperKind
from .sheet import (
    Column,
    Fact,
    Note,
    Sheet,
    Sum,
    Table,
    amount,
    day,
    foot,
    ltr,
    name,
    price,
    ribbon,
    said,
    seller_person,
)
from .snapshot import day as iso_day


def statement_sheet(paper: Paper) -> Sheet:
    """In the active language."""
    data = paper.data
    return Sheet(
        language=get_language() or "fr",
        kind=str(PaperKind.STATEMENT.label),
        number=ltr(paper.label),
        seller_name=name(said(data["seller"]["name"])),
        seller_kind=said(data["seller"]["kind"]),
        issued_on=iso_day(paper.issued_at),
        facts=[
            Fact(pgettext("of a period", "From"), day(data["begins"])),
            Fact(pgettext("of a period", "To"), day(data["ends"])),
            Fact(_("Date"), day(iso_day(paper.issued_at))),
        ],
        people=[seller_person(data["seller"])],
        table=_table(data),
        sums=[Sum(said(one["words"]), price(one["amount"]), strong=one is data["sums"][-1]) for one in data["sums"]],
        notes=[*(Note("", said(words)) for words in data["notes"]), Note("", _("Amounts in Moroccan dirhams (MAD)."))],
        foot=foot(data["seller"]),
        ribbon=ribbon(data["seller"]),
    )


def _table(data: dict) -> Table:
    columns = [
        Column(_("Date"), "start"),
        Column(pgettext("of a statement", "Entry"), "start", wide=True),
        Column(_("Number"), "start"),
        Column(_("Amount")),
    ]
    rows = [
        [day(row["on"]), name(said(row["words"])), ltr(row["reference"]), amount(row["amount"])] for row in data["rows"]
    ]
    return Table(columns, rows)
