"""The page cache as it runs: real commits, and processes that share nothing but a cache."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from marketplace.pagecache import readings, shared
from marketplace.storefront import lagging

DATABASE_CACHE = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}


class Process(Client):
    """A web process: its middleware, and so its own level of the page cache, is made at its first request."""

    def read(self, address: str, **headers) -> bytes:
        response = self.get(address, headers=headers)
        assert response.status_code == 200, (address, response.status_code)
        return response.content


@pytest.fixture
def kept(transactional_db, settings):
    """Pages and readings are kept, none yet."""
    readings.forget()
    lagging.forget()
    settings.PAGE_CACHE = settings.READINGS_KEPT = True
    cache.clear()
    shared._Line.is_cut = False


@pytest.fixture
def kept_in_database(kept, settings):
    """The same with the cache that a market without Redis has."""
    settings.CACHES = DATABASE_CACHE
    call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.fixture
def kept_in_redis(kept, settings):
    """The same with Redis, in a database of it for this test process alone."""
    number = 8 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}").geturl()
    settings.CACHES = {"default": {"BACKEND": "marketplace.pagecache.redis_cache.RedisCache", "LOCATION": url}}
    cache.clear()


@pytest.fixture
def here(kept) -> Process:
    return Process()


@pytest.fixture
def there(kept) -> Process:
    return Process()
