"""What search engines are told of."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.choices import State
from catalogue.models import Category, ProductCategory
from cooperatives.models import Cooperative
from marketplace.storefront.sitemaps import SECTIONS
from tests.factories import make_cooperative, make_product
from tests.factories.moderation import make_moderator, make_waiting_story

from .public import address, make_many

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def tree(client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml"
    assert "Set-Cookie" not in answer.headers
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def paths(client, section: str, query: str = "") -> list[str]:
    found = tree(client, f"/sitemap-{section}.xml{query}").findall("s:url/s:loc", NAMES)
    return ["/" + one.text.split("/", 3)[3] for one in found]


def test_the_index_lists_every_section_and_robots_names_it(client):
    listed = [one.text for one in tree(client, "/sitemap.xml").findall("s:sitemap/s:loc", NAMES)]
    assert [one.rsplit("/", 1)[1] for one in listed] == [f"sitemap-{name}.xml" for name in SECTIONS]
    robots = client.get("/robots.txt").content.decode()
    assert "/sitemap.xml" in robots
    assert "/search/?q" not in robots  # a crawler that may not read it would never learn that it is not to be kept


def test_every_page_of_every_section_opens_and_names_its_languages(client):
    from marketplace.stories.services import story_publish

    product = make_product("Quinoa", cooperative=make_cooperative("tisseuses"))
    story = make_waiting_story(product.cooperative, fr="Le fil", en="The thread")
    story_publish(story_id=story.pk, by=make_moderator())
    shelf = Category.objects.create(path="0001", depth=1, name_fr="Épicerie", slug="food", code="food")
    ProductCategory.objects.create(product=product, category=shelf)
    seen = 0
    for section in SECTIONS:
        for path in paths(client, section):
            assert client.get(path).status_code == 200, path
            seen += 1
    assert seen >= 3 * 16
    entry = tree(client, "/sitemap-products.xml").find("s:url", NAMES)
    links = {one.get("hreflang"): one.get("href") for one in entry.findall("x:link", NAMES)}
    assert set(links) == {"fr", "ar", "en", "x-default"}
    assert links["ar"].endswith(address(product, "ar"))
    assert entry.find("s:lastmod", NAMES).text == product.date_updated.date().isoformat()


def test_a_page_that_is_listed_names_itself_as_the_one_to_keep(client):
    """Address of the map, canonical address and the map's languages are the same on the page itself."""
    shelf = Category.objects.create(path="0001", depth=1, name_fr="Miel", slug="honey", code="honey")
    product = make_product("Miel")
    ProductCategory.objects.create(product=product, category=shelf)
    for section in ("pages", "categories", "products", "cooperatives"):
        for path in paths(client, section):
            html = client.get(path).content.decode()
            assert f'<link rel="canonical" href="http://localhost:8000{path}">' in html, path
    html = client.get("/ar/catalogue/?category=honey&max=90").content.decode()
    ours = "http://localhost:8000/%s/catalogue/?category=honey"
    assert f'rel="canonical" href="{ours % "ar"}"' in html
    for code, language in (("fr", "fr"), ("ar", "ar"), ("en", "en"), ("x-default", "fr")):
        assert f'hreflang="{code}" href="{ours % language}"' in html
    filtered = client.get("/fr/catalogue/?max=90&womens=1").content.decode()
    assert 'rel="canonical" href="http://localhost:8000/fr/catalogue/"' in filtered


@pytest.mark.parametrize("path", ["/fr/basket/", "/ar/accounts/login/", "/en/offline/", "/fr/nowhere/"])
def test_what_is_private_or_missing_is_not_to_be_kept(client, path):
    html = client.get(path).content.decode()
    assert 'name="robots" content="noindex"' in html and 'rel="canonical"' not in html


def test_robots_keep_out_of_every_private_room_and_out_of_no_file(client):
    robots = client.get("/robots.txt").content.decode()
    for room in ("basket", "checkout", "accounts", "seller", "delegation", "me", "track", "search/suggest"):
        for code in ("fr", "ar", "en"):
            assert f"Disallow: /{code}/{room}/" in robots
    assert not [line for line in robots.splitlines() if line.startswith(("Disallow: /static", "Disallow: /media"))]
    assert "Disallow: /\n" not in robots


def test_what_cannot_be_seen_is_not_listed(client):
    make_product(state=State.DRAFT)
    make_product(cooperative=make_cooperative("arretee", status=Cooperative.Status.SUSPENDED))
    Category.objects.create(path="0001", depth=1, name_fr="Vide", slug="empty", code="empty")
    assert paths(client, "products") == paths(client, "categories") == []
    assert not [path for path in paths(client, "cooperatives") if "arretee" in path]


def test_a_sitemap_answers_304_to_its_etag(client):
    make_product()
    for path in ("/sitemap.xml", "/sitemap-products.xml"):
        etag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304


def test_a_section_that_is_not_there_and_a_page_too_many_are_404(client):
    assert client.get("/sitemap-nothing.xml").status_code == 404
    assert client.get("/sitemap-products.xml?p=2").status_code == 404


def test_ten_thousand_products_cost_as_many_queries_as_one(client):
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    make_product()
    client.get("/sitemap.xml")  # Django keeps the name of the site once it is read
    one, index = cost("/sitemap-products.xml"), cost("/sitemap.xml")
    make_many(10_000)
    assert cost("/sitemap-products.xml") == one == 1
    assert cost("/sitemap.xml") == index
    assert len(paths(client, "products")) == 10_000
    assert len(paths(client, "products", "?p=4")) == 3 * 10_002 - 30_000
