"""Invoices and credit notes as sheets."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from marketplace.money.models import Paper

from .choices import PaperKind
from .sheet import (
    Column,
    Fact,
    Note,
    Person,
    Sheet,
    Sum,
    Table,
    amount,
    day,
    foot,
    ltr,
    name,
    percent,
    price,
    ribbon,
    said,
    seller_person,
    town_line,
)
from .snapshot import day as iso_day

# What the law calls terms of payment; every one of these is over when the invoice is written.
PAYMENTS = {
    "cod": gettext_lazy("Cash on delivery"),
    "card": gettext_lazy("By card, when the order was placed"),
    "transfer": gettext_lazy("By bank transfer, before the goods were sent"),
}


def invoice_sheet(paper: Paper) -> Sheet:
    """In the active language."""
    data = paper.data
    is_credit = paper.kind == PaperKind.CREDIT_NOTE
    return Sheet(
        language=get_language() or "fr",
        kind=str(PaperKind(paper.kind).label),
        number=ltr(paper.label),
        seller_name=name(said(data["seller"]["name"])),
        seller_kind=said(data["seller"]["kind"]),
        issued_on=iso_day(paper.issued_at),
        facts=_credit_facts(paper) if is_credit else _facts(paper),
        people=[seller_person(data["seller"]), _buyer(data["buyer"])],
        table=_table(data),
        sums=_sums(data, is_credit=is_credit),
        rates=_rates(data),
        notes=_notes(data, is_credit=is_credit),
        foot=foot(data["seller"]),
        ribbon=ribbon(data["seller"]),
    )


def _is_taxed(data: dict) -> bool:
    return any(row["tax"] for row in data["rates"])


def _facts(paper: Paper) -> list[Fact]:
    data = paper.data
    return [
        Fact(_("Invoice date"), day(iso_day(paper.issued_at))),
        Fact(_("Order"), ltr(data["order"])),
        Fact(_("Ordered on"), day(data["placed_on"])),
        Fact(_("Delivered on"), day(data["delivered_on"])),
    ]


def _credit_facts(paper: Paper) -> list[Fact]:
    data = paper.data
    return [
        Fact(_("Date"), day(iso_day(paper.issued_at))),
        Fact(_("Corrects invoice"), ltr(data["corrects"]["label"])),
        Fact(_("Invoice date"), day(data["corrects"]["on"])),
        Fact(_("Order"), ltr(data["order"])),
    ]


def _buyer(buyer: dict) -> Person:
    rows = [name(text) for text in (buyer["person"], buyer["street"], buyer["landmark"]) if text]
    rows += [line] if (line := town_line(buyer["postal_code"], buyer["town"])) else []
    return Person(
        _("The buyer"), name(buyer["name"]), rows, [Fact(_("ICE"), ltr(buyer["ice"]))] if buyer["ice"] else []
    )


def _table(data: dict) -> Table:
    """Tax and discount have a column only where there is any."""
    taxed, cut = _is_taxed(data), any(row["off"] for row in data["lines"])
    columns = [
        Column(_("Goods"), "start", wide=True),
        Column(_("Quantity")),
        Column(_("Unit price, tax included") if taxed else _("Unit price")),
        *([Column(_("Discount"))] if cut else []),
        *([Column(pgettext("short, for a table", "VAT"))] if taxed else []),
        Column(_("Amount, tax included") if taxed else _("Amount")),
    ]
    rows = [
        [
            name(said(row["title"])),
            ltr(row["units"]),
            amount(row["unit"]),
            *([amount(-row["off"]) if row["off"] else ""] if cut else []),
            *([percent(row["rate_bps"])] if taxed else []),
            amount(row["gross"]),
        ]
        for row in data["lines"]
    ]
    if charge := data["delivery"]:
        words = [_("Delivery"), *[""] * (2 + cut), *([percent(charge["rate_bps"])] if taxed else [])]
        rows.append([*words, amount(charge["gross"])])
    return Table(columns, rows)


def _sums(data: dict, *, is_credit: bool) -> list[Sum]:
    found = []
    if _is_taxed(data):
        found.append(Sum(_("Total before tax"), price(sum(row["net"] for row in data["rates"]))))
        found += [
            Sum(f"{pgettext('short, for a table', 'VAT')} {percent(row['rate_bps'])}", price(row["tax"]))
            for row in data["rates"]
            if row["tax"]
        ]
    if data["by_market"]:
        whole = _("Total, tax included") if _is_taxed(data) else _("Total")
        paid = _("Given back to the market") if is_credit else _("Paid by the market (code)")
        found += [Sum(whole, price(data["gross"])), Sum(paid, price(-data["by_market"]))]
    if is_credit:
        last = _("Given back to the buyer")
    elif data["by_market"]:
        last = _("Paid by the buyer")
    else:
        last = _("Total, tax included") if _is_taxed(data) else _("Total")
    return [*found, Sum(last, price(data["due"]), strong=True)]


def _rates(data: dict) -> Table | None:
    """VAT apart, rate by rate, where there is any."""
    if not _is_taxed(data):
        return None
    columns = [
        Column(_("VAT rate"), "start"),
        Column(_("Before tax")),
        Column(pgettext("short, for a table", "VAT")),
        Column(_("With tax")),
    ]
    rows = [
        [percent(row["rate_bps"]), amount(row["net"]), amount(row["tax"]), amount(row["gross"])]
        for row in data["rates"]
    ]
    return Table(columns, rows)


def _notes(data: dict, *, is_credit: bool) -> list[Note]:
    notes = [Note(_("VAT"), said(words)) for words in data["mentions"]]
    if is_credit:
        notes += [Note(_("Reason"), said(data["reason"]))] if said(data["reason"]) else []
    else:
        notes.append(Note(_("Payment"), _payment(data)))
    if not data["confirmed"]:
        notes.append(Note("", _("The tax rules on this paper are still to be confirmed by the office.")))
    notes.append(Note("", _("Amounts in Moroccan dirhams (MAD).")))
    return notes


def _payment(data: dict) -> str:
    words = PAYMENTS.get(data["payment"], PAYMENTS["cod"])
    paid = (
        _("Paid in full, %(day)s.") % {"day": day(data["delivered_on"])}
        if data["payment"] == "cod"
        else _("Paid in full.")
    )
    return f"{words}. {paid}"
