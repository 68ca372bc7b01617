"""The drawn map of the region, for any page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from marketplace.formats import NO_BREAK_SPACE
from marketplace.formats.templatetags.formats import ltr
from marketplace.places.models import Province
from marketplace.storefront.region_map import Drawing, Place, places_on_map, region_drawing

register = template.Library()


@register.simple_tag
def region_map() -> Drawing:
    """The map without names."""
    return region_drawing()


@register.simple_tag
def map_places(provinces: Iterable[Province] | None, current: Province | None = None) -> list[Place]:
    """The provinces on the map, in the reader's language; without `provinces` only the current one, for a small map."""
    shown = provinces or ([current] if current else [])
    return places_on_map(shown, current.pk if current else "")


@register.filter
def percent(share: int) -> SafeString:
    """62 %, as the reader's language writes it."""
    return ltr(f"{share}{NO_BREAK_SPACE if get_language() == 'fr' else ''}%")


@register.filter
def parts(text: str) -> list[str]:
    """What a province is known for, piece by piece: the pieces are apart by semicolons of either script."""
    return [part.strip() for part in (text or "").replace("؛", ";").split(";") if part.strip()]
