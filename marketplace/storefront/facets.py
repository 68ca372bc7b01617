"""What the filters of a page offer: each facet with its values, how many listings each would show, what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.choices import Allergen
from catalogue.models import Category
from cooperatives.models import Certificate, Cooperative
from marketplace.formats import currency_text, number_text
from marketplace.formats.templatetags.formats import ltr, price
from marketplace.places.choices import sort_key

from .counting import Counts, without
from .filters import BANDS, LIMITS, SEVERAL, Filters

# Of a facet with many values, as many stand open; the others are one click away.
FIRST = 6
TITLES = {
    "category": gettext_lazy("Category"),
    "price": gettext_lazy("Price"),
    "province": gettext_lazy("Province"),
    "cooperative": gettext_lazy("Cooperative"),
    "certificate": gettext_lazy("Certificate"),
    "free_from": gettext_lazy("Free from"),
}


@dataclass(frozen=True)
class Option:
    """A value that can be ticked."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """Values of one kind. more: those behind a click; is_open: one of them is chosen."""

    name: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(TITLES[self.name])

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options + self.more)

    @property
    def is_open(self) -> bool:
        return any(option.chosen for option in self.more)


@dataclass(frozen=True)
class Chip:
    """A chosen value; its address takes it away. count: what is seen then, where nothing is seen now."""

    label: str
    href: str
    count: int | None = None


@dataclass(frozen=True)
class Facets:
    """All facets of a page in their order, and the two switches."""

    facets: list[Facet]
    womens: Option
    in_stock: Option


def facets_of(
    filters: Filters, counts: Counts, categories: Sequence[Category], cooperatives: Sequence[Cooperative]
) -> Facets:
    """Values that nothing would be seen of are not offered, unless they are chosen."""
    provinces = {one.province.slug: one.province.name for one in cooperatives}
    names = {
        "category": [(one.slug, one.name) for one in categories],
        "price": [(band, band_label(band)) for band in BANDS],
        "province": sorted(provinces.items(), key=lambda pair: sort_key(pair[1])),
        "certificate": Certificate.Kind.choices,
        "free_from": Allergen.choices,
    }
    found = {name: _options(name, pairs, filters, counts) for name, pairs in names.items()}
    facets = [_categories(found["category"], categories), Facet("price", found["price"])]
    facets += [_some("province", found["province"]), _some("cooperative", _makers(filters, counts, cooperatives))]
    facets += [_some("certificate", found["certificate"]), _some("free_from", found["free_from"])]
    return Facets(
        [facet for facet in facets if facet.options or facet.more or facet.name == "price"],
        Option("1", "", counts.of["womens"]["1"], filters.womens),
        Option("1", "", counts.of["in_stock"]["1"], filters.in_stock),
    )


def _options(name: str, pairs: Iterable[tuple[str, str]], filters: Filters, counts: Counts) -> list[Option]:
    chosen, number = getattr(filters, name), counts.of[name]
    return [
        Option(value, label, number[value], value in chosen)
        for value, label in pairs
        if number[value] or value in chosen
    ]


def _makers(filters: Filters, counts: Counts, cooperatives: Sequence[Cooperative]) -> list[Option]:
    """Those with most to offer first, by name among equals."""
    number = counts.of["cooperative"]
    shown = [one for one in cooperatives if number[one.pk] or one.slug in filters.cooperative]
    shown.sort(key=lambda one: (-number[one.pk], sort_key(one.name)))
    return [Option(one.slug, one.name, number[one.pk], one.slug in filters.cooperative) for one in shown]


def _some(name: str, options: list[Option]) -> Facet:
    """The first few, and what is chosen; one more is shown rather than hidden alone."""
    if len(options) <= FIRST + 1:
        return Facet(name, options)
    return Facet(name, options[:FIRST], options[FIRST:])


def _categories(options: list[Option], categories: Sequence[Category]) -> Facet:
    """Shelves, and behind a click what stands on them."""
    depth = {one.slug: one.depth for one in categories}
    shelves = [option for option in options if depth[option.value] == 1]
    return Facet("category", shelves, [option for option in options if depth[option.value] > 1])


def _words(text: str, **values: object) -> SafeString:
    """A translated sentence with values that may be HTML."""
    return mark_safe(escape(text) % {name: conditional_escape(value) for name, value in values.items()})  # noqa: S308 - both are escaped


def band_label(band: str) -> SafeString:
    """A range of prices in words."""
    start, end = BANDS[band]
    if end is None:
        return _words(_("%(price)s and more"), price=_dirhams(start))
    if not start:
        return _words(_("under %(price)s"), price=_dirhams(end))
    return _words(_("%(low)s to %(high)s"), low=_whole(start), high=_dirhams(end))


def _dirhams(amount: int) -> SafeString:
    return format_html("{}&nbsp;{}", _whole(amount), currency_text((get_language() or "fr")[:2]))


def _whole(amount: int) -> SafeString:
    """Without the two noughts that every end of a range would have."""
    text = number_text(Decimal(amount), (get_language() or "fr")[:2])[:-3]
    return ltr(text) if get_language() == "ar" else SafeString(text)


def chips_of(filters: Filters, categories: Sequence[Category], cooperatives: Sequence[Cooperative]) -> list[Chip]:
    """What narrows the list, each with its way back."""
    found = []
    if filters.q:
        found.append(Chip(_words(_("“%(words)s”"), words=filters.q), filters.without("q").question()))
    for name in (name for name in SEVERAL if getattr(filters, name)):
        labels = _labels(name, categories, cooperatives)
        for value in getattr(filters, name):
            label = labels.get(value, value)
            label = _words(_("free from: %(name)s"), name=label) if name == "free_from" else label
            found.append(Chip(label, filters.without(name, value).question()))
    for name in LIMITS:
        if (amount := getattr(filters, name)) is not None:
            words = _("from %(price)s") if name == "min" else _("up to %(price)s")
            found.append(Chip(_words(words, price=price(amount)), filters.without(name).question()))
    if filters.womens:
        found.append(Chip(_("women's cooperatives"), filters.without("womens").question()))
    if filters.in_stock:
        found.append(Chip(_("in stock"), filters.without("in_stock").question()))
    return found


def ways_out(
    filters: Filters, counts: Counts, categories: Sequence[Category], cooperatives: Sequence[Cooperative]
) -> list[Chip]:
    """Where nothing is left: the facets that alone keep listings away, each with what would be seen without it."""
    found, chosen = [], chips_of(filters, categories, cooperatives)
    for condition, number in counts.dropped.most_common():
        left = without(filters, condition)
        kept = {chip.label for chip in chips_of(left, categories, cooperatives)}
        gone = [conditional_escape(chip.label) for chip in chosen if chip.label not in kept]
        found.append(Chip(mark_safe(" · ".join(gone)), left.question(), number))  # noqa: S308 - escaped above
    return found


def _labels(facet: str, categories: Sequence[Category], cooperatives: Sequence[Cooperative]) -> dict[str, str]:
    """What the values of a facet are called."""
    match facet:
        case "category":
            return {one.slug: one.name for one in categories}
        case "province":
            return {one.province.slug: one.province.name for one in cooperatives}
        case "cooperative":
            return {one.slug: one.name for one in cooperatives}
        case "certificate":
            return dict(Certificate.Kind.choices)
        case "free_from":
            return dict(Allergen.choices)
        case _:
            return {band: band_label(band) for band in BANDS}
