"""What filters are named after, in every language: all public categories, and who sells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from catalogue.models import Category
from cooperatives.models import Cooperative
from marketplace.pagecache.readings import Readings
from marketplace.pagecache.versions import CATALOGUE, version

from .lagging import lagging


@dataclass(frozen=True, eq=False)
class Names:
    """One reading of them. Two readings are never equal: what is kept of one is not taken for what another says.

    version: of the catalogue, from before they were read.
    """

    version: str
    categories: list[Category]
    cooperatives: list[Cooperative]


def names_read() -> Names:
    """They may lag: at most two queries."""
    # Each day's are others, and with them all that hangs on them: a certificate ends with its day.
    today = timezone.localdate()
    return lagging("names", lambda: _names.of([today], _read)[today])


_names: Readings[date, Names] = Readings(most=1, hangs_on=lambda names: (CATALOGUE,))


def _read(days: list[date]) -> dict[date, Names]:
    before = version(CATALOGUE)
    categories = list(Category.objects.filter(is_public=True).order_by("path"))
    return dict.fromkeys(days, Names(before, categories, list(Cooperative.objects.selling().with_places())))
