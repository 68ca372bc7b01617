"""The filters of the catalogue, as an address says them: several values a facet, prices in dirhams, an order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Allergen
from cooperatives.models import Certificate

# The best match first: only where something was searched for.
BEST = "best"
SORTS = {"new": _("Newest first"), "cheap": _("Cheapest first"), "dear": _("Dearest first")}
# Longer than any name that is searched for; keeps an address that was tampered with out of the database.
MAX_QUERY = 100
# More values of one facet than anybody ticks.
MAX_VALUES = 40
MAX_PRICE = Decimal(1_000_000)
# Ranges of prices in whole dirhams, each up to but not including its end; None: no end.
BANDS: dict[str, tuple[int, int | None]] = {
    "0-50": (0, 50),
    "50-100": (50, 100),
    "100-250": (100, 250),
    "250-1000": (250, 1000),
    "1000-": (1000, None),
}
# What may have several values: any of them will do; free_from alone must be all of them.
SEVERAL = ("category", "province", "cooperative", "certificate", "free_from", "price")
SWITCHES = ("womens", "in_stock")
LIMITS = ("min", "max")
# What a list reads from its address; it sees nothing else.
PARAMETERS = frozenset({"q", *SEVERAL, *SWITCHES, *LIMITS, "sort", "page"})
_CLOSED = {"certificate": Certificate.Kind.values, "free_from": Allergen.values, "price": list(BANDS)}


@dataclass(frozen=True)
class Filters:
    """What the shopper asked for. Slugs and codes; nothing when not asked; prices in MAD."""

    q: str = ""
    category: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    cooperative: tuple[str, ...] = ()
    certificate: tuple[str, ...] = ()
    free_from: tuple[str, ...] = ()
    price: tuple[str, ...] = ()
    womens: bool = False
    in_stock: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    sort: str = "new"
    typed: dict[str, str] = field(default_factory=dict, compare=False)
    errors: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def count(self) -> int:
        """How many values of the form are set; the search words stand in the header."""
        limits = (self.min is not None) + (self.max is not None)
        return sum(len(getattr(self, name)) for name in SEVERAL) + self.womens + self.in_stock + limits

    @property
    def is_empty(self) -> bool:
        """Nothing narrows the list (an order is not a narrowing)."""
        return not self.q and not self.count

    def question(self) -> str:
        """These filters as an address has them, always the same for the same filters; begins with "?"."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name in SEVERAL for value in getattr(self, name)]
        pairs += [(name, "1") for name in SWITCHES if getattr(self, name)]
        pairs += [(name, self.typed[name]) for name in LIMITS if self.typed.get(name)]
        if self.sort != (BEST if self.q else "new"):
            pairs.append(("sort", self.sort))
        return f"?{urlencode(pairs)}"

    def without(self, name: str, value: str | None = None) -> Filters:
        """With one value taken away, or all of a facet's."""
        if name in SEVERAL:
            left = tuple(one for one in getattr(self, name) if value not in (None, one))
            return replace(self, **{name: left})
        if name in LIMITS:
            typed = {key: one for key, one in self.typed.items() if key != name}
            return replace(self, **{name: None}, typed=typed)
        return replace(self, **{name: "" if name == "q" else False})

    def cleared(self) -> Filters:
        """Only what was searched for, and the order."""
        return Filters(q=self.q, sort=self.sort)


def filters_read(data: QueryDict) -> Filters:
    """Filters from an address; what cannot be read is left out, a price that is no number has an error beside it."""
    q = _plain(data.get("q", ""))
    several = {name: _values(name, data.getlist(name)) for name in SEVERAL}
    switches = {name: data.get(name) == "1" for name in SWITCHES}
    typed = {name: text for name in LIMITS if (text := data.get(name, "").strip()[:20])}
    limits = {name: _price(text) for name, text in typed.items()}
    errors = {name: _("Write a price in dirhams, such as 120.") for name, amount in limits.items() if amount is None}
    low, high = limits.get("min"), limits.get("max")
    if low is not None and high is not None and low > high:
        errors["max"] = _("The highest price is below the lowest.")
    sort = sort if (sort := data.get("sort", "")) in SORTS else BEST if q else "new"
    return Filters(q=q, **several, **switches, min=low, max=high, sort=sort, typed=typed, errors=errors)


def _plain(text: str) -> str:
    return text.strip()[:MAX_QUERY].replace("\x00", "")


def _values(name: str, typed: Iterable[str]) -> tuple[str, ...]:
    """Each once and in one order, so that the same choice is the same address."""
    known = _CLOSED.get(name)
    found = {value for text in typed if (value := _plain(text)) and (known is None or value in known)}
    return tuple(sorted(found, key=known.index if known else None)[:MAX_VALUES])


def _price(typed: str) -> Decimal | None:
    """Dirhams; None for what is no price."""
    try:
        amount = Decimal("".join(typed.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount <= MAX_PRICE else None
