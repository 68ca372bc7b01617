"""What is found of cooperatives and of provinces."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.signals import post_save
from django.dispatch import receiver

from marketplace.places.models import Province
from marketplace.searchindex.index import Entry, Text, index
from marketplace.searchindex.sources import register

from .models import Cooperative

COOPERATIVE, PROVINCE = "cooperative", "province"
LANGUAGES = ("fr", "ar", "en")


def texts_in(thing, *columns: str) -> dict[str, str]:
    """Translated columns together, in every language."""
    return {
        code: " . ".join(filter(None, (getattr(thing, f"{column}_{code}", "") for column in columns)))
        for code in LANGUAGES
    }


def place_texts(cooperative: Cooperative) -> dict[str, str]:
    """Where a cooperative is at home, in every language."""
    names = (texts_in(place, "name") for place in (cooperative.province, cooperative.city))
    province, city = names
    return {code: f"{province[code]} . {city[code]} . {cooperative.commune}" for code in LANGUAGES}


def cooperative_entry(cooperative: Cooperative) -> Entry:
    """Found by its name, its brand, its place, its craft and what it says of itself."""
    name = texts_in(cooperative, "name")
    name["fr"] = f"{name['fr']} . {cooperative.brand}"
    return Entry(
        kind=COOPERATIVE,
        key=str(cooperative.pk),
        texts=(
            Text("A", name, is_name=True),
            Text("B", texts_in(cooperative, "tagline")),
            Text("C", place_texts(cooperative)),
            Text("D", texts_in(cooperative, "about")),
        ),
    )


def province_entry(province: Province) -> Entry:
    """Found by its name, its towns and what it is known for."""
    cities = [texts_in(city, "name") for city in province.cities.all()]
    towns = {code: " . ".join(city[code] for city in cities) for code in LANGUAGES}
    return Entry(
        kind=PROVINCE,
        key=province.pk,
        texts=(
            Text("A", texts_in(province, "name"), is_name=True),
            Text("B", texts_in(province, "known_for")),
            Text("C", towns),
        ),
    )


def _cooperatives() -> Iterator[Entry]:
    for cooperative in Cooperative.objects.select_related("province", "city").iterator():
        yield cooperative_entry(cooperative)


def _provinces() -> Iterator[Entry]:
    for province in Province.objects.prefetch_related("cities"):
        yield province_entry(province)


register(COOPERATIVE, _cooperatives)
register(PROVINCE, _provinces)


@receiver(post_save, sender=Cooperative)
def index_cooperative(instance: Cooperative, raw: bool = False, **kwargs) -> None:
    if not raw:
        index(cooperative_entry(instance))
