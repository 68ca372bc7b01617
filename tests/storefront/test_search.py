"""The page of a search: what it finds, when, and at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalogue.choices import State
from catalogue.models import Category, Product, ProductCategory
from cooperatives.models import Cooperative
from cooperatives.search import PROVINCE
from marketplace.searchindex.sources import rebuild
from tests.factories import make_city, make_cooperative, make_product, make_variant
from tests.searchindex.test_index import ODD

from .public import make_many

pytestmark = pytest.mark.django_db


def found(client, q: str, language: str = "fr", **asked) -> list[str]:
    shown = client.get(f"/{language}/search/", {"q": q, **asked}).context["shown"]
    return [card.listing.title_fr for card in shown.cards]


@pytest.mark.parametrize("q", ["quinoa", "QUINOA tisseuses", "كينوا", "grain (en)"])
def test_titles_and_cooperatives_are_found_in_every_language(client, q):
    make_product("Quinoa", title_ar="كينوا", title_en="Grain of the hills", cooperative=make_cooperative("tisseuses"))
    make_product("Savon", title_ar="صابون", title_en="Soap")
    assert found(client, q.replace("(en)", "hills")) == ["Quinoa"]


def test_a_change_is_found_in_the_same_transaction(client):
    product = make_product("Quinoa", title_ar="حبوب", title_en="Grain")
    product.title_fr = "Amarante"
    product.save()
    assert found(client, "amarante") == ["Amarante"]
    assert found(client, "quinoa") == []
    product.state = State.PAUSED
    product.save()
    assert found(client, "amarante") == []
    product.state = State.LIVE
    product.save()
    assert found(client, "amarante") == ["Amarante"]


def test_a_suspended_cooperatives_goods_and_page_are_not_found(client):
    seller = make_cooperative("tisseuses", name_fr="Tisseuses du Vent")
    make_product("Quinoa", cooperative=seller)
    assert found(client, "quinoa") == ["Quinoa"]
    Cooperative.objects.filter(pk=seller.pk).update(status=Cooperative.Status.SUSPENDED)
    shown = client.get("/fr/search/?q=tisseuses").context["shown"]
    assert (shown.cards, shown.makers) == ([], [])


def test_a_cooperatives_new_name_finds_its_goods(client):
    seller = make_cooperative("tisseuses")
    make_product("Quinoa", cooperative=seller)
    seller.name_fr = "Zénith"
    seller.save()
    assert found(client, "zenith") == ["Quinoa"]


def test_a_category_finds_its_goods(client):
    shelf = Category.objects.create(path="0001", depth=1, name_fr="Douceurs", slug="sweet", code="sweet")
    link = ProductCategory.objects.create(product=make_product("Quinoa"), category=shelf)
    assert found(client, "douceurs") == ["Quinoa"]
    link.delete()
    assert found(client, "douceurs") == []


def test_a_listing_is_found_once_whatever_its_variants(client):
    listing = make_product("Quinoa", stock=None)
    make_variant(listing), make_variant(listing, price="35.00")
    assert found(client, "quinoa") == ["Quinoa"]


def test_cooperatives_and_provinces_stand_beside_the_goods(client):
    make_city("essaouira", province="MA-ESI")  # the Arabic of its towns has the Latin name: "مدينة essaouira"
    rebuild(PROVINCE)
    make_cooperative("tisseuses", name_fr="Tisseuses du Vent")
    shown = client.get("/fr/search/?q=tisseuses").context["shown"]
    assert [maker.cooperative.slug for maker in shown.makers] == ["tisseuses"]
    with translation.override("ar"):
        shown = client.get("/ar/search/?q=الصويرة").context["shown"]
    assert [province.slug for province in shown.provinces_found] == ["ma-esi"]


def test_filters_narrow_what_was_found_and_a_sort_orders_it(client):
    make_product("Quinoa blanc", price="20.00")
    make_product("Quinoa rouge", price="60.00")
    make_product("Savon", price="10.00")
    assert found(client, "quinoa", max="50") == ["Quinoa blanc"]
    assert found(client, "quinoa", sort="dear") == ["Quinoa rouge", "Quinoa blanc"]


def test_nothing_found_shows_what_others_like_and_a_way_out(client):
    make_product("Quinoa")
    html = client.get("/en/search/?q=zzzz").content.decode()
    assert "See everything" in html
    assert "What others like" in html
    assert "Quinoa" in html


def test_a_slip_is_forgiven_and_said(client):
    make_product("Lanterne de laiton")
    html = client.get("/en/search/?q=lantrene").content.decode()
    assert "exactly" in html
    assert "Lanterne" in html


def test_the_old_address_of_a_search_leads_on_with_its_filters(client):
    answer = client.get("/fr/catalogue/?q=quinoa&min=10")
    assert (answer.status_code, answer.url) == (301, "/fr/search/?q=quinoa&min=10")


def test_searches_are_not_indexed_but_followed(client):
    assert '<meta name="robots" content="noindex, follow">' in client.get("/fr/search/?q=quinoa").content.decode()
    assert "noindex" not in client.get("/fr/search/").content.decode()


@pytest.mark.parametrize("q", [*ODD, "\x00", " ", "a" * 101])
def test_odd_questions_are_answered(client, q):
    make_product()
    answer = client.get("/ar/search/", {"q": q})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_paging_keeps_the_question(client):
    make_many(30)
    rebuild()
    html = client.get("/fr/search/?q=couscous").content.decode()
    assert 'href="?q=couscous&amp;page=2"' in html
    assert len(found(client, "couscous", page="2")) == 7
    assert client.get("/fr/search/?q=couscous&page=9").status_code == 404


def test_a_search_costs_the_same_for_one_or_thousands(client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/fr/search/?q=couscous")
        return len(queries)

    make_product("Couscous", cooperative=make_cooperative("tisseuses", name_fr="Couscous du Vent"))
    one = cost()
    make_many(2_000)
    rebuild()
    assert one == cost() <= 14
    page = client.get("/en/search/?q=couscous").content.decode()
    assert "more than 1,000 products" in page
    assert Product.objects.count() > 2_000


def suggested(client, q: str, language: str = "fr") -> list[str]:
    return [line["text"] for line in client.get(f"/{language}/search/suggest/", {"q": q}).json()["lines"]]


@pytest.mark.parametrize("q", ["qui", "Quin", "quinoa bl", "كين", "الكين"])
def test_the_beginning_of_a_word_is_enough_for_a_suggestion(client, q):
    make_product("Quinoa blanc", title_ar="الكينوا")
    make_product("Savon", title_ar="صابون")
    assert suggested(client, q) == ["Quinoa blanc"]


def test_suggestions_lead_to_makers_and_goods(client):
    seller = make_cooperative("tisseuses", name_fr="Tisseuses du Vent")
    make_product("Tissage", cooperative=seller)
    lines = client.get("/fr/search/suggest/?q=tiss").json()["lines"]
    assert {line["kind"] for line in lines} == {"Coopérative", "Produit"}
    assert all(client.get(line["url"]).status_code == 200 for line in lines)


def test_what_is_suspended_is_not_suggested(client):
    product = make_product("Quinoa")
    Cooperative.objects.filter(pk=product.cooperative_id).update(status=Cooperative.Status.SUSPENDED)
    assert suggested(client, "quinoa") == []


@pytest.mark.parametrize("q", [*ODD, "\x00", "", "a" * 500])
def test_odd_beginnings_are_answered_without_a_cookie(client, q):
    answer = client.get("/ar/search/suggest/", {"q": q})
    assert answer.json() == {"lines": []}
    assert "Set-Cookie" not in answer.headers
    assert "ETag" in answer.headers


def test_suggestions_cost_the_same_for_one_or_thousands(client, django_assert_max_num_queries):
    make_many(2_000)
    rebuild()
    with django_assert_max_num_queries(5):
        assert len(suggested(client, "cousc")) == 8
