"""What the page "Sell with us" reads: the towns of the region, and how far this person's application is."""

from __future__ import annotations

from itertools import groupby

from cooperatives.decisions import Decision, last_decision
from cooperatives.models import Cooperative
from marketplace.places.choices import REGION, sort_key
from marketplace.places.models import City


def towns() -> list[City]:
    """Where a cooperative of this market can be at home: the region's towns, by province."""
    cities = City.objects.filter(province__region=REGION).select_related("province")
    return sorted(cities, key=lambda city: (sort_key(city.province.name), sort_key(city.name)))


def town_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """(province, [(code, town)]) in the active language."""
    by_province = groupby(towns(), key=lambda city: city.province.name)
    return [(province, [(city.pk, city.name) for city in group]) for province, group in by_province]


def town(code: str) -> City:
    """The town of a code that the form has checked."""
    return City.objects.select_related("province").get(pk=code)


def application_of(user) -> Cooperative | None:
    """The application of this person that is still open."""
    return Cooperative.objects.applied_by(user).with_places().first()


def asked_for(application: Cooperative) -> Decision | None:
    """What the delegation wants changed; None while it is the delegation's turn."""
    if application.status != Cooperative.Status.CHANGES_ASKED:
        return None
    return last_decision(application)
