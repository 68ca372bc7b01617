"""What the catalogue shows, in a number of queries that grows neither with page nor shop."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.models import Category
from cooperatives.models import Cooperative

from .cards import Card
from .counting import Counts, counts_read
from .facets import Chip, Facets, chips_of, facets_of, ways_out
from .filters import Filters
from .listings import cards_by_id
from .names import names_read
from .narrowing import Sheet, sheet_of


@dataclass
class CataloguePage:
    """One page of the catalogue and what its filters offer. ways_out: where nothing is left, what keeps goods away."""

    filters: Filters
    page: Sheet
    cards: list[Card]
    categories: list[Category]
    cooperatives: list[Cooperative]
    counts: Counts
    chips: list[Chip]
    ways_out: list[Chip]

    @property
    def facets(self) -> Facets:
        """All facets with their values, as the form shows them."""
        return facets_of(self.filters, self.counts, self.categories, self.cooperatives)

    @property
    def category(self) -> Category | None:
        """The one that was asked for, when it is one."""
        asked = self.filters.category
        return next((found for found in self.categories if (found.slug,) == asked), None)

    @property
    def shelf(self) -> Category | None:
        """The first-level category that the asked one is, or stands in."""
        asked = self.category
        return asked and next((found for found in self.categories if asked.path.startswith(found.path)), None)

    @property
    def shelves(self) -> list[Category]:
        """The categories of the first level."""
        return [found for found in self.categories if found.depth == 1]

    @property
    def boards(self) -> list[Category]:
        """The sub-categories of the shelf that is looked at."""
        shelf = self.shelf
        return [found for found in self.categories if shelf and found.depth > 1 and found.path.startswith(shelf.path)]


def catalogue_page(filters: Filters, number: str, *, among: list[int] | None = None) -> CataloguePage:
    """24 listings of all, or `among` those that a search found. Raises Http404 for a page that does not exist."""
    names = names_read()
    categories, cooperatives = names.categories, names.cooperatives
    sheet = sheet_of(filters, names, number, among=among)
    counts = counts_read(filters, names, among=among)
    return CataloguePage(
        filters=filters,
        page=sheet,
        cards=cards_by_id(sheet.ids),
        categories=categories,
        cooperatives=cooperatives,
        counts=counts,
        chips=chips_of(filters, categories, cooperatives),
        ways_out=[] if sheet.ids else ways_out(filters, counts, categories, cooperatives),
    )
