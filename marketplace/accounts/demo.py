"""The demo accounts: their password is printed by `make run`, so it opens nothing where DEMO_SIGN_INS is False."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

DEMO_PASSWORD = "souk-taawon-2026"  # noqa: S105 - public on purpose, and fenced by is_refused()


class DemoPerson(NamedTuple):
    """One fixed sign-in of the demonstration."""

    email: str
    name: str
    language: str
    is_superuser: bool = False
    is_moderator: bool = False


DEMO_PEOPLE = (
    DemoPerson("shopper@example.com", "Nadia (démonstration)", "fr"),
    DemoPerson("couscous@example.com", "Présidente Al Alfia Atalita (démonstration)", "fr"),
    DemoPerson("mogalait@example.com", "رئيسة كوكياج موكادور (تجربة)", "ar"),
    DemoPerson("delegation@example.com", "Délégation régionale (démonstration)", "fr", is_moderator=True),
    DemoPerson("admin@example.com", "Administration (démonstration)", "fr", is_superuser=True, is_moderator=True),
)
DEMO_EMAILS = frozenset(person.email for person in DEMO_PEOPLE)


def is_refused(user, password: str = "") -> bool:
    """Whether this market lets nobody in as `user`.

    password: what was typed, where it is known: the public password opens no account, even one whose demo address
    was changed since.
    """
    if settings.DEMO_SIGN_INS:
        return False
    return (user.email or "").lower() in DEMO_EMAILS or password == DEMO_PASSWORD
