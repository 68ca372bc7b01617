"""Money as whole centimes: converted in one place, shared out without losing one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def centimes(mad: Decimal) -> int:
    """Centimes of an amount in MAD. Raises ValueError for a fraction of a centime."""
    whole = mad * 100
    if whole != whole.to_integral_value():
        raise ValueError(f"{mad} MAD is not a whole number of centimes")
    return int(whole)


def mad(amount: int) -> Decimal:
    """MAD, with two digits, of an amount in centimes."""
    return (Decimal(amount) / 100).quantize(Decimal("0.01"))


def percent_of(amount: int, percent: Decimal) -> int:
    """Centimes of a percentage of an amount in centimes, rounded half up."""
    return int((Decimal(amount) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def allocate(amount: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Share an amount (centimes) in proportion to weights; the shares add up to it exactly.

    Largest remainder; of equal remainders the smallest key gets the centime, so that the same basket is always shared
    alike. Raises ValueError for a negative weight, or when there is nothing to share it over.
    """
    total = sum(weights.values())
    if any(weight < 0 for weight in weights.values()) or (amount and total <= 0):
        raise ValueError("nothing to share it over")
    if not amount:
        return dict.fromkeys(weights, 0)
    shares = {key: amount * weight // total for key, weight in weights.items()}
    missing = amount - sum(shares.values())
    by_remainder = sorted(weights, key=lambda key: (-(amount * weights[key] % total), key))
    for key in by_remainder[:missing]:
        shares[key] += 1
    return shares


def portion(amount: int, *, whole: int, first: int, count: int) -> int:
    """What falls to units first .. first + count of `whole` units that share an amount (centimes).

    Consecutive portions add up to the amount, whatever the sizes they are taken in.
    """
    return amount * (first + count) // whole - amount * first // whole
