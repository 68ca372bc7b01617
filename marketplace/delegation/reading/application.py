"""An application: the facts, and the people who stand behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from cooperatives.decisions import Decision, decisions_of
from cooperatives.messages import can_be_told
from cooperatives.models import Cooperative, Membership
from marketplace.delegation.waiting import Age, age_of


@dataclass(frozen=True)
class Member:
    """A person of a cooperative. is_reachable: the market can write to her; else somebody has to call."""

    membership: Membership
    is_reachable: bool


@dataclass
class ApplicationPage:
    """What a moderator reads before she decides."""

    cooperative: Cooperative
    members: list[Member]
    decisions: list[Decision]
    namesakes: list[Cooperative]

    @property
    def thing(self) -> Cooperative:
        return self.cooperative

    @property
    def is_waiting(self) -> bool:
        return self.cooperative.status == Cooperative.Status.SUBMITTED

    @property
    def standing(self) -> str:
        return self.cooperative.get_status_display()

    @property
    def age(self) -> Age | None:
        return age_of(self.cooperative.submitted_at)


def application_page(pk: int) -> ApplicationPage:
    """Raises Http404 for a cooperative that never applied."""
    cooperative = Cooperative.objects.with_places().filter(pk=pk, submitted_at__isnull=False).first()
    if cooperative is None:
        raise Http404
    return ApplicationPage(
        cooperative=cooperative,
        members=members_of(cooperative),
        decisions=decisions_of(cooperative),
        namesakes=_namesakes(cooperative),
    )


def members_of(cooperative: Cooperative) -> list[Member]:
    """Its current members, in the order in which they came."""
    current = Membership.objects.current().of(cooperative).select_related("user").order_by("pk")
    return [Member(membership, can_be_told(membership.user)) for membership in current]


def _namesakes(cooperative: Cooperative) -> list[Cooperative]:
    """Others with the same name, telephone or registration: perhaps it is on the market already."""
    others = Cooperative.objects.exclude(pk=cooperative.pk).with_places()
    same = others.filter(name_fr__iexact=cooperative.name_fr)
    if cooperative.phone:
        same |= others.filter(phone=cooperative.phone)
    if cooperative.registration_number:
        same |= others.filter(
            registration_number=cooperative.registration_number,
            registration_court__iexact=cooperative.registration_court,
        )
    return list(same.order_by("slug")[:5])
