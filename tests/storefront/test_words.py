"""Pages of words: contact, delivery and returns, terms, legal notice, privacy; and the footer that leads to them."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.places.load import places_load
from marketplace.shop.delivery.load import carriers_load
from marketplace.shop.delivery.models import Carrier

pytestmark = pytest.mark.django_db
PAGES = ["contact/", "delivery-returns/", "terms/", "legal/", "privacy/"]
LEGAL = [page for page in PAGES if page != "contact/"]
PHONE = '<bdi dir="ltr">05 24 44 67 08</bdi>'


def main_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_answers_in_every_language_and_names_where_one_is(client, language, page):
    html = main_of(client, f"/{language}/{page}")
    assert html.count("<h1") == 1
    assert f'href="/{language}/{page}" aria-current="page"' in html


@pytest.mark.parametrize("page", PAGES)
def test_pages_set_no_cookie_and_are_confirmed_by_their_etag(client, page):
    first = client.get(f"/fr/{page}")
    assert not first.cookies
    assert client.get(f"/fr/{page}", headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("page", LEGAL)
def test_every_legal_text_is_marked_as_not_confirmed(client, page):
    assert "notice-warn" in main_of(client, f"/en/{page}")
    assert "To be confirmed by the office" in main_of(client, f"/en/{page}")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_contact_has_address_and_telephone_and_no_mail(client, language):
    html = main_of(client, f"/{language}/contact/")
    assert 'href="tel:+212524446708"' in html and PHONE in html
    assert "@" not in html and "mailto:" not in html
    if language != "ar":
        assert "Rue de Yougoslavie, immeuble Malak" in html and "Guéliz" in html


def test_the_telephone_is_isolated_wherever_it_stands_in_arabic(client):
    for page in (*PAGES, "programmes/"):
        html = client.get(f"/ar/{page}").content.decode()
        assert html.count("05 24 44 67 08") == html.count(PHONE) > 0, page


def test_the_privacy_notice_names_the_law_and_what_is_still_missing(client, settings):
    settings.CNDP_NUMBER = ""
    html = main_of(client, "/en/privacy/")
    assert '<bdi dir="ltr">09-08</bdi>' in html
    assert "declaration number: to be completed by the office" in html
    settings.CNDP_NUMBER = "D-000/0000"
    html = main_of(client, "/en/privacy/")
    assert '<bdi dir="ltr">D-000/0000</bdi>' in html and "declaration number" not in html


def test_the_legal_notice_says_what_the_office_has_set(client, settings):
    settings.LEGAL_HOST, settings.PUBLICATION_DIRECTOR = "", ""
    assert main_of(client, "/en/legal/").count("to be completed by the office") == 2
    settings.LEGAL_HOST, settings.PUBLICATION_DIRECTOR = "An example host, Rabat", "A person"
    html = main_of(client, "/en/legal/")
    assert "An example host, Rabat" in html and "A person" in html and "to be completed" not in html


def test_the_privacy_notice_lists_the_cookies_that_the_market_really_sets(client, settings):
    html = main_of(client, "/en/privacy/")
    for name in (
        settings.SESSION_COOKIE_NAME,
        settings.OSCAR_BASKET_COOKIE_OPEN,
        settings.CSRF_COOKIE_NAME,
        "here",
        "messages",
    ):
        assert f'<bdi dir="ltr">{name}</bdi>' in html
    assert "30 days" in html


def test_delivery_shows_carriers_and_zones_from_the_tables_nearest_first(client):
    places_load(), carriers_load()
    html = main_of(client, "/fr/delivery-returns/")
    zones = [html.index(zone) for zone in ("Marrakech-Safi</th>", "Grandes villes</th>", "Provinces du Sud</th>")]
    assert zones == sorted(zones)
    assert "Amana" in html and "25,00" in html
    assert "المدن الكبرى" in main_of(client, "/ar/delivery-returns/")
    Carrier.objects.filter(code="amana").update(is_active=False)
    assert "Amana" not in main_of(client, "/fr/delivery-returns/")


def test_delivery_costs_the_same_queries_for_no_carrier_and_for_all(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/fr/delivery-returns/")
    none = len(asked)
    places_load(), carriers_load()
    with CaptureQueriesContext(connection) as asked:
        client.get("/fr/delivery-returns/")
    assert len(asked) == none == 2


def test_without_a_carrier_the_page_says_so(client):
    assert "No carrier is listed yet." in main_of(client, "/en/delivery-returns/")


def test_the_right_to_withdraw_follows_the_setting_and_is_marked(client, settings):
    html = main_of(client, "/en/delivery-returns/")
    assert f"within {settings.WITHDRAWAL_DAYS} days" in html
    assert html.count("to be confirmed by the office") >= 3
    for excluded in ("perish quickly", "made to your order", "bound to a date"):
        assert excluded in html
    assert "Khidmat Almostahlik" in html


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_footer_leads_to_every_page(client, language):
    footer = re.search(r"<footer.*</footer>", client.get(f"/{language}/").content.decode(), re.DOTALL)[0]
    for page in (*PAGES, "provinces/", "programmes/", "news/", "catalogue/", "cooperatives/"):
        assert f'href="/{language}/{page}"' in footer, page
        assert client.get(f"/{language}/{page}").status_code == 200, page
