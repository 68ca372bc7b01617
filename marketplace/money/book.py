"""Writing in the book: the one way in which money moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.shop.delivery.models import Carrier
from marketplace.shop.order.models import CooperativeOrder, Order

from .choices import AccountKind
from .models import Account, Entry, Posting


class Unbalanced(ValueError):
    """The rows of a posting do not sum to zero: a fault of the caller's."""


@dataclass(frozen=True)
class Row:
    """One entry to be written. amount: centimes, positive in favour of the account's holder."""

    account: Account
    kind: str
    amount: int
    line_id: int | None = None


def post(
    *,
    kind: str,
    event_key: str,
    rows: Sequence[Row],
    part: CooperativeOrder | None = None,
    order: Order | None = None,
    at: datetime | None = None,
) -> Posting | None:
    """Write one posting; rows of nothing are left out. Returns None when this fact is in the book already.

    Raises Unbalanced when the rows do not sum to zero.
    """
    if sum(row.amount for row in rows):
        raise Unbalanced(event_key)
    try:
        with transaction.atomic():
            posting = Posting.objects.create(
                kind=kind,
                event_key=event_key,
                part=part,
                order=part.order if part else order,
                at=at or timezone.now(),
            )
    except IntegrityError:
        if Posting.objects.filter(event_key=event_key).exists():
            return None
        raise
    Entry.objects.bulk_create(
        [
            Entry(posting=posting, account=row.account, kind=row.kind, amount_centimes=row.amount, line_id=row.line_id)
            for row in rows
            if row.amount
        ]
    )
    return posting


def account_of_cooperative(cooperative: Cooperative) -> Account:
    """A cooperative's account, opened at its first amount."""
    return Account.objects.get_or_create(kind=AccountKind.COOPERATIVE, cooperative=cooperative)[0]


def account_of_carrier(carrier: Carrier) -> Account:
    """What a carrier owes the market for what it lost or broke."""
    return Account.objects.get_or_create(kind=AccountKind.CARRIER, carrier=carrier)[0]


def account_of_market(kind: AccountKind) -> Account:
    """The one account of this kind. Raises ValueError for a kind of which there are many."""
    if kind in (AccountKind.COOPERATIVE, AccountKind.CARRIER):
        raise ValueError(f"there is not one account of kind {kind}")
    return Account.objects.get_or_create(kind=kind, cooperative=None, carrier=None)[0]
