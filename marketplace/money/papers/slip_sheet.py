"""Packing slips as sheets: who gets what, and never a price."""

from __future__ import annotations

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from marketplace.money.models import Paper
from marketplace.shop.delivery.choices import DeliveryMethod

from .choices import PaperKind
from .sheet import (
    Column,
    Fact,
    Note,
    Person,
    Sheet,
    Table,
    day,
    is_rtl,
    ltr,
    name,
    phone,
    price,
    ribbon,
    said,
    town_line,
)
from .snapshot import day as iso_day


def slip_sheet(paper: Paper) -> Sheet:
    """In the active language."""
    data = paper.data
    return Sheet(
        language=get_language() or "fr",
        kind=str(PaperKind.SLIP.label),
        number=ltr(data["order"]),
        seller_name=name(said(data["seller"]["name"])),
        seller_kind=said(data["seller"]["kind"]),
        issued_on=iso_day(paper.issued_at),
        facts=_facts(data),
        people=[_recipient(data), _sender(data["seller"])],
        table=_table(data),
        notes=_notes(data),
        words_to=data["gift_note"],
        words_to_rtl=is_rtl(data["gift_note"]),
        foot=" · ".join(filter(None, [name(said(data["seller"]["name"])), phone(data["seller"]["phone"])])),
        ribbon=ribbon(data["seller"]),
        ticks=True,
    )


def _facts(data: dict) -> list[Fact]:
    facts = [Fact(_("Ordered on"), day(data["placed_on"]))]
    facts += [Fact(_("Carrier"), name(data["carrier"]))] if data["carrier"] else []
    facts += [Fact(_("Parcel number"), ltr(data["tracking"]))] if data["tracking"] else []
    return facts


def _recipient(data: dict) -> Person:
    to = data["recipient"]
    sent = data["method"] == DeliveryMethod.PARCEL
    rows = [name(text) for text in (to["street"], to["landmark"]) if text]
    if town := town_line(to["postal_code"], to["town"]):
        written = to["town_written"]
        rows.append(town if written in ("", said(to["town"])) else f"{town} · {name(written)}")
    rows += [phone(to["phone"])] if to["phone"] else []
    return Person(_("Send to") if sent else _("For"), name(to["name"]), rows)


def _sender(seller: dict) -> Person:
    rows = [name(text) for text in dict.fromkeys([said(seller["address"]), said(seller["town"])]) if text]
    rows += [phone(seller["phone"])] if seller["phone"] else []
    return Person(pgettext("sender of a parcel", "From"), name(said(seller["name"])), rows)


def _table(data: dict) -> Table:
    columns = [Column(_("Goods"), "start", wide=True), Column(_("Quantity"))]
    return Table(columns, [[name(said(row["title"])), ltr(row["units"])] for row in data["lines"]])


def _notes(data: dict) -> list[Note]:
    """What the driver collects is no price of anything: it is one sum, and the only number of money here."""
    if not data["cash"]:
        return []
    sent = data["method"] == DeliveryMethod.PARCEL
    return [Note(_("Cash at the door") if sent else _("Cash at your place"), price(data["cash"]))]
