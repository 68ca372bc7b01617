"""A cooperative with a member who is signed in, and orders placed through the real service."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.shop.order.models import CooperativeOrder
from tests.factories import make_cooperative, make_member


@dataclass
class Seller:
    """A member at work: what she opens and presses."""

    cooperative: Cooperative
    user: User
    client: Client

    def url(self, name: str, part: CooperativeOrder | None = None, *more: int) -> str:
        args = [self.cooperative.slug, *([part.pk] if part else []), *more]
        return reverse(f"seller:{name}", args=args)

    def see(self, name: str, part: CooperativeOrder | None = None, *more: int) -> str:
        """The page's text. Fails unless it opens."""
        answer = self.client.get(self.url(name, part, *more))
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def press(self, name: str, part: CooperativeOrder, **data) -> HttpResponse:
        """Send the form of a move; what comes after its redirect."""
        answer = self.client.post(self.url(name, part), data, follow=True)
        assert answer.status_code == 200, answer.status_code
        part.refresh_from_db()
        return answer


@pytest.fixture
def seller(client: Client, settings) -> Seller:
    settings.LANGUAGE_CODE = "en"
    cooperative = make_cooperative("al-alfia", offers_pickup=True)
    user = make_member(cooperative)
    client.force_login(user)
    return Seller(cooperative, user, client)
