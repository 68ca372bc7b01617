"""What the pages of provinces, programmes and news show, read in a number of queries that grows with nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from catalogue.choices import State
from cooperatives.models import Cooperative
from marketplace.places.choices import REGION, sort_key
from marketplace.places.models import City, Province
from marketplace.programmes.models import Event, Programme

from .cards import Card, cards_of
from .listings import listings, page_of
from .makers import Maker, makers_of
from .mixing import mixed

# The delegation that runs this market: its provinces come first, the others of the region stay in the background.
DELEGATION = "marrakech"
CARDS, CHOICE = 12, 36
LATEST = 3


@dataclass
class ProvincesPage:
    """The region: those of the delegation and the others, each with `makers` and `goods` counted."""

    provinces: list[Province]
    events: list[Event]

    @property
    def own(self) -> list[Province]:
        return [province for province in self.provinces if province.delegation == DELEGATION]

    @property
    def others(self) -> list[Province]:
        return [province for province in self.provinces if province.delegation != DELEGATION]


@dataclass
class ProvincePage:
    """One province: what it is known for, who makes it, what can be ordered."""

    province: Province
    provinces: list[Province]
    makers: list[Maker]
    cards: list[Card]
    total: int
    towns: list[City]
    events: list[Event]

    @property
    def is_own(self) -> bool:
        return self.province.delegation == DELEGATION

    @property
    def neighbours(self) -> list[Province]:
        """Where to go from here."""
        return [one for one in self.provinces if one != self.province and one.delegation == DELEGATION]


@dataclass
class ProgrammesPage:
    """The programmes, and what happened last."""

    programmes: list[Programme]
    events: list[Event]


@dataclass
class ProgrammePage:
    """One programme with its events; `others` lead on."""

    programme: Programme
    events: list[Event]
    others: list[Programme]


@dataclass
class NewsItemPage:
    """One event with the cooperatives it is about; `more` lead on."""

    event: Event
    makers: list[Maker]
    more: list[Event]


def _provinces() -> QuerySet[Province]:
    return Province.objects.filter(region=REGION)


def _by_name(provinces: QuerySet[Province]) -> list[Province]:
    return sorted(provinces, key=lambda province: sort_key(province.name))


def _events() -> QuerySet[Event]:
    return Event.objects.published().newest_first().select_related("programme", "province")


def provinces_page() -> ProvincesPage:
    """All of the region, by name, with counts."""
    known = Q(cooperatives__status__in=[Cooperative.Status.ADMITTED, Cooperative.Status.DIRECTORY])
    shown = Q(cooperatives__products__state=State.LIVE, cooperatives__products__is_public=True)
    selling = Q(cooperatives__status=Cooperative.Status.ADMITTED) & ~Q(cooperatives__products__structure="child")
    counted = _provinces().annotate(
        makers=Count("cooperatives", filter=known, distinct=True),
        goods=Count("cooperatives__products", filter=shown & selling, distinct=True),
    )
    return ProvincesPage(provinces=_by_name(counted), events=list(_events()[:LATEST]))


def province_page(slug: str) -> ProvincePage:
    """One of the region's provinces. Raises Http404 for any other."""
    provinces = _by_name(_provinces().select_related("region"))
    province = next((one for one in provinces if one.slug == slug), None)
    if province is None:
        raise Http404
    from_here = listings().filter(cooperative__province=province).order_by("-date_created", "-pk")
    return ProvincePage(
        province=province,
        provinces=provinces,
        makers=makers_of(Cooperative.objects.in_directory().filter(province=province)),
        cards=mixed(cards_of(from_here[:CHOICE]), CARDS),
        total=from_here.count(),
        towns=sorted(City.objects.filter(province=province), key=lambda city: sort_key(city.name)),
        events=list(_events().about_province(province.pk)),
    )


def programmes_page() -> ProgrammesPage:
    """All programmes, with the parts of each."""
    programmes = Programme.objects.published().prefetch_related("steps", "cohorts")
    return ProgrammesPage(programmes=list(programmes), events=list(_events()[:LATEST]))


def programme_page(code: str) -> ProgrammePage:
    """One programme. Raises Http404 for one that is not out."""
    programmes = list(Programme.objects.published().prefetch_related("steps", "cohorts"))
    programme = next((one for one in programmes if one.code == code), None)
    if programme is None:
        raise Http404
    return ProgrammePage(
        programme=programme,
        events=list(_events().filter(programme=programme)),
        others=[one for one in programmes if one != programme],
    )


def news_page(number: str) -> Page:
    """24 events, newest first. Raises Http404 for a page that does not exist."""
    return page_of(_events(), number)


def news_item_page(slug: str) -> NewsItemPage:
    """One event. Raises Http404 for one that is not out."""
    event = _events().filter(slug=slug).first()
    if event is None:
        raise Http404
    return NewsItemPage(
        event=event,
        makers=makers_of(Cooperative.objects.in_directory().filter(events=event)),
        more=list(_events().exclude(pk=event.pk)[:LATEST]),
    )
