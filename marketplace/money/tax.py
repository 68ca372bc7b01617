"""Tax by numbers alone: an amount told apart into net and tax, and which of the rates counts for a product.

Prices are all taxes included. Nothing here reads the database (services/tax.py does).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

DEFAULT, DELIVERY, PRODUCT_CLASS, CATEGORY, PRODUCT = "default", "delivery", "class", "category", "product"
WHOLE = 10_000  # basis points: 100 %


@dataclass(frozen=True)
class Split:
    """An amount in centimes, told apart: net + tax = gross."""

    net: int
    tax: int

    @property
    def gross(self) -> int:
        return self.net + self.tax


class Rate(Protocol):
    """What choosing needs to know of a rate."""

    scope: str
    code: str
    product_id: int | None


AnyRate = TypeVar("AnyRate", bound=Rate)


def tax_split(gross: int, rate_bps: int) -> Split:
    """The tax inside an amount that includes it, rounded half up (away from zero for what is given back).

    gross: centimes. rate_bps: basis points (2000 = 20 %). Raises ValueError for a rate below 0 or above 100 %.
    Source: CGI art. 145 asks for VAT apart; docs/papers.md.
    """
    if not 0 <= rate_bps <= WHOLE:
        raise ValueError(f"no tax rate: {rate_bps}")
    whole = WHOLE + rate_bps
    tax = (2 * abs(gross) * rate_bps + whole) // (2 * whole)
    tax = tax if gross >= 0 else -tax
    return Split(net=gross - tax, tax=tax)


def rate_for(
    rates: Iterable[AnyRate], *, product_ids: Sequence[int], categories: Sequence[str], product_class: str
) -> AnyRate | None:
    """The most particular of the rates: the product's, its nearest category's, its class's, the default.

    rates: newest first, so that of two for the same thing the newer counts.
    product_ids: the variant, then its listing. categories: codes, the nearest first. None when nothing fits.
    """
    wanted = [
        *((PRODUCT, "", pk) for pk in product_ids),
        *((CATEGORY, code, None) for code in categories),
        (PRODUCT_CLASS, product_class, None),
        (DEFAULT, "", None),
    ]
    newest: dict[tuple, AnyRate] = {}
    for rate in rates:
        newest.setdefault((rate.scope, rate.code, rate.product_id), rate)
    return next((newest[key] for key in wanted if key in newest), None)


def delivery_rate(rates: Iterable[AnyRate]) -> AnyRate | None:
    """The newest rate of deliveries, else the default. rates: newest first."""
    found = {}
    for rate in rates:
        found.setdefault(rate.scope, rate)
    return found.get(DELIVERY) or found.get(DEFAULT)
