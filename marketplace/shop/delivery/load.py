"""Loads the carriers of `data/carriers.json`: prices of demonstration, to be replaced by the office's contracts."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from .models import Carrier, CarrierRate

DATA = Path(__file__).parent / "data" / "carriers.json"


@transaction.atomic
def carriers_load() -> int:
    """Insert carriers that are missing, with their rates; existing ones are the office's and stay. Returns how many."""
    added = 0
    for row in json.loads(DATA.read_text(encoding="utf-8")):
        rates = row.pop("rates")
        carrier, created = Carrier.objects.get_or_create(code=row.pop("code"), defaults=row)
        if created:
            CarrierRate.objects.bulk_create(
                [CarrierRate(carrier=carrier, zone_id=rate.pop("zone"), **rate) for rate in rates]
            )
            added += 1
    return added
