"""A moderator at her desk."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import User
from tests.factories.moderation import make_moderator


@dataclass
class Desk:
    """What she opens and presses, in English."""

    user: User
    client: Client

    def see(self, name: str, *args, **asked) -> HttpResponse:
        """The page. Fails unless it opens."""
        answer = self.client.get(reverse(f"delegation:{name}", args=args), asked)
        assert answer.status_code == 200, answer.status_code
        return answer

    def decide(self, name: str, pk: int, decision: str, **data) -> HttpResponse:
        """Open the page, press a decision with its form, and follow to what comes after."""
        page = self.see(name, pk)
        return self.press(name, pk, decision, seen=self.seen(page), **data)

    def press(self, name: str, pk: int, decision: str, **data) -> HttpResponse:
        """Send a decision without opening the page first."""
        filled = {f"{decision}-{key}": value for key, value in data.items()}
        return self.client.post(reverse(f"delegation:{name}", args=[pk]), {"decision": decision, **filled}, follow=True)

    @staticmethod
    def seen(page: HttpResponse) -> str:
        """The moment that the page's forms carry."""
        return page.context["choices"][0][1]["seen"].value()


@pytest.fixture
def desk(client: Client) -> Desk:
    user = make_moderator()
    client.force_login(user)
    with translation.override("en"):
        yield Desk(user, client)
