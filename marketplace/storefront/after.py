"""What the shopper may still do about a part of her order, and what came of it: cancel, claim, money coming back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.http import Http404
from django.utils import timezone

from marketplace.centimes import mad
from marketplace.money.claim_choices import ClaimState
from marketplace.money.claiming import Claimable, claimable_of, claims_end, kinds_open, withdrawal_ends
from marketplace.money.models import Claim, Refund
from marketplace.money.refund_messages import when_words
from marketplace.shop.order.choices import PART_MOVES, PartStatus
from marketplace.shop.order.models import CooperativeOrder, Order


@dataclass(frozen=True)
class RefundRow:
    """amount: MAD. when: how and when it arrives, in one sentence."""

    refund: Refund

    @property
    def amount(self) -> Decimal:
        return mad(self.refund.amount_centimes)

    @property
    def when(self) -> str:
        return when_words(self.refund)


@dataclass(frozen=True)
class PartAfter:
    """refunds, claims: the newest first. ends: until when something can be claimed."""

    may_cancel: bool = False
    may_claim: bool = False
    ends: datetime | None = None
    refunds: list[RefundRow] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def send_back(self) -> Claim | None:
        """The claim whose goods are to be sent back."""
        return next((claim for claim in self.claims if claim.state == ClaimState.SEND_BACK), None)


def after_of(parts: Sequence[CooperativeOrder]) -> dict[int, PartAfter]:
    """part id -> what there is to do and to know. Two queries at most, however many parts."""
    refunds, claims = defaultdict(list), defaultdict(list)
    for refund in Refund.objects.filter(part__in=parts, amount_centimes__gt=0):
        refunds[refund.part_id].append(RefundRow(refund))
    # Nobody claims what has not arrived.
    if sent := [part for part in parts if part.shipped_at]:
        for claim in Claim.objects.filter(part__in=sent):
            claims[claim.part_id].append(claim)
    return {part.pk: _after(part, refunds[part.pk], claims[part.pk]) for part in parts}


def _after(part: CooperativeOrder, refunds: list[RefundRow], claims: list[Claim]) -> PartAfter:
    ends = claims_end(part) if part.status == PartStatus.DELIVERED else None
    living = any(claim.is_living for claim in claims)
    open_still = ends is not None and timezone.now() <= ends and not living
    return PartAfter(may_cancel(part), open_still, ends, refunds, claims)


def may_cancel(part: CooperativeOrder) -> bool:
    """Nothing of it was sent."""
    return PartStatus.CANCELLED in PART_MOVES.get(part.status, ()) and part.shipped_at is None


def part_at(order: Order, position: int) -> CooperativeOrder:
    """Raises Http404."""
    rows = order.parts.select_related("cooperative__city").prefetch_related(
        "lines__product__images", "lines__product__parent__images"
    )
    part = rows.filter(position=position).first()
    if part is None:
        raise Http404
    part.order = order
    return part


@dataclass(frozen=True)
class ClaimSheet:
    """What the form offers. rows: of which something arrived and was not given back."""

    part: CooperativeOrder
    rows: list[Claimable]
    kinds: list[str]
    withdrawal_ends: datetime | None

    @property
    def excluded(self) -> list[Claimable]:
        """What the law does not let her simply give back."""
        return [row for row in self.rows if not row.may_withdraw]


def claim_sheet(part: CooperativeOrder) -> ClaimSheet:
    return ClaimSheet(part, claimable_of(part), [str(kind) for kind in kinds_open(part)], withdrawal_ends(part))


def claim_of_order(order: Order, claim_id: int) -> Claim:
    """Raises Http404 for another order's."""
    claim = Claim.objects.filter(part__order=order, pk=claim_id).first()
    if claim is None:
        raise Http404
    return claim


def refund_of_order(order: Order, refund_id: int) -> RefundRow:
    """One that waits to be told where it goes. Raises Http404."""
    refund = Refund.objects.filter(part__order=order, pk=refund_id).first()
    if refund is None or not (refund.needs_rib or refund.rib):
        raise Http404
    return RefundRow(refund)
