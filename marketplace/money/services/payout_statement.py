"""The statement of a payout as a paper: written when its money has left, so it says what will not change."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.money.choices import EntryKind, PostingKind
from marketplace.money.models import Paper, PayoutLine
from marketplace.money.services.papers import StatementRow, StatementSum, statement_write
from marketplace.money.statement import StatementRow as Line
from marketplace.money.statement import statement_of


def payout_statement_write(line: PayoutLine) -> Paper:
    """In the caller's transaction, as its last lock; again gives the same paper."""
    statement = statement_of(line)
    return statement_write(
        cooperative=line.cooperative,
        event_key=_key(line),
        begins=line.batch.begins,
        ends=line.batch.ends,
        rows=[row for posting in statement.rows for row in _rows(posting)],
        sums=[StatementSum(_("Paid to your bank account"), statement.total)],
    )


def payout_statement(line: PayoutLine) -> Paper | None:
    """The paper of a payout, with its files; None before its money has left."""
    return Paper.objects.of(line.cooperative).with_files().filter(event_key=f"statement {_key(line)}").first()


def _key(line: PayoutLine) -> str:
    return f"payout {line.pk}"


def _rows(posting: Line) -> Iterator[StatementRow]:
    """What a posting is made of; a debt that was settled has no parts to name."""
    day = timezone.localdate(posting.at)
    for kind, amount in posting.sums.items():
        words = PostingKind(posting.posting.kind).label if kind == EntryKind.TRANSFER else EntryKind(kind).label
        yield StatementRow(on=day, words=words, reference=posting.number, amount=amount)
