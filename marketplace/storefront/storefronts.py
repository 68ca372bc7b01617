"""What the list of cooperatives and the storefront of one show."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.paginator import Page
from django.http import Http404

from cooperatives.models import Certificate, Cooperative
from marketplace.places.models import Province
from marketplace.shop.delivery.models import CarrierRate

from .cards import Card, cards_of
from .listings import listings, page_of
from .makers import ProvinceOfMakers, by_province, makers_listed
from .stories import ShownStory, story_newest

# Known to the public once: their page says what happened instead of "nothing here".
GONE = (Cooperative.Status.SUSPENDED, Cooperative.Status.CLOSED)


@dataclass
class CooperativePage:
    """A storefront; of an entry of the directory, its published facts: no goods."""

    cooperative: Cooperative
    certificates: list[Certificate]
    page: Page
    cards: list[Card]
    story: ShownStory | None = None
    carriers: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)

    @property
    def sells(self) -> bool:
        return self.cooperative.status == Cooperative.Status.ADMITTED


@dataclass
class CooperativesPage:
    """Who sells here and who is only known, by province; `province`: slug of the one asked for, or empty."""

    groups: list[ProvinceOfMakers]
    provinces: list[Province]
    province: str = ""

    @property
    def total(self) -> int:
        return sum(len(group.makers) for group in self.groups)

    @property
    def asked(self) -> Province | None:
        return next((found for found in self.provinces if found.slug == self.province), None)


def cooperatives_page(province: str) -> CooperativesPage:
    """All that sell, and the entries of the directory. province: slug, or empty for all; a strange one shows none."""
    groups = by_province(makers_listed())
    shown = [group for group in groups if province in ("", group.province.slug)]
    return CooperativesPage(groups=shown, provinces=[group.province for group in groups], province=province)


class NotSelling(Http404):
    """The cooperative is known, but its goods cannot be seen now: it is suspended or closed."""


def cooperative_page(slug: str, number: str) -> CooperativePage:
    """A storefront, or an entry of the directory. Raises Http404 for any other, and for a page that does not exist."""
    cooperative = Cooperative.objects.in_directory().with_places().filter(slug=slug).first()
    if cooperative is None:
        raise NotSelling if Cooperative.objects.filter(slug=slug, status__in=GONE).exists() else Http404
    rates = _rates() if cooperative.status == Cooperative.Status.ADMITTED else []
    page = page_of(listings().of(cooperative).order_by("-date_created", "-pk"), number)
    return CooperativePage(
        cooperative=cooperative,
        certificates=list(cooperative.certificates.valid().order_by("pk")),
        page=page,
        cards=cards_of(page.object_list),
        story=story_newest(cooperative),
        carriers=list(dict.fromkeys(rate.carrier.name for rate in rates)),
        zones=list(dict.fromkeys(rate.zone.name for rate in rates)),
    )


def _rates() -> list[CarrierRate]:
    """One of each carrier and zone: who carries parcels, and how far. The nearest zones first."""
    rates = CarrierRate.objects.filter(carrier__is_active=True).select_related("carrier", "zone")
    one_each = rates.order_by("carrier", "zone").distinct("carrier", "zone")
    return sorted(one_each, key=lambda rate: (rate.days_max, rate.price, rate.carrier.name))
