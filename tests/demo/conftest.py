"""The sixty days of the demo, loaded once for all tests that begin with them: it takes half a minute."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from marketplace.demo.life import life_load
from marketplace.demo.load import demo_load
from marketplace.places.load import places_load
from marketplace.shop.delivery.load import carriers_load
from tests.conftest import database_copy, database_drop


@pytest.fixture(scope="session")
def lived_database(django_db_setup, django_db_blocker) -> Iterator[str]:
    """Name of a database with goods, people and orders; in one worker, where `lived` keeps its tests together."""
    name = database_copy(f"taawon_lived_{os.getpid()}")
    with django_db_blocker.unblock(), _connected(name), transaction.atomic():
        places_load()
        carriers_load()
        demo_load(pictures=False)
        life_load()
        connection.run_on_commit.clear()  # nobody is told of what no test did
    yield name
    with django_db_blocker.unblock():
        database_drop(name)


@pytest.fixture
def lived(lived_database, django_db_blocker) -> Iterator[None]:
    """What a test writes after the sixty days is rolled back."""
    with django_db_blocker.unblock(), _connected(lived_database), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _connected(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
