"""The five fixed sign-ins of the demonstration."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from ..demo import DEMO_PASSWORD, DEMO_PEOPLE, DemoPerson
from ..models import User


class DemoSignInsClosed(RuntimeError):
    """This market has no demo accounts (DEMO_SIGN_INS is False)."""


@transaction.atomic
def demo_users_ensure() -> list[User]:
    """Make the demo people that are missing; those that exist stay as they are. In the order of DEMO_PEOPLE.

    Raises DemoSignInsClosed where DEMO_SIGN_INS is False.
    """
    if not settings.DEMO_SIGN_INS:
        raise DemoSignInsClosed("DEMO_SIGN_INS is False: demo accounts are not made here.")
    return [_ensure(person) for person in DEMO_PEOPLE]


def _ensure(person: DemoPerson) -> User:
    user = User.objects.filter(email=person.email).first() or User.objects.create_user(
        person.email, DEMO_PASSWORD, name=person.name, language=person.language,
        is_staff=person.is_superuser, is_superuser=person.is_superuser, is_moderator=person.is_moderator,
    )  # fmt: skip
    if user.is_moderator != person.is_moderator:  # a demo that was loaded before there was this door
        user.is_moderator = person.is_moderator
        user.save(update_fields=["is_moderator"])
    EmailAddress.objects.update_or_create(user=user, email=person.email, defaults={"verified": True, "primary": True})
    return user
