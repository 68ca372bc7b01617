"""Which codes of a basket count now, and what each takes off each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from marketplace.centimes import allocate, centimes, mad, percent_of

from .choices import Refusal, VoucherKind
from .models import Use, Voucher


@dataclass(frozen=True)
class Who:
    """By whom a use is counted once per customer: a user, or what a guest wrote."""

    user_id: int | None = None
    email: str = ""
    phone: str = ""


def who_is(user, email: str, phone: str) -> Who:
    """user: signed in, anonymous or None; email, phone: as given for the order, empty while they are not known."""
    return Who(getattr(user, "pk", None), email, phone)


@dataclass(frozen=True)
class Goods:
    """One line of a basket. amount: MAD before any discount."""

    key: int
    cooperative_id: int
    amount: Decimal


@dataclass
class Granted:
    """One code of a basket. shares: line key -> MAD taken off it; missing: MAD of goods to the least amount."""

    voucher: Voucher
    refusal: Refusal | None = None
    missing: Decimal = Decimal(0)
    shares: dict[int, Decimal] = field(default_factory=dict)

    @property
    def amount(self) -> Decimal:
        return sum(self.shares.values(), Decimal(0))


def vouchers_read(codes: Sequence[int], goods: Sequence[Goods], who: Who) -> list[Granted]:
    """These vouchers in the order in which they count: cooperatives' own first, then the market's.

    One code counts per cooperative, and one of the market's; each takes off what the ones before it left. One query,
    where there are any.
    """
    left = {item.key: centimes(item.amount) for item in goods}
    granted, taken = [], set()
    for voucher in _of(codes, who):
        one = Granted(voucher)
        mine = [item for item in goods if voucher.cooperative_id in (None, item.cooperative_id)]
        one.refusal = _refusal(voucher, mine, taken)
        if one.refusal is None:
            taken.add(voucher.cooperative_id)
            _grant(one, {item.key: left[item.key] for item in mine})
            for key, share in one.shares.items():
                left[key] -= centimes(share)
        elif one.refusal == Refusal.TOO_LITTLE:
            one.missing = voucher.least_goods - sum((item.amount for item in mine), Decimal(0))
        granted.append(one)
    return granted


def _of(codes: Sequence[int], who: Who) -> list[Voucher]:
    """The vouchers with `uses_held`, how often they are used, and `used_by_who`."""
    if not codes:
        return []
    held = Use.objects.filter(voucher=OuterRef("pk"), released_at=None)
    mine = Q(pk__in=[])
    for column, value in (("user_id", who.user_id), ("guest_email__iexact", who.email), ("guest_phone", who.phone)):
        if value:
            mine |= Q(**{f"order__{column}": value})
    rows = Voucher.objects.filter(pk__in=codes)
    rows = rows.select_related("cooperative").annotate(
        uses_held=Count("uses", filter=Q(uses__released_at=None)), used_by_who=Exists(held.filter(mine))
    )
    return sorted(rows, key=lambda voucher: (voucher.cooperative_id is None, voucher.pk))


def _refusal(voucher: Voucher, goods: list[Goods], taken: set[int | None]) -> Refusal | None:
    now = timezone.now()
    reasons = (
        (Refusal.NOT_YET, voucher.starts_at > now),
        (Refusal.ENDED, voucher.ends_at <= now),
        (Refusal.USED_UP, voucher.most_uses is not None and voucher.uses_held >= voucher.most_uses),
        (Refusal.USED_BY_YOU, voucher.once_per_customer and voucher.used_by_who),
        (Refusal.OTHER_GOODS, not goods),
        (Refusal.TOO_LITTLE, sum((item.amount for item in goods), Decimal(0)) < voucher.least_goods),
        (Refusal.ONE_ONLY, voucher.cooperative_id in taken),
    )
    return next((reason for reason, holds in reasons if holds), None)


def _grant(one: Granted, left: dict[int, int]) -> None:
    """Share what the voucher takes off over its lines, never more than is left of them."""
    total = sum(left.values())
    off = (
        percent_of(total, one.voucher.value) if one.voucher.kind == VoucherKind.PERCENT else centimes(one.voucher.value)
    )
    one.shares = {key: mad(share) for key, share in allocate(min(off, total), left).items() if share}
