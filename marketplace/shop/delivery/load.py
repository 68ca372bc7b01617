"""Loads the carriers of `data/carriers.json`: prices of demonstration, to be replaced by the office's contracts."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction
from oscar.apps.address.models import Country

from marketplace.pagecache.versions import CATALOGUE, MARKET, bump

from .models import Carrier, CarrierRate

DATA = Path(__file__).parent / "data" / "carriers.json"
# ISO 3166: the market delivers in this one only.
COUNTRY = "MA"
_NAMES = {"printable_name": "Maroc", "name": "Maroc", "is_shipping_country": True}


def country_ensure() -> None:
    """Oscar's addresses want a country."""
    Country.objects.get_or_create(iso_3166_1_a2=COUNTRY, defaults=_NAMES)


def country() -> Country:
    """As `country_ensure` wrote it: an address copies its name, and need not ask for it."""
    return Country(iso_3166_1_a2=COUNTRY, **_NAMES)


@transaction.atomic
def carriers_load() -> int:
    """Insert carriers that are missing, with their rates; existing ones are the office's and stay. Returns how many."""
    country_ensure()
    added = 0
    for row in json.loads(DATA.read_text(encoding="utf-8")):
        rates = row.pop("rates")
        carrier, created = Carrier.objects.get_or_create(code=row.pop("code"), defaults=row)
        if created:
            CarrierRate.objects.bulk_create(
                [CarrierRate(carrier=carrier, zone_id=rate.pop("zone"), **rate) for rate in rates]
            )
            added += 1
    if added:
        bump(CATALOGUE, MARKET)
    return added
