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
    assert "Disallow: /fr/search/?q=" in robots


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
