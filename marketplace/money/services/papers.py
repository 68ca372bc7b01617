"""Writing papers: the number is given in the transaction of the fact, the PDF is made by a worker afterwards.

An invoice is written when a part has arrived: by then it is known what was delivered, and the money is there however
it is paid. What is cancelled or refused before that was never invoiced; what is refunded after it is a credit note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from cooperatives.models import Cooperative, Membership
from marketplace import jobs
from marketplace.money.models import BuyerIdentity, Paper, PaperCounter, PaperFile
from marketplace.money.papers.choices import FileState, PaperKind
from marketplace.money.papers.invoice import CreditLine, credit_data, invoice_data
from marketplace.money.papers.snapshot import day, in_all_languages, mark, period_days, seller_of, slip_data
from marketplace.money.services.paper_files import nudge
from marketplace.money.services.tax import tax_freeze
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.locks import lock_part
from marketplace.shop.order.models import CooperativeOrder, Order

Words = str | Promise | Mapping[str, str]


class NotDelivered(Exception):
    """Nothing of this part has arrived, or something of it is still on its way: there is nothing to invoice yet."""


class AlreadyInvoiced(Exception):
    """A paper of this order was written: what it says of the buyer stays."""


@dataclass(frozen=True)
class StatementRow:
    """One thing that happened. amount: centimes, below zero for what was taken off."""

    on: date
    words: Words
    reference: str
    amount: int


@dataclass(frozen=True)
class StatementSum:
    """One of the sums below the rows, the last of which is what the statement is about."""

    words: Words
    amount: int


@transaction.atomic
def invoice_write(*, part_id: int) -> Paper:
    """The invoice of a part that has arrived, with the next number of its cooperative's series; once only.

    Raises NotDelivered.
    """
    part = lock_part(part_id)
    if written := Paper.objects.filter(event_key=_invoice_key(part)).first():
        return written
    if part.status != PartStatus.DELIVERED:
        raise NotDelivered(part.number)
    tax_freeze(part.order)  # orders placed before taxes were frozen
    data = invoice_data(part)
    if not data["lines"]:
        raise NotDelivered(part.number)
    return _write(
        kind=PaperKind.INVOICE, part=part, event_key=_invoice_key(part), data=data, total=data["gross"]
    )  # fmt: skip


@transaction.atomic
def credit_note_write(
    *, part_id: int, event_key: str, lines: Sequence[CreditLine], delivery: int = 0, reason: Words = ""
) -> Paper | None:
    """Take back some of a part's invoice, with the next number of the series of credit notes.

    event_key: names the refund ("refund 33"); the same one again returns the paper it wrote.
    delivery: centimes given back of the delivery charge. reason: for the reader; lazy, or language -> words.
    Returns None where the part has no invoice: what was never invoiced needs no credit note.
    Raises CreditTooLarge when more is taken back than the invoice and earlier credit notes leave.
    """
    part = lock_part(part_id)
    key = f"credit note {event_key}"
    if written := Paper.objects.filter(event_key=key).first():
        return written
    invoice = Paper.objects.filter(event_key=_invoice_key(part)).first()
    if invoice is None:
        return None
    data = credit_data(
        invoice=invoice.data,
        label=invoice.label,
        issued_on=day(invoice.issued_at),
        earlier=invoice.credit_notes.values_list("data", flat=True),
        lines=lines,
        delivery=delivery,
        reason=reason,
    )
    return _write(
        kind=PaperKind.CREDIT_NOTE, part=part, event_key=key, data=data, total=data["gross"], corrects=invoice
    )  # fmt: skip


@transaction.atomic
def statement_write(
    *, cooperative: Cooperative, event_key: str, begins: date, ends: date, rows: Iterable[StatementRow],
    sums: Sequence[StatementSum], notes: Iterable[Words] = (),
) -> Paper:  # fmt: skip
    """A cooperative's statement of a period, first and last day included; the last of the sums is its total.

    event_key: names what it is about ("payout 12"); the same one again returns the paper it wrote.
    """
    key = f"statement {event_key}"
    if written := Paper.objects.filter(event_key=key).first():
        return written
    data = {
        "seller": seller_of(cooperative),
        **period_days(begins, ends),
        "rows": [
            {"on": row.on.isoformat(), "words": in_all_languages(row.words), "reference": row.reference,
             "amount": row.amount}
            for row in rows
        ],
        "sums": [{"words": in_all_languages(one.words), "amount": one.amount} for one in sums],
        "notes": [in_all_languages(note) for note in notes],
    }  # fmt: skip
    total = sums[-1].amount if sums else 0
    return _write(
        kind=PaperKind.STATEMENT, cooperative=cooperative, event_key=key, data=data, total=total
    )  # fmt: skip


@transaction.atomic
def slip_write(*, part: CooperativeOrder, parcel_id: int | None, language: str) -> Paper:
    """The packing slip of a parcel, or of what is still to be sent, as things are now; it has no number.

    Asked for twice without a change it is the same paper. Raises Parcel.DoesNotExist for another part's parcel.
    """
    data = slip_data(part, parcel_id)
    key = f"slip part {part.pk} {mark(data)}"
    fields = {"kind": PaperKind.SLIP, "cooperative": part.cooperative, "part": part, "language": language}
    paper, _made = Paper.objects.get_or_create(
        event_key=key, defaults={**fields, "year": timezone.localdate().year, "data": data}
    )
    paper_ask(paper=paper, language=language)
    return paper


def paper_ask(*, paper: Paper, language: str) -> PaperFile:
    """Have a paper made in a language, or tried again where that failed; asking twice makes one file."""
    file, _made = PaperFile.objects.get_or_create(paper=paper, language=language)
    if file.state == FileState.FAILED:
        PaperFile.objects.filter(pk=file.pk, state=FileState.FAILED).update(state=FileState.WAITING, attempts=0)
        file.refresh_from_db()
    if file.state == FileState.WAITING:
        jobs.once_on_commit(nudge)
    return file


@transaction.atomic
def buyer_identify(*, order: Order, name: str, ice: str) -> BuyerIdentity:
    """Write the invoices of this order for a company. Raises AlreadyInvoiced once one of them is written."""
    Order.objects.select_for_update().get(pk=order.pk)
    if Paper.objects.of_order(order.pk).exists():
        raise AlreadyInvoiced(order.number)
    identity, _made = BuyerIdentity.objects.update_or_create(order=order, defaults={"name": name, "ice": ice})
    return identity


def _invoice_key(part: CooperativeOrder) -> str:
    return f"invoice part {part.pk}"


def _write(
    *, kind: PaperKind, event_key: str, data: dict, total: int, part: CooperativeOrder | None = None,
    cooperative: Cooperative | None = None, corrects: Paper | None = None,
) -> Paper:  # fmt: skip
    """The row with its number, and the files for those who will read it."""
    cooperative = cooperative or part.cooperative
    number, moment = next_number(cooperative, kind)
    languages = _languages(cooperative, part)
    paper = Paper.objects.create(
        kind=kind,
        cooperative=cooperative,
        part=part,
        corrects=corrects,
        event_key=event_key,
        number=number,
        year=timezone.localdate(moment).year,
        issued_at=moment,
        language=languages[0],
        total_centimes=total,
        data=data,
    )
    PaperFile.objects.bulk_create([PaperFile(paper=paper, language=language) for language in languages])
    jobs.once_on_commit(nudge)
    return paper


def next_number(cooperative: Cooperative, kind: PaperKind) -> tuple[int, datetime]:
    """The next number of a series, and its moment: no number is older than the one before it.

    The counter's row stays locked until the transaction ends: it is the last lock that one takes. A transaction that
    fails gives its number back with it, so there is no gap.
    """
    counter = _counter(cooperative, kind, timezone.localdate().year)
    moment = timezone.now()
    if timezone.localdate(moment).year != counter.year:  # we waited for the lock over New Year's Eve
        return next_number(cooperative, kind)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last, moment


def _counter(cooperative: Cooperative, kind: PaperKind, year: int) -> PaperCounter:
    """The counter of a series, locked."""
    series = {"cooperative": cooperative, "kind": kind, "year": year}
    found = PaperCounter.objects.select_for_update().filter(**series).first()
    if found is None:
        PaperCounter.objects.bulk_create([PaperCounter(**series)], ignore_conflicts=True)
        found = PaperCounter.objects.select_for_update().get(**series)
    return found


def _languages(cooperative: Cooperative, part: CooperativeOrder | None) -> list[str]:
    """Those of the people who will open it, the buyer's first; other languages are made when asked for."""
    known = [code for code, _name in settings.LANGUAGES]
    members = Membership.objects.current().of(cooperative).order_by("pk").values_list("user__language", flat=True)
    wanted = [*([part.order.language] if part else []), *members]
    return [code for code in dict.fromkeys(wanted) if code in known] or [settings.LANGUAGE_CODE]
