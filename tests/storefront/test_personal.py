"""The personal fragment: all that public pages know of who reads them."""

import pytest
from django.core.signing import Signer

from tests.factories import make_basket, make_product, make_user

from .public import address

pytestmark = pytest.mark.django_db


def test_the_personal_fragment_counts_a_guests_units_in_one_query(client, settings, django_assert_num_queries):
    basket = make_basket((make_product(), 2), (make_product(), 3))
    client.cookies[settings.OSCAR_BASKET_COOKIE_OPEN] = Signer().sign(basket.pk)
    with django_assert_num_queries(1):
        response = client.get("/fr/me/")
    assert response.json()["count"] == 5
    assert "no-store" in response["Cache-Control"] and "csrftoken" in response.cookies


def test_the_personal_fragment_of_nobody_asks_the_database_nothing(client, settings, django_assert_num_queries):
    client.cookies[settings.OSCAR_BASKET_COOKIE_OPEN] = "1:forged"
    with django_assert_num_queries(0):
        mine = client.get("/fr/me/").json()
    assert (mine["count"], mine["name"], mine["messages"]) == (0, "", [])
    assert mine["csrf"]


def test_the_personal_fragment_names_a_signed_in_shopper(client):
    user = make_user(name="Salma")
    basket = make_basket((make_product(), 4))
    basket.owner = user
    basket.save()
    client.force_login(user)
    mine = client.get("/fr/me/").json()
    assert (mine["name"], mine["count"]) == ("Salma", 4)


def test_the_readable_marker_follows_the_basket(client):
    product = make_product()
    assert "here" not in client.get(address(product)).cookies
    added = client.post(f"/fr/basket/add/{product.pk}/", {"variant": product.pk, "quantity": 1})
    assert added.cookies["here"].value == "1" and not added.cookies["here"]["httponly"]


def test_what_is_to_be_told_brings_the_marker_and_goes_with_it(client):
    """Somebody without a basket or a session is told something on a public page: its script must know to ask."""
    product = make_product()
    client.post(f"/fr/basket/add/{product.pk}/", {"variant": product.pk, "quantity": 1})
    told = client.cookies["messages"].value
    client.cookies.clear()
    client.cookies["messages"] = told
    mine = client.get("/fr/me/")
    assert "Dans votre panier" in mine.json()["messages"][0]["text"]
    assert not mine.cookies["messages"].value
    client.cookies.clear()
    client.cookies["here"] = "1"
    client.cookies["messages"] = told
    assert not client.get("/fr/me/").cookies["here"].value
