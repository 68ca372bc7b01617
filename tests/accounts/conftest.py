"""A person at the door: pages in a language, and what was written to her."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from marketplace.accounts.models import User
from marketplace.outbox.models import Message

PASSWORD = "grande-semoule-61"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits live in the cache and would go from one test to the next."""
    cache.clear()


@pytest.fixture
def sms(settings):
    """A market that can send SMS."""
    settings.SMS_BACKEND = "marketplace.outbox.sms.file_backend"


@pytest.fixture
def no_sms(settings):
    """A market that cannot."""
    settings.SMS_BACKEND = ""


@pytest.fixture
def fatima(db) -> User:
    """Has a proved e-mail address and a proved telephone, and reads Arabic."""
    user = User.objects.create_user(
        "fatima@coop.example", PASSWORD, phone="+212612345678", phone_verified=True, name="Fatima", language="ar"
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def url(name: str, language: str = "fr") -> str:
    """Address of a page in a language."""
    with override(language):
        return reverse(name)


def letter(address: str) -> Message:
    """The last message to an address or number."""
    return Message.objects.filter(address=address).latest("pk")


def error_codes(response, field: str) -> list[str]:
    """Codes of the errors beside a field ("__all__" for the whole form)."""
    return [error.code for error in response.context["form"].errors.as_data().get(field, [])]


def signed_in_as(client) -> str | None:
    """Primary key in the session, as text."""
    return client.session.get("_auth_user_id")


def sign_in(client, login: str, password: str = PASSWORD, language: str = "fr", **more):
    """A real sign-in."""
    return client.post(url("account_login", language), {"login": login, "password": password, **more})


def sign_up(client, contact: str, language: str = "fr", **more):
    """A real sign-up."""
    data = {"name": "Aïcha", "contact": contact, "password1": PASSWORD, **more}
    return client.post(url("account_signup", language), data)
