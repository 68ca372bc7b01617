"""Money that goes back: claims to decide, transfers to make, refunds that are held, open orders of the suspended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.audit.models import Entry
from marketplace.centimes import mad
from marketplace.delegation.waiting import Age, age_of
from marketplace.money.models import Claim, ClaimPhoto, Refund
from marketplace.money.refund_choices import RefundState
from marketplace.money.rib import rib_shown
from marketplace.shop.order.managers import TO_DO
from marketplace.shop.order.models import CooperativeOrder

PER_PAGE = 30


@dataclass(frozen=True)
class RefundRow:
    """amount: MAD."""

    refund: Refund
    age: Age

    @property
    def amount(self) -> Decimal:
        return mad(self.refund.amount_centimes)

    @property
    def account(self) -> str:
        """In groups; empty while the shopper has not told it."""
        return rib_shown(self.refund.rib) if self.refund.rib else ""

    @property
    def is_late(self) -> bool:
        return self.refund.pay_by < timezone.now()


@dataclass(frozen=True)
class ClaimRow:
    claim: Claim
    age: Age


@dataclass(frozen=True)
class SuspendedRow:
    """An order that a suspended cooperative has not sent. by: when it is to be sent, or given back."""

    part: CooperativeOrder
    by: datetime | None

    @property
    def is_late(self) -> bool:
        return self.by is not None and self.by < timezone.now()


@dataclass(frozen=True)
class BackPage:
    claims: list[ClaimRow]
    transfers: Page
    held: list[RefundRow]
    suspended: list[SuspendedRow]


@dataclass(frozen=True)
class Counts:
    claims: int
    transfers: int
    orders: int

    @property
    def total(self) -> int:
        return self.claims + self.transfers + self.orders


def back_counts() -> Counts:
    """Three queries."""
    return Counts(Claim.objects.to_decide().count(), Refund.objects.to_transfer().count(), _suspended().count())


def back_page(number: str | None) -> BackPage:
    claims = Claim.objects.to_decide().select_related("part__order", "part__cooperative")[:PER_PAGE]
    page = Paginator(Refund.objects.to_transfer().select_related("part__order"), PER_PAGE).get_page(number)
    page.object_list = [_row(refund) for refund in page.object_list]
    held = Refund.objects.filter(state=RefundState.HELD).select_related("part__order").order_by("asked_at")[:PER_PAGE]
    return BackPage(
        [ClaimRow(claim, age_of(claim.escalated_at)) for claim in claims],
        page,
        [_row(refund) for refund in held],
        _suspended_rows(),
    )


def _row(refund: Refund) -> RefundRow:
    return RefundRow(refund, age_of(refund.asked_at))


def _suspended() -> QuerySet[CooperativeOrder]:
    return CooperativeOrder.objects.filter(
        cooperative__status=Cooperative.Status.SUSPENDED, confirmed_at__isnull=False, status__in=TO_DO
    )


def _suspended_rows() -> list[SuspendedRow]:
    """The oldest first, each with its day: two queries."""
    parts = list(_suspended().select_related("order", "cooperative").order_by("placed_at", "pk")[:PER_PAGE])
    ends = suspended_by({part.cooperative_id for part in parts})
    return [SuspendedRow(part, ends.get(part.cooperative_id)) for part in parts]


def suspended_by(cooperative_ids: set[int]) -> dict[int, datetime]:
    """cooperative id -> until when its open orders are to be sent, counted from its suspension."""
    names = {f"{Cooperative._meta.label_lower}:{pk}": pk for pk in cooperative_ids}
    rows = Entry.objects.filter(about__in=names, what="cooperative.suspended").order_by().values("about")
    days = timedelta(days=settings.SUSPENDED_ORDER_DAYS)
    return {names[row["about"]]: row["at"] + days for row in rows.annotate(at=Max("at"))}


def suspended_of(pk: int) -> SuspendedRow:
    """Raises Http404 for a part that is none of these."""
    part = _suspended().select_related("order", "cooperative").prefetch_related("lines").filter(pk=pk).first()
    if part is None:
        raise Http404
    return SuspendedRow(part, suspended_by({part.cooperative_id}).get(part.cooperative_id))


def refund_of(pk: int) -> RefundRow:
    """A transfer to make. Raises Http404."""
    refund = Refund.objects.to_transfer().select_related("part__order", "part__cooperative").filter(pk=pk).first()
    if refund is None:
        raise Http404
    return _row(refund)


def claim_of(pk: int) -> Claim:
    """Raises Http404."""
    claim = Claim.objects.shown().select_related("part__carrier").filter(pk=pk).first()
    if claim is None:
        raise Http404
    return claim


def has_photo(claim: Claim) -> bool:
    return ClaimPhoto.objects.filter(claim=claim).exists()


def photo_of(pk: int) -> bytes:
    """Raises Http404 where there is none."""
    photo = ClaimPhoto.objects.filter(claim_id=pk).first()
    if photo is None:
        raise Http404
    return bytes(photo.jpeg)
