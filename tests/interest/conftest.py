from __future__ import annotations

import pytest
from django.core.cache import cache

from catalogue.models import Product
from marketplace.outbox import services
from marketplace.outbox.models import Message
from tests.accounts.conftest import fatima  # noqa: F401 - a fixture
from tests.factories import make_product


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits live in the cache and would go from one test to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_nudges(monkeypatch):
    """Nobody listens to a broker here; the rows are looked at instead."""
    monkeypatch.setattr(services, "nudge", lambda: None)


@pytest.fixture
def sold_out() -> Product:
    return make_product("Miel de thym", stock=0)


def letters(kind: str) -> list[Message]:
    """The messages of a kind, as they were written."""
    return list(Message.objects.filter(kind=kind).order_by("pk"))
