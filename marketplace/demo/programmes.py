"""Fills programmes, cohorts and events from content/programmes.json; rows that exist are left as they are."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from cooperatives.models import Cooperative
from marketplace.places.models import Province
from marketplace.programmes.models import Cohort, Event, Programme, Step

CONTENT = Path(__file__).parent / "content" / "programmes.json"
LANGUAGES = ("fr", "ar", "en")


@transaction.atomic
def programmes_load() -> int:
    """Add what is missing; returns how many programmes and events were added."""
    content = json.loads(CONTENT.read_text(encoding="utf-8"))
    added = sum(_programme(place, row) for place, row in enumerate(content["programmes"]))
    return added + sum(_event(place, row) for place, row in enumerate(content["events"]))


def _texts(row: dict, *fields: str) -> dict[str, str]:
    """field_fr, field_ar, field_en of each translated column; null is empty."""
    return {f"{name}_{code}": (row[name] or {}).get(code, "") for name in fields for code in LANGUAGES}


def _programme(position: int, row: dict) -> bool:
    fields = _texts(row, "name", "standfirst", "body", "eligibility", "partner")
    programme, created = Programme.objects.get_or_create(
        code=row["code"], defaults={"kind": row["kind"], "position": position, **fields}
    )
    for number, step in enumerate(row["steps"], start=1):
        Step.objects.get_or_create(programme=programme, position=number, defaults=_texts(step, "title", "text"))
    for cohort in row["cohorts"]:
        fields = {"programme": programme, "chosen_count": cohort["chosen_count"], **_texts(cohort, "name", "facts")}
        Cohort.objects.get_or_create(code=cohort["code"], defaults=fields)
    return created


def _event(position: int, row: dict) -> bool:
    fields = {"kind": row["kind"], "on": row["on"], "position": position}
    fields |= _texts(row, "title", "standfirst", "body", "place")
    fields["province"] = Province.objects.filter(pk=row["province"]).first()
    fields["programme"] = Programme.objects.filter(code=row["programme"]).first()
    event, created = Event.objects.get_or_create(slug=row["slug"], defaults=fields)
    # Again each time: a cooperative may have been added to the demonstration since.
    event.cooperatives.add(*Cooperative.objects.filter(slug__in=row["cooperatives"]))
    return created
