"""An order of which money is to go back: found by its number, and what of it can still be given back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from marketplace.centimes import mad
from marketplace.money.services.refund import sold_of
from marketplace.money.shares import delivery_of, paid_for
from marketplace.money.taking_back import Sold
from marketplace.shop.order.choices import PaymentMethod
from marketplace.shop.order.managers import TO_DO
from marketplace.shop.order.models import CooperativeOrder

_NUMBER = re.compile(r"^([A-Z0-9]+?)(?:-(\d{1,3}))?$")


@dataclass(frozen=True)
class Found:
    """A part of an order that somebody asked for. left_centimes: paid, and not gone back."""

    part: CooperativeOrder
    left_centimes: int

    @property
    def left(self) -> Decimal:
        return mad(self.left_centimes)

    @property
    def why_not(self) -> str:
        """Why nothing of it can be given back here; empty when something can."""
        if self.part.status in TO_DO:
            return _("It has not been sent: when it is cancelled or declined, the money goes back by itself.")
        if self.left_centimes <= 0:
            return _("Nothing was paid for it, or all of it went back.")
        return ""


@dataclass(frozen=True)
class Sheet(Found):
    """What of it can go back. goods: lines of which something is left; delivery: MAD of the charge that is left."""

    goods: list[Sold]
    delivery: Decimal

    @property
    def by_card(self) -> bool:
        return self.part.order.payment_method == PaymentMethod.CARD


def number_read(text: str) -> tuple[str, int | None]:
    """An order's number as it is typed or pasted, with the position of its part where that was quoted too."""
    found = _NUMBER.match(re.sub(r"[^A-Za-z0-9-]", "", text).upper())
    return (found[1], int(found[2]) if found[2] else None) if found else ("", None)


def orders_found(text: str) -> list[Found]:
    """The parts of the order with this number, or the one part; none where there is no such order."""
    number, position = number_read(text)
    parts = _parts().filter(order__number=number).order_by("position")
    return [Found(part, paid_for(part)) for part in (parts.filter(position=position) if position else parts)]


def sheet_of(pk: int) -> Sheet:
    """Raises Http404 for a part that is not there."""
    part = _parts().prefetch_related("lines__product__images", "lines__product__parent__images").filter(pk=pk).first()
    if part is None:
        raise Http404
    pictured = {line.pk: line for line in part.lines.all()}
    goods = [one for one in sold_of(part).values() if one.units > one.gone]
    for one in goods:
        one.line.product = pictured[one.line.pk].product
    return Sheet(part, paid_for(part), goods, mad(max(delivery_of(part), 0)))


def _parts() -> QuerySet[CooperativeOrder]:
    return CooperativeOrder.objects.select_related("order", "cooperative", "carrier")
