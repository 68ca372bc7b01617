"""Pages and orders, measured against a constant view in the same run: ratios, since machines differ and are noisy."""

from __future__ import annotations

from statistics import median
from time import perf_counter

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from marketplace import urls
from tests.factories import make_basket, make_carrier, make_cooperative, make_order, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

PRODUCTS, ROUNDS = 200, 40


def constant(request) -> HttpResponse:
    """10 kB that cost nothing to make."""
    return HttpResponse(b"x" * 10_000)


urlpatterns = [path("constant/", constant), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500


def typical(call) -> float:
    """Median milliseconds of a call."""
    call()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        call()
        times.append(1000 * (perf_counter() - start))
    return median(times)


def test_pages_against_a_constant_view():
    make_carrier()
    cooperatives = [make_cooperative() for _ in range(10)]
    products = [make_product(cooperative=cooperatives[number % 10], stock=10_000) for number in range(PRODUCTS)]
    client, chosen = Client(), products[7]
    floor = typical(lambda: client.get("/constant/"))
    print(f"\nconstant view {floor:.2f} ms")
    pages = {
        "home": "/fr/",
        "catalogue": "/fr/catalogue/",
        "product": f"/fr/catalogue/{chosen.slug}_{chosen.pk}/",
        "storefront": f"/fr/cooperatives/{chosen.cooperative.slug}/",
    }
    for name, address in pages.items():
        assert client.get(address).status_code == 200
        took = typical(lambda address=address: client.get(address))
        print(f"{name:<12} {took:7.2f} ms  {took / floor:6.1f} x the constant view")
    took = typical(lambda: make_order(basket=make_basket((chosen, 1), (products[3], 2))))
    print(f"{'order':<12} {took:7.2f} ms  {took / floor:6.1f} x the constant view")
