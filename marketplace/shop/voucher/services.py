"""The life of a voucher: made, ended; put into a basket, taken out; used by an order, given back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.audit.models import record

from .models import InBasket, Use, Voucher

# More codes in one basket than anybody has; keeps a guessing script out of the till.
MOST_CODES = 10


class UnknownCode(Exception):
    """There is no voucher with this code."""


class VoucherSpent(Exception):
    """A code that was given back has been used up by others."""


class CodeTaken(Exception):
    """Another voucher has this code already."""


def code_read(typed: str) -> str:
    """A code as it is stored, from how it was typed: any case, any digits, blanks."""
    text = "".join(unicodedata.normalize("NFKC", typed).upper().split())
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)


@transaction.atomic
def voucher_create(
    *,
    by,
    code: str,
    kind: str,
    value: Decimal,
    starts_at: datetime,
    ends_at: datetime,
    cooperative: Cooperative | None = None,
    least_goods: Decimal = Decimal(0),
    most_uses: int | None = None,
    once_per_customer: bool = True,
) -> Voucher:
    """A new voucher, of a cooperative or (None) of the market. Raises CodeTaken."""
    voucher = Voucher(
        code=code_read(code), kind=kind, value=value, starts_at=starts_at, ends_at=ends_at, cooperative=cooperative,
        least_goods=least_goods, most_uses=most_uses, once_per_customer=once_per_customer,
    )  # fmt: skip
    try:
        with transaction.atomic():
            voucher.save()
    except IntegrityError as error:
        if Voucher.objects.filter(code=voucher.code).exists():
            raise CodeTaken(voucher.code) from error
        raise
    record(who=by, what="voucher.created", about=voucher, after={"code": voucher.code, "value": str(value)})
    return voucher


@transaction.atomic
def voucher_end(*, voucher_id: int, by) -> Voucher:
    """Nobody can use it from now on; orders that did keep what it took off. Ending it twice changes nothing."""
    voucher = Voucher.objects.select_for_update().get(pk=voucher_id)
    now = timezone.now()
    if voucher.ends_at > now:
        before, voucher.ends_at = voucher.ends_at, now
        voucher.starts_at = min(voucher.starts_at, now)
        voucher.save(update_fields=["ends_at", "starts_at"])
        record(who=by, what="voucher.ended", about=voucher, before={"ends_at": before.isoformat()})
    return voucher


@transaction.atomic
def voucher_put(*, basket, code: str) -> Voucher:
    """Put a code into a basket (saved if it is new). Raises UnknownCode. Twice is once; the newest few are kept."""
    voucher = Voucher.objects.filter(code=code_read(code)).first()
    if voucher is None:
        raise UnknownCode(code)
    if basket.pk is None:
        basket.save()
    InBasket.objects.get_or_create(basket=basket, voucher=voucher)
    kept = InBasket.objects.filter(basket=basket).order_by("-pk").values("pk")[:MOST_CODES]
    InBasket.objects.filter(basket=basket).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    return voucher


def voucher_take(*, basket, voucher_id: int) -> None:
    """Take a code out of a basket; one that is not in it is out already."""
    if basket.pk is not None:
        InBasket.objects.filter(basket=basket, voucher_id=voucher_id).delete()


def vouchers_move(*, into, basket) -> None:
    """At sign-in: the codes of a guest's basket go over into the user's."""
    for row in InBasket.objects.filter(basket=basket):
        InBasket.objects.get_or_create(basket=into, voucher_id=row.voucher_id)


def vouchers_lock(basket) -> list[int]:
    """Hold the vouchers of a basket to the end of the transaction: two orders never share a last use. Their ids."""
    held = Voucher.objects.filter(pk__in=InBasket.objects.filter(basket=basket).values("voucher"))
    return list(held.select_for_update().order_by("pk").values_list("pk", flat=True))


def voucher_uses_write(*, order, amounts: Mapping[int, Decimal]) -> None:
    """What each voucher took off this order. amounts: voucher id -> MAD; the caller holds the vouchers' locks."""
    Use.objects.bulk_create([Use(voucher_id=pk, order=order, amount=amount) for pk, amount in amounts.items()])


def voucher_uses_release(*, order, cooperative_ids: set[int], everything: bool) -> None:
    """Give back what an order used of these cooperatives' own vouchers; of all vouchers when nothing is left of it."""
    uses = Use.objects.filter(order=order, released_at=None)
    if not everything:
        uses = uses.filter(voucher__cooperative_id__in=cooperative_ids)
    uses.update(released_at=timezone.now())


def vouchers_return(*, order, into) -> None:
    """Put the codes that an order used into a basket; whether they still count is asked at its next reading."""
    for voucher_id in Use.objects.filter(order=order).values_list("voucher_id", flat=True):
        InBasket.objects.get_or_create(basket=into, voucher_id=voucher_id)


def voucher_uses_take_back(*, order) -> None:
    """Use again what an order gave back. Raises VoucherSpent when others, or the same customer, used it meanwhile."""
    uses = Use.objects.filter(order=order, released_at__isnull=False)
    held = Voucher.objects.filter(pk__in=uses.values("voucher")).select_for_update().order_by("pk")
    same = Q(order__user=order.user_id) if order.user_id else Q(pk__in=[])
    for column in ("guest_email", "guest_phone"):
        if value := getattr(order, column):
            same |= Q(**{f"order__{column}": value})
    for voucher in held:
        others = voucher.uses.filter(released_at=None)
        if voucher.most_uses is not None and others.count() >= voucher.most_uses:
            raise VoucherSpent(voucher.code)
        if voucher.once_per_customer and others.filter(same).exists():
            raise VoucherSpent(voucher.code)
    uses.update(released_at=None)
