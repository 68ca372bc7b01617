"""What filters are named after, in every language: all public categories, and who sells."""

from __future__ import annotations

from dataclasses import dataclass

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
    return lagging("names", lambda: _names.of([""], _read)[""])


_names: Readings[str, Names] = Readings(most=1, hangs_on=lambda names: (CATALOGUE,))


def _read(keys: list[str]) -> dict[str, Names]:
    before = version(CATALOGUE)
    categories = list(Category.objects.filter(is_public=True).order_by("path"))
    return dict.fromkeys(keys, Names(before, categories, list(Cooperative.objects.selling().with_places())))
