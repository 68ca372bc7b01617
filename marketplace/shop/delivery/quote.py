"""What it costs to bring one cooperative's goods to a town, and what cannot be brought there.

Pure functions over the rates of one zone (rates_for): no query here, so a page with many groups costs the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.pagecache.readings import LONG, Readings
from marketplace.pagecache.versions import MARKET

from .models import CarrierRate


class Refusal(models.TextChoices):
    """Why goods cannot be delivered to a town."""

    ZONE = "zone", _("not delivered to this area")
    CHILLED = "chilled", _("no chilled transport to this area")
    TOO_FAR = "too_far", _("the journey would be too long for it")
    TOO_HEAVY = "too_heavy", _("too heavy or too large for a parcel")


@dataclass(frozen=True)
class Goods:
    """Goods of one kind in a parcel. Per unit: weight in grams as packed, volume in cm3."""

    weight_g: int
    volume_cm3: int
    quantity: int
    chilled: bool = False
    perishable: bool = False
    max_transit_days: int | None = None
    only_zones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quote:
    """The charge in MAD, taxes included, for one parcel; days in transit; billed_g: the weight charged, grams.

    takes_cash: whether the carrier may collect so much at the door.
    """

    carrier_id: int
    carrier_name: str
    price: Decimal
    days_min: int
    days_max: int
    billed_g: int
    takes_cash: bool


def rates_for(*, zone_code: str) -> list[CarrierRate]:
    """All rates of active carriers to a zone: one query the first time, then none until one is written."""
    return _rates.of([zone_code], _read_rates)[zone_code]


def _read_rates(zones: list[str]) -> dict[str, list[CarrierRate]]:
    rows = CarrierRate.objects.filter(zone_id__in=zones, carrier__is_active=True).select_related("carrier")
    found: dict[str, list[CarrierRate]] = {zone: [] for zone in zones}
    for rate in rows.order_by("price", "pk"):
        found[rate.zone_id].append(rate)
    return found


_rates: Readings[str, list[CarrierRate]] = Readings(most=20, lasts=LONG, hangs_on=lambda rates: (MARKET,))


def billed_weight_g(goods: Iterable[Goods], divisor: int) -> int:
    """The greater of real and volumetric weight, in grams. divisor: cm3 per kilogram, the carrier's."""
    real = volume = 0
    for item in goods:
        real += item.weight_g * item.quantity
        volume += item.volume_cm3 * item.quantity
    return max(real, math.ceil(volume * 1000 / divisor))


def quote_parcel(
    goods: Sequence[Goods],
    *,
    zone_code: str,
    same_province: bool,
    rates: Sequence[CarrierRate],
    cash: Decimal = Decimal(0),
) -> Quote | Refusal:
    """The cheapest way to send `goods` together, or the reason why there is none.

    same_province: the parcel stays in the province it leaves from.
    cash: goods total in MAD that may have to be collected at the door (the charge is added to it): a carrier that can
    do that goes first, whatever it costs.
    """
    if any(item.only_zones and zone_code not in item.only_zones for item in goods):
        return Refusal.ZONE
    candidates = [rate for rate in rates if same_province or not rate.same_province]
    if not candidates:
        return Refusal.ZONE
    chilled, perishable = any(item.chilled for item in goods), any(item.perishable for item in goods)
    candidates = [rate for rate in candidates if rate.carrier.takes_chilled or not chilled]
    candidates = [rate for rate in candidates if rate.carrier.takes_perishable or not perishable]
    if not candidates:
        return Refusal.CHILLED
    limits = [item.max_transit_days for item in goods if item.max_transit_days is not None]
    candidates = [rate for rate in candidates if not limits or rate.days_max <= min(limits)]
    if not candidates:
        return Refusal.TOO_FAR
    return _cheapest(candidates, goods, cash)


def _cheapest(rates: Sequence[CarrierRate], goods: Sequence[Goods], cash: Decimal) -> Quote | Refusal:
    """The cheapest of the rates whose band fits, of those whose carrier may collect the cash if there is one."""
    quotes = []
    for rate in rates:
        billed = billed_weight_g(goods, rate.carrier.volumetric_divisor)
        if not rate.over_g < max(billed, 1) <= rate.up_to_g:
            continue
        extra_kg = math.ceil(max(billed - rate.included_g, 0) / 1000)
        price = rate.price + rate.per_extra_kg * extra_kg
        quotes.append(
            Quote(
                carrier_id=rate.carrier_id,
                carrier_name=rate.carrier.name,
                price=price,
                days_min=rate.days_min,
                days_max=rate.days_max,
                billed_g=billed,
                takes_cash=cash + price <= rate.carrier.cash_limit,
            )
        )
    if not quotes:
        return Refusal.TOO_HEAVY
    return min(quotes, key=lambda quote: (not quote.takes_cash, quote.price, quote.days_max, quote.carrier_id))
