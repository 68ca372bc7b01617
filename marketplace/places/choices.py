"""The list of towns as a form shows it: by region, the market's own first, sorted as the reader's language sorts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from marketplace.pagecache.readings import LONG, Readings
from marketplace.pagecache.versions import MARKET

from .models import City

# The market's own region.
REGION = "MA-07"
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def sort_key(text: str) -> str:
    """Letters without accents or hamzas, lower case; the private database has no ICU to do it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().translate(_ARABIC).removeprefix("ال")


@dataclass(frozen=True)
class Towns:
    """All towns that parcels go to, in one language. by_code: in the order in which they are shown."""

    by_code: Mapping[str, City]

    @cached_property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(region, [(code, town)]), for a select with groups."""
        regions = groupby(self.by_code.values(), key=lambda city: city.province.region.name)
        return [(region, [(city.pk, city.name) for city in group]) for region, group in regions]

    def options(self, chosen: str) -> SafeString:
        """The options of a select; chosen: a code, or anything else for none."""
        if chosen not in self.by_code:
            return self._html
        # Both are ours: what was kept is escaped already, and the code is one of the list, never what somebody typed.
        return mark_safe(self._html.replace(f'value="{chosen}"', f'value="{chosen}" selected'))  # noqa: S308

    @cached_property
    def _html(self) -> SafeString:
        """Made once: two hundred options of a template each take longer than all the rest of a checkout's page."""
        return format_html_join(
            "", '<optgroup label="{}">{}</optgroup>', ((region, _options(towns)) for region, towns in self.groups)
        )


def _options(towns: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', towns)


def towns() -> Towns:
    """Those of the active language: one query the first time, then none until a place is written."""
    language = get_language()
    return _towns.of([language], _read)[language]


def _read(languages: list[str]) -> dict[str, Towns]:
    rows = sorted(
        City.objects.select_related("province__region", "zone"),
        key=lambda city: (city.province.region_id != REGION, sort_key(city.province.region.name), sort_key(city.name)),
    )
    return dict.fromkeys(languages, Towns({city.pk: city for city in rows}))


_towns: Readings[str, Towns] = Readings(most=3, lasts=LONG, hangs_on=lambda towns: (MARKET,))
