"""What the shop's templates need beyond Django's: pictures, unit prices, weights, lists of codes, addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.choices import Allergen
from catalogue.models import Product, ProductImage
from catalogue.pictures import rendition_name
from catalogue.sanitise import rich_paragraphs
from catalogue.units import UnitPrice
from marketplace.formats import NO_BREAK_SPACE
from marketplace.formats.templatetags.formats import ltr, price
from marketplace.pages.sheets import sheets
from marketplace.storefront.cards import Card
from marketplace.storefront.lagging import lagging

register = template.Library()


def _first_image(product: Product) -> ProductImage | None:
    """The first picture of a product, else of its listing; reads what was prefetched."""
    own = list(product.images.all()) if not product.is_child else []
    return next(iter(own or product.listing.images.all()), None)


register.simple_tag(sheets)


@register.inclusion_tag("elements/picture.html")
def picture(of: Product | ProductImage | None, *, sizes: str, alt: str = "", eager: bool = False, **attributes) -> dict:
    """A picture in its frame of 4:5. `of`: a picture, or a product whose pictures are prefetched.

    sizes: as in HTML. class: added to the frame. whole: never crop (one-of-a-kind pieces keep their borders).
    """
    image = _first_image(of) if isinstance(of, Product) else of
    whole = attributes.get("whole") or (isinstance(of, Product) and of.listing.is_unique)
    shown = {"image": image, "sizes": sizes, "alt": alt, "eager": eager, "whole": whole}
    shown["frame_class"] = attributes.get("class", "")
    if image is not None:
        storage, name = image.original.storage, image.original.name
        shown["src"] = storage.url(name)
        shown["srcset"] = ", ".join(
            f"{storage.url(rendition_name(name, width))} {width}w" for width in image.renditions
        )
    return shown


@register.filter
def widest(image: ProductImage) -> str:
    """Address of the largest rendition: what opens when somebody wants to look closely."""
    storage, name = image.original.storage, image.original.name
    return storage.url(rendition_name(name, max(image.renditions)) if image.renditions else name)


# More cards than the first pages of all lists have; beyond, begin again rather than grow.
_MOST_CARDS = 4000
_cards: dict[tuple, SafeString] = {}


@register.simple_tag(name="card")
def card_html(card: Card, eager: bool = False) -> SafeString:
    """A listing in a grid. Rendered once for the same values, which are its key: a new price is a new card."""
    key = (get_language(), eager)
    html = card.fragments.get(key)
    if html is None:
        html = card.fragments[key] = _card_html(card, key)
    return html


def _card_html(card: Card, key: tuple[str, bool]) -> SafeString:
    """Of a card that was read anew: mostly it shows what it did before."""
    whole = (*key, card.shown)
    html = _cards.get(whole)
    if html is None:
        html = render_to_string("elements/card.html", {"card": card, "eager": key[1]})
        if len(_cards) >= _MOST_CARDS:
            _cards.clear()
        _cards[whole] = html
    return html


@register.simple_tag(takes_context=True)
def filters_form(context: template.Context) -> SafeString:
    """The form that narrows the list, kept as long as its counts; what was typed wrongly is never kept."""
    shown, request = context["shown"], context["request"]
    filters = shown.filters

    def render() -> SafeString:
        given = {"shown": shown, "sorts": context["sorts"], "request": request}
        return context.template.engine.get_template("storefront/catalogue_filters.html").render(template.Context(given))

    if filters.errors:
        return render()
    asked = (get_language(), request.path, filters, tuple(filters.typed.items()))
    return lagging(("form", shown.counts.versions, *asked), render)


# What could end the element that the data stands in.
_HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.simple_tag
def structured(data: list[dict]) -> SafeString:
    """Data for machines, as JSON-LD: never run, so that the strict policy for scripts lets it pass."""
    text = json.dumps(data, ensure_ascii=False).translate(_HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - no "<" is left in it


@register.filter
def rich(text: str) -> SafeString:
    """Text from people with its few formatting tags, sanitised once more; plain text gets its paragraphs."""
    return mark_safe(rich_paragraphs(text or ""))  # noqa: S308 - nh3 has just cleaned it


_UNITS = {"kg": (None, "kg"), "100g": (100, "g"), "l": (None, "l"), "100ml": (100, "ml")}


def _unit_name(unit: str) -> str:
    return {"kg": _("kg"), "g": _("g"), "l": _("l"), "ml": _("ml")}[unit]


@register.filter
def per_unit(value: UnitPrice | None) -> SafeString:
    """42,00 MAD / kg."""
    if value is None:
        return SafeString("")
    number, unit = _UNITS[value.unit]
    if number is None:
        return format_html("{}&nbsp;/&nbsp;{}", price(value.amount), _unit_name(unit))
    return format_html("{}&nbsp;/&nbsp;{}&nbsp;{}", price(value.amount), ltr(number), _unit_name(unit))


@register.filter
def weight(grams: int) -> SafeString:
    """530 g, or 1,04 kg."""
    if grams < 1000:
        return format_html("{}&nbsp;{}", ltr(grams), _("g"))
    kilograms = f"{Decimal(grams) / 1000:.2f}".rstrip("0").rstrip(".")
    if get_language() != "en":
        kilograms = kilograms.replace(".", ",")
    return format_html("{}&nbsp;{}", ltr(kilograms), _("kg"))


@register.filter
def allergen_names(codes: Iterable[str]) -> str:
    """Gluten, milk: the names of allergen codes in the reader's language."""
    names = [str(Allergen(code).label) for code in codes if code in Allergen.values]
    return ("، " if get_language() == "ar" else ", ").join(names)


@register.filter
def number_up_to(number: int, most: int = 1000) -> SafeString:
    """1 000, and 1 000+ for all that is more."""
    text = f"{min(number, most):,}" + "+" * (number > most)
    return ltr(text if get_language() == "en" else text.replace(",", NO_BREAK_SPACE))


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes) -> str:
    """The page's own question with some values changed: ?province=essaouira&page=2; None takes a value away."""
    # Whatever changes the list begins again at its first page.
    changes = {"page": None, **changes}
    asked = [pair for pair in _pairs(context["request"].GET) if pair[0] not in changes]
    asked += [(name, value) for name, value in changes.items() if value not in (None, "")]
    return f"?{urlencode(asked)}"


def _pairs(asked: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in asked.lists() for value in values)


@register.filter
def stars(score: float) -> list[bool]:
    """Five stars, as many of them full as the score (0 to 5) has, rounded."""
    return [number < round(score) for number in range(5)]
