"""Price per kilogram, litre or 100 g: food always shows it, so that sizes can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# From this quantity up a price is told per 1,000 (kg, l), below it per 100 (100 g, 100 ml).
_LARGE = 500


@dataclass(frozen=True)
class UnitPrice:
    """amount: MAD for one `unit`; unit: 'kg', '100g', 'l' or '100ml'."""

    amount: Decimal
    unit: str


def unit_price(price: Decimal, net_quantity: Decimal | None, net_unit: str) -> UnitPrice | None:
    """The price per unit of measured goods, rounded half up to the centime; None for pieces.

    net_quantity: in grams or millilitres.
    """
    if net_unit not in ("g", "ml") or not net_quantity:
        return None
    large = net_quantity >= _LARGE
    amount = (price * (1000 if large else 100) / net_quantity).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return UnitPrice(amount, {"g": ("100g", "kg"), "ml": ("100ml", "l")}[net_unit][large])
