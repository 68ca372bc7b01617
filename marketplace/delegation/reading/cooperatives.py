"""All cooperatives, whatever their status, and everything about one of them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from catalogue.choices import State
from catalogue.models import Product
from cooperatives.decisions import Decision, decisions_of
from cooperatives.models import Certificate, Cooperative
from marketplace.accounts.phones import NotAPhone, phone_normalise
from marketplace.shop.order.models import CooperativeOrder

from .application import Member, members_of

PER_PAGE = 30
Status = Cooperative.Status


@dataclass
class CooperativesPage:
    """A page of the list. statuses: (code, label, how many); status: the one asked for, or empty."""

    page: Page
    statuses: list[tuple[str, str, int]]
    status: str
    asked: str


@dataclass
class CooperativePage:
    """One cooperative. listings: (label, how many) by state; open_orders: still to be sent."""

    cooperative: Cooperative
    members: list[Member]
    listings: list[tuple[str, int]]
    open_orders: int
    late_orders: int
    certificates: list[Certificate]
    decisions: list[Decision]

    @property
    def moves(self) -> list[str]:
        """Names of what may be done with it now."""
        return {
            Status.SUBMITTED: ["application"],
            Status.ADMITTED: ["suspend", "close"],
            Status.SUSPENDED: ["reinstate", "close"],
        }.get(Status(self.cooperative.status), [])


def cooperatives_page(*, status: str, asked: str, number: str | None) -> CooperativesPage:
    """By name. asked: part of a name, a registration number or a telephone number."""
    found = _asked(asked)
    counts = dict(found.order_by().values_list("status").annotate(Count("pk")))
    statuses = [(code, label, counts[code]) for code, label in Status.choices if code in counts]
    shown = found.filter(status=status) if status in Status.values else found
    live = Q(products__state=State.LIVE) & ~Q(products__structure="child")
    rows = shown.with_places().annotate(listings=Count("products", filter=live)).order_by("name_fr", "pk")
    page = Paginator(rows, PER_PAGE).get_page(number)
    return CooperativesPage(page, statuses, status if status in Status.values else "", asked)


def _asked(asked: str) -> QuerySet[Cooperative]:
    if not asked:
        return Cooperative.objects.all()
    names = Q(name_fr__icontains=asked) | Q(name_ar__icontains=asked) | Q(name_en__icontains=asked)
    found = names | Q(registration_number__iexact=asked) | Q(slug__icontains=asked)
    with suppress(NotAPhone):
        found |= Q(phone=phone_normalise(asked))
    return Cooperative.objects.filter(found)


def cooperative_named(slug: str) -> Cooperative:
    """Raises Http404."""
    cooperative = Cooperative.objects.with_places().filter(slug=slug).first()
    if cooperative is None:
        raise Http404
    return cooperative


def cooperative_page(slug: str) -> CooperativePage:
    """Raises Http404."""
    cooperative = cooperative_named(slug)
    parts = CooperativeOrder.objects.of(cooperative)
    counts = dict(
        Product.objects.of(cooperative).exclude(structure="child").order_by().values_list("state").annotate(Count("pk"))
    )
    return CooperativePage(
        cooperative=cooperative,
        members=members_of(cooperative),
        listings=[(label, counts[code]) for code, label in State.choices if code in counts],
        open_orders=parts.to_do().count(),
        late_orders=parts.late().count(),
        certificates=list(cooperative.certificates.order_by("pk")),
        decisions=decisions_of(cooperative),
    )
