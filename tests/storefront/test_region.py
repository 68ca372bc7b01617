"""Provinces on the drawn map, programmes and news: in three languages, the same for everybody."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cooperatives.models import Cooperative
from marketplace.demo.programmes import programmes_load
from marketplace.places.load import places_load
from marketplace.places.models import Province
from marketplace.storefront.region_map import CHART, KNOT, WEAVES, outline, places_on_map, region_drawing
from tests.factories import make_city, make_cooperative, make_product, make_user
from tests.factories.programmes import make_cohort, make_event, make_programme

pytestmark = pytest.mark.django_db
PROVINCES_LIMIT, PROVINCE_LIMIT, PROGRAMME_LIMIT, NEWS_LIMIT = 2, 9, 4, 3


@pytest.fixture
def region(db) -> None:
    places_load()
    programmes_load()


def essaouira(slug: str = "mogador", **fields) -> Cooperative:
    return make_cooperative(slug, city=make_city("essaouira", province="MA-ESI"), **fields)


def text_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


PAGES = [
    "provinces/", "provinces/essaouira/", "provinces/safi/", "programmes/", "programmes/mourafaka/",
    "programmes/motatawi3/", "news/", "news/motatawi3-lancement/", "news/visite-coop-tamo/",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_answers_in_every_language(client, region, language, page):
    html = text_of(client, f"/{language}/{page}")
    assert html.count("<h1") == 1
    assert f'lang="{language}"' in html


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_the_same_for_everybody_and_confirmed_by_their_etag(client, region, page):
    with CaptureQueriesContext(connection) as asked:
        first = client.get(f"/fr/{page}")
    assert not first.cookies and first.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert not [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
    assert client.get(f"/fr/{page}", headers={"if-none-match": first["ETag"]}).status_code == 304
    client.force_login(make_user())
    assert client.get(f"/fr/{page}").content == first.content


@pytest.mark.parametrize("page", ["provinces/", "programmes/", "news/"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_empty_market_still_has_its_pages(client, language, page):
    assert 'class="empty panel"' in text_of(client, f"/{language}/{page}")


@pytest.mark.parametrize(
    "page", ["provinces/casablanca/", "provinces/nowhere/", "programmes/nothing/", "news/nothing/", "news/?page=2"]
)
def test_what_is_not_there_is_404(client, region, page):
    assert client.get(f"/fr/{page}").status_code == 404


def test_what_is_not_published_is_404_and_in_no_list(client):
    programme = make_programme("secret", is_published=False)
    make_event("secret-event", is_published=False)
    make_event("open", programme=programme)
    for page in ("programmes/secret/", "news/secret-event/"):
        assert client.get(f"/fr/{page}").status_code == 404
    assert "Secret" not in text_of(client, "/fr/programmes/") + text_of(client, "/fr/news/open/")


# --- the map -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_province_on_the_map_is_a_link_that_leads_to_its_page(client, region, language):
    drawn = re.search(r'<svg class="region-map.*?</svg>', text_of(client, f"/{language}/provinces/"), re.DOTALL)[0]
    links = re.findall(r'<a class="region-place[^"]*" href="([^"]+)"', drawn)
    assert len(links) == 8
    with override(language):
        names = set(re.findall(r"<title>([^<·]+?) *(?:·[^<]*)?</title>", drawn))
        assert {province.name for province in Province.objects.filter(region="MA-07")} == names
    for link in links:
        assert client.get(link).status_code == 200


def test_the_list_beside_the_map_has_the_same_links(client, region):
    html = text_of(client, "/fr/provinces/")
    links = re.findall(r'href="(/fr/provinces/[a-z-]+/)"', html)
    assert len(set(links)) == 8 and all(links.count(link) >= 2 for link in links)


def test_the_map_is_well_formed_and_has_no_inline_style(client, region):
    for language in ("fr", "ar", "en"):
        drawn = re.search(
            r"<svg class=\"region-map.*?</svg>", text_of(client, f"/{language}/provinces/safi/"), re.DOTALL
        )
        assert "style=" not in drawn[0]
        root = ElementTree.fromstring(drawn[0])  # noqa: S314 - our own page
        numbers = [value for node in root.iter() for name, value in node.items() if name in ("x", "y", "dy")]
        assert numbers and not [value for value in numbers if "," in value], "a decimal comma is no number in SVG"


def test_the_province_looked_at_is_marked_and_drawn_last(client, region):
    html = text_of(client, "/fr/provinces/chichaoua/")
    drawn = re.findall(r'<a class="(region-place[^"]*)"[^>]*?(aria-current="page")?>', html)
    assert [bool(current) for _, current in drawn] == [False] * 7 + [True]
    assert "is-current" in drawn[-1][0]


def test_a_small_map_for_other_pages_has_no_links_and_asks_nothing(region, django_assert_num_queries):
    province = Province.objects.get(pk="MA-ESI")
    with django_assert_num_queries(0):
        drawn = render_to_string("elements/region_map.html", {"current": province})
    assert "<a " not in drawn and 'aria-hidden="true"' in drawn and "is-current" in drawn


def test_the_chart_holds_all_eight_and_only_them(region):
    codes = {weave.code for weave in WEAVES.values()}
    assert codes == set(Province.objects.filter(region="MA-07").values_list("pk", flat=True))
    assert all(shape.outline.startswith("M") and shape.outline.count("z") == 1 for shape in region_drawing().shapes)


def test_names_stand_inside_their_province():
    rows = CHART.read_text(encoding="utf-8").split()
    for letter, weave in WEAVES.items():
        x, y = weave.name_at
        assert rows[int(y)][int(x)] == letter


def test_an_outline_goes_round_pieces_and_holes():
    assert outline({(0, 0), (1, 0)}) == f"M0 0H{2 * KNOT}V{KNOT}H0z"
    ring = {(x, y) for x in range(3) for y in range(3)} - {(1, 1)}
    assert outline(ring).count("M") == 2
    assert outline({(0, 0), (5, 5)}).count("z") == 2


def test_a_long_name_stands_in_two_lines(region):
    with override("fr"):
        place = places_on_map(Province.objects.filter(pk="MA-KES"))[0]
        assert [line for line, _ in place.lines] == ["El Kelâa", "des Sraghna"]


# --- provinces ---------------------------------------------------------------------------------------------------


def test_the_region_says_its_one_published_figure(client, region):
    assert '<bdi dir="ltr">62\u00a0%</bdi>' in text_of(client, "/fr/provinces/")
    assert '<bdi dir="ltr">62%</bdi>' in text_of(client, "/ar/provinces/")
    html = text_of(client, "/en/provinces/")
    assert '<bdi dir="ltr">62%</bdi>' in html and "2022" in html


def test_six_are_the_delegations_and_two_stay_in_the_background(client, region):
    shown = client.get("/fr/provinces/").context["shown"]
    assert {one.pk for one in shown.own} == {"MA-MAR", "MA-CHI", "MA-HAO", "MA-KES", "MA-ESI", "MA-REH"}
    assert {one.pk for one in shown.others} == {"MA-SAF", "MA-YUS"}
    assert "delegation of Safi" in text_of(client, "/en/provinces/youssoufia/")
    assert "delegation of Safi" not in text_of(client, "/en/provinces/rehamna/")


def test_counts_are_of_what_can_be_seen(client, region):
    shop = essaouira()
    make_product(cooperative=shop), make_product(cooperative=shop)
    essaouira("annuaire", status=Cooperative.Status.DIRECTORY)
    make_product(cooperative=essaouira("suspendue", status=Cooperative.Status.SUSPENDED))
    one = next(p for p in client.get("/fr/provinces/").context["shown"].provinces if p.pk == "MA-ESI")
    assert (one.makers, one.goods) == (2, 2)


def test_a_province_has_its_specialities_its_goods_and_its_makers(client, region):
    make_product("Fromage", cooperative=essaouira("mogador"))
    make_product("Ailleurs", cooperative=make_cooperative("ailleurs"))
    html = text_of(client, "/fr/provinces/essaouira/")
    assert "<li>artisanat du thuya</li>" in html
    assert "Fromage" in html and "/fr/cooperatives/mogador/" in html and "?province=essaouira" in html
    assert "Ailleurs" not in html and "/cooperatives/ailleurs/" not in html


def test_a_province_tells_what_happened_there(client, region):
    assert "visite-coop-tamo" in text_of(client, "/fr/provinces/al-haouz/")
    assert "visite-coop-tamo" not in text_of(client, "/fr/provinces/essaouira/")


# --- programmes and news -----------------------------------------------------------------------------------------


def test_mourafaka_shows_72_its_eligibility_and_its_axes(client, region):
    html = text_of(client, "/fr/programmes/mourafaka/")
    assert '<bdi dir="ltr">72</bdi>' in html and "quatre ans" in html
    axes = [html.index(axis) for axis in ("Un diagnostic", "La formation des dirigeants", "Un accompagnement")]
    assert axes == sorted(axes)
    assert "mourafaka-4-premiere-session" in html and "motatawi3-lancement" not in html
    assert '<bdi dir="ltr">72</bdi>' in text_of(client, "/ar/programmes/")


def test_the_only_date_is_told_and_the_others_say_that_there_is_none(client, region):
    html = text_of(client, "/en/news/")
    assert '<time datetime="2023-07-24">24 July 2023</time>' in html
    assert html.count("Date not published") == html.count("event-row ") - 1 == 4
    assert html.index("motatawi3-lancement") < html.index("visite-coop-tamo")
    assert '<bdi dir="ltr">24</bdi> يوليوز <bdi dir="ltr">2023</bdi>' in text_of(
        client, "/ar/news/motatawi3-lancement/"
    )


def test_news_lead_to_cooperative_programme_and_province(client, region):
    tamo = make_cooperative("coop-tamo", city=make_city("ait-ourir", province="MA-HAO"), status="directory")
    programmes_load()
    html = text_of(client, "/fr/news/visite-coop-tamo/")
    assert f"/fr/cooperatives/{tamo.slug}/" in html and "/fr/provinces/al-haouz/" in html
    assert "/fr/programmes/mourafaka/" in text_of(client, "/fr/news/mourafaka-4-premiere-session/")


def test_long_news_come_in_pages(client):
    for number in range(30):
        make_event(f"event-{number:02}", on=date(2024, 1, number + 1))
    assert 'href="?page=2"' in text_of(client, "/fr/news/")
    assert text_of(client, "/fr/news/?page=2").count("event-row ") == 6


# --- queries -----------------------------------------------------------------------------------------------------


def fill(number: int) -> None:
    for _ in range(number):
        shop = make_cooperative(city=make_city("essaouira", province="MA-ESI"))
        make_product(cooperative=shop)
        make_event(province=shop.province).cooperatives.add(shop)
        programme = make_programme()
        make_cohort(programme, chosen_count=3)
        make_event(programme=programme).cooperatives.add(shop)


def test_pages_cost_the_same_with_few_rows_and_with_many(client, region):
    fill(2)
    make_event("one", programme=make_programme("one"))
    limits = {
        "/fr/provinces/": PROVINCES_LIMIT, "/fr/provinces/essaouira/": PROVINCE_LIMIT,
        "/fr/programmes/": PROGRAMME_LIMIT, "/fr/programmes/one/": PROGRAMME_LIMIT,
        "/fr/news/": NEWS_LIMIT, "/fr/news/visite-coop-tamo/": NEWS_LIMIT,
    }  # fmt: skip
    few = {page: queries(client, page) for page in limits}
    fill(12)
    assert {page: queries(client, page) for page in limits} == few
    assert all(few[page] <= limit for page, limit in limits.items()), few
