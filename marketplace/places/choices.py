"""The list of towns as a form shows it: by region, sorted as the reader's language sorts."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from .models import City

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def sort_key(text: str) -> str:
    """Letters without accents or hamzas, lower case; the private database has no ICU to do it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().translate(_ARABIC).removeprefix("ال")


def city_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """(region, [(code, town)]) of the active language, for a select with groups: one query."""
    cities = City.objects.select_related("province__region")
    rows = sorted(cities, key=lambda city: (sort_key(city.province.region.name), sort_key(city.name)))
    return [
        (region, [(city.pk, city.name) for city in group])
        for region, group in groupby(rows, key=lambda city: city.province.region.name)
    ]
