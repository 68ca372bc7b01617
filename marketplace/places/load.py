"""Loads the reference data of `data/` into the tables; running it again brings changed rows up to date."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import models, transaction

from marketplace.pagecache.versions import CATALOGUE, MARKET, bump

from .models import City, Holiday, Province, Region, Zone

DATA = Path(__file__).parent / "data"
# Column of the file -> column of the table, where they differ.
_FOREIGN = {"region": "region_id", "province": "province_id", "zone": "zone_id"}
# In the order of their foreign keys.
_TABLES: tuple[tuple[str, type[models.Model]], ...] = (
    ("regions", Region),
    ("provinces", Province),
    ("zones", Zone),
    ("cities", City),
    ("holidays", Holiday),
)


@transaction.atomic
def places_load() -> int:
    """Insert or update every row; returns how many there are."""
    bump(CATALOGUE, MARKET)
    return sum(_load(name, model) for name, model in _TABLES)


def _load(name: str, model: type[models.Model]) -> int:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [{_FOREIGN.get(key, key): value for key, value in row.items()} for row in csv.DictReader(file)]
    key = model._meta.pk.attname
    for row in rows:
        # The untranslated column holds French: modeltranslation reads the others.
        row.update({field.name: row[f"{field.name}_fr"] for field in model._meta.fields if f"{field.name}_fr" in row})
        if "is_lunar" in row:
            row["is_lunar"] = row["is_lunar"] == "1"
    model.objects.bulk_create(
        [model(**row) for row in rows],
        update_conflicts=True,
        unique_fields=[key],
        update_fields=[column for column in rows[0] if column != key],
    )
    return len(rows)
