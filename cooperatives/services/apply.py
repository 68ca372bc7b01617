"""A cooperative asks to sell: a person with an account applies, and becomes its president here."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from cooperatives import messages
from cooperatives.models import Cooperative, Membership
from marketplace.places.models import City

from .life import Status, locked, move


@dataclass(frozen=True)
class Application:
    """What the form asks. phone: E.164; language: the one that the name was written in."""

    name: str
    city: City
    craft: str
    phone: str
    language: str = "fr"
    kind: str = Cooperative.Kind.COOPERATIVE
    registration_number: str = ""
    registration_court: str = ""
    is_womens: bool = False

    @property
    def columns(self) -> dict:
        """As columns of a cooperative; French is what the other languages fall back to."""
        return {
            "name_fr": self.name,
            f"name_{self.language}": self.name,
            "city": self.city,
            "province": self.city.province,
            "craft": self.craft,
            "phone": self.phone,
            "kind": self.kind,
            "registration_number": self.registration_number,
            "registration_court": self.registration_court,
            "is_womens": self.is_womens,
        }


class AlreadyApplied(Exception):
    """This person has an application that is not answered yet. cooperative: the one it is about."""

    def __init__(self, cooperative: Cooperative):
        self.cooperative = cooperative
        super().__init__(cooperative.pk)


@transaction.atomic
def cooperative_apply(*, by, application: Application) -> Cooperative:
    """A new cooperative, waiting for the delegation, with `by` as its president.

    Raises AlreadyApplied: a second click, or a second tab, is not a second cooperative.
    """
    get_user_model().objects.select_for_update().get(pk=by.pk)
    if open_one := Cooperative.objects.applied_by(by).first():
        raise AlreadyApplied(open_one)
    cooperative = Cooperative(slug=_free_slug(application.name), status=Status.DRAFT, **application.columns)
    cooperative.save()
    Membership.objects.create(user=by, cooperative=cooperative, role=Membership.Role.PRESIDENT)
    return move(cooperative, Status.SUBMITTED, by=by, message=messages.SUBMITTED, submitted_at=timezone.now())


@transaction.atomic
def cooperative_apply_again(*, cooperative_id: int, by, application: Application) -> Cooperative:
    """The same cooperative with what the delegation asked for, at the end of the queue. Raises MoveNotAllowed."""
    cooperative = locked(cooperative_id, allowed={Status.DRAFT, Status.CHANGES_ASKED})
    columns = application.columns | {"submitted_at": timezone.now()}
    return move(cooperative, Status.SUBMITTED, by=by, message=messages.SUBMITTED, **columns)


def _free_slug(name: str) -> str:
    """From the name where it has Latin letters; never one that is taken."""
    slug = slugify(name)[:60]
    if not slug or Cooperative.objects.filter(slug=slug).exists():
        slug = f"{slug or 'cooperative'}-{get_random_string(5, 'abcdefghjkmnpqrstuvwxyz23456789')}"
    return slug
