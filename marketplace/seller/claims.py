"""What comes back to a cooperative: claims to answer, parcels to look at, money that went back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperatives.models import Cooperative
from marketplace.centimes import mad
from marketplace.money.models import Claim, ClaimPhoto, Refund
from marketplace.money.refund_choices import Liable
from marketplace.money.refund_messages import reason_for_members
from marketplace.money.shares import paid_for
from marketplace.seller.pages import part_of
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder, Parcel

PER_PAGE = 20


@dataclass(frozen=True)
class Waiting:
    """count: claims to answer; first_by: the nearest deadline; to_inspect: parcels that came back."""

    count: int
    first_by: datetime | None
    to_inspect: int

    @property
    def is_late(self) -> bool:
        return self.first_by is not None and self.first_by < timezone.now()


def claims_waiting(cooperative: Cooperative) -> Waiting:
    """Two queries."""
    deadlines = list(Claim.objects.of(cooperative).to_answer().values_list("answer_by", flat=True))
    return Waiting(len(deadlines), deadlines[0] if deadlines else None, _to_inspect(cooperative).count())


def _to_inspect(cooperative: Cooperative):
    return Parcel.objects.filter(
        part__in=CooperativeOrder.objects.of(cooperative), refused_at__isnull=False, inspected_at=None
    )


@dataclass(frozen=True)
class ClaimsPage:
    """page: claims, the newest first. parcels: that came back and wait to be looked at."""

    page: Page
    parcels: list[Parcel]


def claims_page(cooperative: Cooperative, number: str | None) -> ClaimsPage:
    claims = Claim.objects.of(cooperative).shown().order_by("-pk")
    parcels = _to_inspect(cooperative).select_related("part__order").order_by("refused_at", "pk")[:PER_PAGE]
    return ClaimsPage(Paginator(claims, PER_PAGE).get_page(number), list(parcels))


def claim_of(cooperative: Cooperative, claim_id: int) -> Claim:
    """Raises Http404 for another cooperative's."""
    claim = Claim.objects.of(cooperative).shown().filter(pk=claim_id).first()
    if claim is None:
        raise Http404
    return claim


def photo_of(claim: Claim) -> bytes:
    """Raises Http404 where there is none."""
    photo = ClaimPhoto.objects.filter(claim=claim).first()
    if photo is None:
        raise Http404
    return bytes(photo.jpeg)


def has_photo(claim: Claim) -> bool:
    return ClaimPhoto.objects.filter(claim=claim).exists()


@dataclass(frozen=True)
class Parcels:
    """many: whether they have to be told apart."""

    on_the_way: list[Parcel]
    to_inspect: list[Parcel]
    many: bool


def parcels_of(part: CooperativeOrder) -> Parcels:
    """Of a part with its parcels loaded."""
    parcels = list(part.parcels.all())
    sent = [parcel for parcel in parcels if parcel.is_on_the_way]
    back = [parcel for parcel in parcels if parcel.refused_at and not parcel.inspected_at]
    return Parcels(sent, back, len(parcels) > 1)


def parcel_of(cooperative: Cooperative, pk: int, parcel_id: int) -> Parcel:
    """Raises Http404 for a parcel of another part."""
    for parcel in part_of(cooperative, pk).parcels.all():
        if parcel.pk == parcel_id:
            return parcel
    raise Http404


@dataclass(frozen=True)
class RefundRow:
    """amount: MAD."""

    refund: Refund

    @property
    def amount(self) -> Decimal:
        return mad(self.refund.amount_centimes)

    @property
    def reason(self) -> str:
        return reason_for_members(self.refund)

    @property
    def bears(self) -> str:
        if self.refund.liable == Liable.COOPERATIVE:
            return _("It is taken off your balance. The commission on it comes back to you.")
        return _("Your balance stays as it is.")


def refunds_of(part: CooperativeOrder) -> list[RefundRow]:
    return [RefundRow(refund) for refund in Refund.objects.filter(part=part, amount_centimes__gt=0)]


def may_give_back(part: CooperativeOrder) -> bool:
    """It arrived, and some of what was paid is still here."""
    return part.status == PartStatus.DELIVERED and paid_for(part) > 0


def left_to_give(part: CooperativeOrder) -> Decimal:
    """MAD that the shopper paid and has not got back."""
    return mad(max(paid_for(part), 0))
