"""A kept page against a constant view through all middleware, in one process and one run: no socket, only Django."""

from __future__ import annotations

import os
from io import BytesIO
from statistics import median
from time import perf_counter

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import path

from marketplace import urls
from tests.factories import make_product
from tests.pagecache.conftest import DATABASE_CACHE
from tests.storefront.public import address

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]

PRODUCTS, ROUNDS, CALLS = 30, 15, 60


def constant(request) -> HttpResponse:
    """10 kB that cost nothing to make."""
    return HttpResponse(b"x" * 10_000)


urlpatterns = [path("constant/", constant), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500


def call(handler: WSGIHandler, page: str) -> int:
    """What a server does with a question of a browser; returns the bytes of the answer."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": page, "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_ACCEPT_LANGUAGE": "fr", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    status = []
    answer = handler(environ, lambda line, _headers: status.append(line))
    size = sum(map(len, answer))
    answer.close()
    assert status == ["200 OK"], (page, status)
    return size


def caches() -> dict[str, dict]:
    """What a market may have; Redis where there is one."""
    found = {"memory": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}
    if url := os.environ.get("REDIS_URL"):
        found["redis"] = {"default": {"BACKEND": "marketplace.pagecache.redis_cache.RedisCache", "LOCATION": url}}
    return found | {"database": DATABASE_CACHE}


@pytest.mark.parametrize("kind", caches())
def test_a_kept_page_against_a_constant_view(settings, kind):
    settings.PAGE_CACHE, settings.CACHES = True, caches()[kind]
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    if kind == "database":
        call_command("createcachetable", verbosity=0)
    cache.clear()
    *_others, product = [make_product() for _ in range(PRODUCTS)]
    handler = WSGIHandler()
    pages = {"constant": "/constant/", "home": "/fr/", "catalogue": "/fr/catalogue/", "product": address(product)}
    times: dict[str, list[float]] = {name: [] for name in pages}
    sizes = {name: call(handler, page) for name, page in pages.items()}
    # In turns, so that a noisy moment strikes all of them.
    for _ in range(ROUNDS):
        for name, page in pages.items():
            start = perf_counter()
            for _ in range(CALLS):
                call(handler, page)
            times[name].append((perf_counter() - start) / CALLS)
    floor = median(times["constant"])
    print(f"\nshared cache: {kind}")
    for name in pages:
        each = median(times[name])
        print(f"{name:<10} {sizes[name]:6} bytes {1e6 * each:7.0f} µs  {floor / each:5.2f} of the constant view's rate")
