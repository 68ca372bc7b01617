"""A cooperative settles its debt: the delegation found the money and writes it down, once."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.audit.models import record
from marketplace.money import payout_messages as messages
from marketplace.money.book import Row, account_of_cooperative, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Account, Remittance
from marketplace.money.payable import debt_of


class MoreThanOwed(Exception):
    """Only what is owed can be settled. owed: centimes."""

    def __init__(self, owed: int):
        self.owed = owed
        super().__init__(owed)


class ReferenceUsed(Exception):
    """This payment was written down already."""


@transaction.atomic
def remittance_record(
    *, cooperative: Cooperative, amount: int, reference: str, by, received_on: date | None = None
) -> Remittance:
    """amount: centimes. reference: what the bank's statement or the receipt calls it; blanks do not count.

    Raises ReferenceUsed, MoreThanOwed, and ValueError for nothing.
    """
    reference = reference_read(reference)
    if amount <= 0 or not reference:
        raise ValueError("a remittance of nothing, or without a reference")
    holder = account_of_cooperative(cooperative)
    # Two at once must not both see the whole debt; sales go on meanwhile (they need the row's key only).
    Account.objects.select_for_update(no_key=True).get(pk=holder.pk)
    remittance = _create(
        cooperative=cooperative,
        amount_centimes=amount,
        reference=reference,
        by=by,
        at=timezone.now(),
        received_on=received_on or timezone.localdate(),
    )
    if amount > (owed := debt_of(cooperative)):
        raise MoreThanOwed(owed)
    rows = [
        Row(holder, EntryKind.TRANSFER, amount),
        Row(account_of_market(AccountKind.BANK), EntryKind.TRANSFER, -amount),
    ]
    post(kind=PostingKind.REMITTANCE, event_key=f"remittance {remittance.pk}", rows=rows)
    record(who=by, what="remittance.recorded", about=remittance, after={"centimes": amount, "reference": reference})
    messages.tell_remittance(remittance)
    return remittance


def reference_read(text: str) -> str:
    return " ".join(text.split()).upper()


def _create(**fields) -> Remittance:
    try:
        with transaction.atomic():
            return Remittance.objects.create(**fields)
    except IntegrityError:
        if Remittance.objects.filter(reference=fields["reference"]).exists():
            raise ReferenceUsed(fields["reference"]) from None
        raise
