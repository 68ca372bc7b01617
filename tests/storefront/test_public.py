"""What holds for every public page: the same for everybody, cacheable, complete in three languages."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from tests.factories import make_product, make_user

from .public import address, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(db) -> list[str]:
    product = make_product()
    return [
        "/fr/", "/ar/catalogue/", "/fr/catalogue/?min=10&sort=cheap", "/fr/search/?q=couscous", address(product, "ar"),
        address(product) + "?city=marrakech", "/en/cooperatives/", f"/fr/cooperatives/{product.cooperative.slug}/",
        "/fr/terms/",
    ]  # fmt: skip


def test_public_pages_set_no_cookie_write_nothing_and_vary_on_nothing(client, pages):
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(page)
        assert response.status_code == 200, page
        assert not response.cookies, page
        assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding", page
        # A union begins with a bracket.
        assert not [one["sql"] for one in asked if not one["sql"].lstrip("(").startswith("SELECT")], page


def test_public_pages_are_the_same_for_a_signed_in_member(client, pages):
    guest = [client.get(page).content for page in pages]
    client.force_login(make_user())
    assert [client.get(page).content for page in pages] == guest


def test_public_pages_may_be_kept_and_are_confirmed_by_a_weak_etag(client, pages):
    for page in pages:
        first = client.get(page)
        assert first["Cache-Control"] == "public, max-age=0, s-maxage=60, stale-while-revalidate=300"
        assert first["ETag"].startswith('W/"')
        again = client.get(page, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]


def test_public_pages_have_no_inline_script_or_style(client, pages):
    for page in pages:
        html = client.get(page).content.decode()
        assert "style=" not in html and "<style" not in html and " onclick" not in html
        assert "csrfmiddlewaretoken" not in html
        assert all("src=" in tag for tag in html.split("<script")[1:])


def test_public_pages_refuse_a_post(client, pages):
    assert {client.post(page).status_code for page in pages} == {405}


def test_a_page_names_itself_in_every_language(client):
    html = client.get("/ar/catalogue/").content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert 'rel="canonical" href="http://localhost:8000/ar/catalogue/"' in html
    for code in ("fr", "ar", "en"):
        assert f'hreflang="{code}" href="http://localhost:8000/{code}/catalogue/"' in html


def test_the_language_switch_keeps_the_question(client):
    assert 'href="/ar/search/?q=miel"' in client.get("/fr/search/?q=miel").content.decode()


@pytest.mark.parametrize("page", ["", "catalogue/", "cooperatives/", "terms/"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_empty_market_still_has_its_pages(client, page, language):
    assert client.get(f"/{language}/{page}").status_code == 200


def test_storefront_and_home_cost_the_same_for_one_listing_or_twenty(client):
    product = make_product()
    pages = ["/fr/", "/fr/cooperatives/", f"/fr/cooperatives/{product.cooperative.slug}/"]
    one = [queries(client, page) for page in pages]
    for _ in range(20):
        make_product(cooperative=product.cooperative)
        make_product()
    assert [queries(client, page) for page in pages] == one


def test_an_unknown_address_is_told_kindly_in_the_readers_language(client):
    response = client.get("/ar/rien/")
    assert response.status_code == 404 and 'dir="rtl"' in response.content.decode()


def test_the_error_page_needs_neither_database_nor_context(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "<h1>" in render_to_string("storefront/500.html")


def test_a_woven_band_is_wide_small_and_kept_for_ever(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/bands/couscous/al-alfia-atalita.svg")
    assert 'width="4608"' in response.content.decode() and len(response.content) < 8_000
    assert "immutable" in response["Cache-Control"]
    assert client.get("/bands/nothing/al-alfia-atalita.svg").status_code == 404
