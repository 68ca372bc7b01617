"""What units of a line come to: the same split for a sale, a parcel's cash and a refund, adding up to the centime."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.centimes import centimes, portion
from marketplace.shop.order.models import Line


@dataclass(frozen=True)
class UnitMoney:
    """Centimes. goods: to the cooperative, after its own discounts; funding: of it, what the market pays;
    commission: of it, what the market keeps.
    """

    goods: int
    funding: int
    commission: int

    @property
    def paid(self) -> int:
        """What the shopper pays for it."""
        return self.goods - self.funding


def units_money(line: Line, *, first: int, count: int) -> UnitMoney:
    """What units first .. first + count of a line (its terms loaded) come to.

    Consecutive ranges add up to the whole line, whatever their sizes; `paid` is Line.price_of.
    """
    own = _share(line, centimes(line.discount_own), first, count)
    market = _share(line, centimes(line.discount_market), first, count)
    goods = centimes(line.unit_price_incl_tax) * count - own
    return UnitMoney(goods, market, _share(line, line.terms.commission_centimes, first, count))


def _share(line: Line, amount: int, first: int, count: int) -> int:
    return portion(amount, whole=line.quantity, first=first, count=count)
