"""How much of each line a refund takes back: pure sums over what the book has of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.centimes import allocate, portion
from marketplace.shop.order.models import Line

from .shares import LineMoney
from .units import UnitMoney, units_money


class RefundTooMuch(Exception):
    """More than the shopper paid for this and has not got back. left: centimes that are left of it; units of a line
    where units were asked for."""

    def __init__(self, left: int):
        self.left = left
        super().__init__(f"only {left} left")


@dataclass(frozen=True)
class Sold:
    """A line in the book. units: how many of it were sold; gone: how many of these were refunded before."""

    line: Line
    money: LineMoney
    units: int
    gone: int


@dataclass(frozen=True)
class Taken:
    """What is taken back of a line."""

    line: Line
    units: int
    money: UnitMoney


def take_units(sold: Sold, count: int) -> Taken:
    """Units, from the last one sold backwards, so that all of them together are exactly the line.

    Where its price was reduced before, a unit gives back at most what is left. Raises RefundTooMuch.
    """
    left = sold.units - sold.gone
    if count > left:
        raise RefundTooMuch(left)
    wanted = units_money(sold.line, first=left - count, count=count)
    if count == left or wanted.paid > sold.money.paid or wanted.goods > sold.money.goods:
        return Taken(sold.line, count, take_paid(sold.money, min(wanted.paid, sold.money.paid), rest=count == left))
    funding = min(wanted.funding, sold.money.funding)
    money = UnitMoney(funding + wanted.paid, funding, min(wanted.commission, sold.money.commission))
    return Taken(sold.line, count, money)


def take_paid(money: LineMoney, paid: int, *, rest: bool = False) -> UnitMoney:
    """So much of what the shopper paid for a line, with its proportion of the market's share and of the commission.

    rest: these are the last units: all that is left goes back, or all but what others bore already.
    """
    whole = money.goods - money.funding
    if rest:
        paid = money.paid
    if not whole or (rest and not money.borne):
        return UnitMoney(money.goods, money.funding, money.commission) if rest else UnitMoney(0, 0, 0)
    goods = portion(money.goods, whole=whole, first=0, count=paid)
    commission = portion(money.commission, whole=money.goods, first=0, count=goods)
    return UnitMoney(goods, goods - paid, commission)


def take_amount(sold: Sequence[Sold], amount: int) -> list[Taken]:
    """A price reduction (centimes), over lines in proportion to what is left of each. Raises RefundTooMuch."""
    left = {one.line.pk: one.money.paid for one in sold}
    if amount > sum(left.values()):
        raise RefundTooMuch(sum(left.values()))
    shares = allocate(amount, left) if amount else {}
    by_pk = {one.line.pk: one for one in sold}
    return [Taken(by_pk[pk].line, 0, take_paid(by_pk[pk].money, paid)) for pk, paid in shares.items() if paid]


def less(money: LineMoney, taken: UnitMoney) -> LineMoney:
    """What is left of a line."""
    return LineMoney(
        money.goods - taken.goods, money.funding - taken.funding, money.commission - taken.commission, money.borne
    )


def taken_of(sold: Mapping[int, Sold], units: Mapping[int, int], amount: int) -> list[Taken]:
    """line id -> units, and besides a free amount of the goods that are left: one entry for each line that is touched.

    Raises RefundTooMuch; KeyError for a line that was never sold.
    """
    taken = {pk: take_units(sold[pk], count) for pk, count in units.items() if count}
    after = [
        Sold(one.line, less(one.money, taken[pk].money) if pk in taken else one.money, one.units, one.gone)
        for pk, one in sold.items()
    ]
    for more in take_amount(after, amount):
        mine = taken.get(more.line.pk)
        taken[more.line.pk] = _sum(mine, more) if mine else more
    return list(taken.values())


def _sum(one: Taken, other: Taken) -> Taken:
    a, b = one.money, other.money
    money = UnitMoney(a.goods + b.goods, a.funding + b.funding, a.commission + b.commission)
    return Taken(one.line, one.units + other.units, money)
