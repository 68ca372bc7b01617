"""Addresses for machines."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepts", "leads"),
    [("ar-MA,ar;q=0.9", "/ar/"), ("en-GB", "/en/"), ("fr", "/fr/"), ("de", "/fr/"), ("", "/fr/")],
)
def test_the_bare_address_goes_to_the_readers_language(client, accepts, leads):
    response = client.get("/", headers={"accept-language": accepts})
    assert (response.status_code, response.url) == (302, leads)
    assert response["Cache-Control"] == "no-store"


def test_health_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_readiness_names_the_part_that_does_not_answer(client, settings, monkeypatch):
    from marketplace.storefront.views import service

    def away() -> None:
        raise ConnectionRefusedError

    monkeypatch.setitem(service._PARTS, "broker", lambda: None)
    assert client.get("/readyz").status_code == 200
    monkeypatch.setitem(service._PARTS, "broker", away)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["broker"] == "ConnectionRefusedError"
    assert response.json()["database"] == "ok"


@pytest.mark.service
def test_readiness_asks_the_real_database_and_broker(client):
    response = client.get("/readyz")
    assert response.json() == {"database": "ok", "broker": "ok", "cache": "ok", "storage": "ok"}
    assert response.status_code == 200


def test_robots_keep_out_of_what_is_personal(client):
    assert "Disallow: /ar/checkout/" in client.get("/robots.txt").content.decode()


def test_a_band_is_cached_for_ever_and_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/bands/couscous/al-alfia-atalita.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert client.get("/bands/nothing/x.svg").status_code == 404


@pytest.mark.parametrize(
    "path", ["/fr/nowhere/", "/xx/", "/fr/catalogue/x_99999999999999999999/", "/fr/catalogue/x_1/"]
)
def test_nothing_at_an_address_is_said_in_words(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Taâwon" in response.content.decode()


def test_every_page_carries_the_strict_policy(client):
    policy = client.get("/fr/terms/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
