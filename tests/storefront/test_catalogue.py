"""The catalogue: filters that combine, a cost that never grows, ways out of an empty list."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from catalogue.choices import State
from catalogue.models import Category, Product, ProductCategory
from cooperatives.models import Certificate, Cooperative
from tests.factories import make_city, make_cooperative, make_product, make_variant

from .public import CATALOGUE_LIMIT, make_image, make_many, queries, titles

pytestmark = pytest.mark.django_db


def test_catalogue_costs_the_same_with_24_listings_and_with_ten_thousand(client):
    for _ in range(22):
        make_image(make_product())
    variants = make_product(stock=None)
    make_variant(variants), make_variant(variants, price="35.00")
    make_product()
    few = queries(client, "/fr/catalogue/")
    make_many(10_000)
    assert few == queries(client, "/fr/catalogue/") <= CATALOGUE_LIMIT
    assert queries(client, "/fr/catalogue/?sort=cheap&min=20&in_stock=1&page=3") <= CATALOGUE_LIMIT


def test_filters_by_province_cooperative_category_price_allergen_and_stock(client):
    essaouira = make_city("essaouira", province="MA-ESI")
    cheese = make_product("Fromage", cooperative=make_cooperative("mogador", city=essaouira), price="38.00")
    grain = make_product("Quinoa", price="55.00", free_from=["gluten"], stock=0)
    Category.objects.create(path="0001", depth=1, numchild=1, name_fr="Épicerie", slug="food", code="food")
    cheeses = Category.objects.create(path="00010001", depth=2, name_fr="Fromages", slug="cheese", code="cheese")
    ProductCategory.objects.create(product=cheese, category=cheeses)
    assert titles(client, "?province=ma-esi") == ["Fromage"]
    assert titles(client, "?cooperative=mogador") == ["Fromage"]
    assert titles(client, "?category=food") == titles(client, "?category=cheese") == ["Fromage"]
    assert titles(client, "?category=nothing") == []
    assert titles(client, "?min=50") == ["Quinoa"]
    assert titles(client, "?max=50,50") == ["Fromage"]
    assert titles(client, "?free_from=gluten") == ["Quinoa"]
    assert titles(client, "?in_stock=1") == ["Fromage"]
    assert titles(client, "?sort=cheap") == ["Fromage", "Quinoa"]
    assert titles(client, "?sort=dear") == [grain.title, cheese.title]


def test_a_price_of_a_variant_counts(client):
    listing = make_product("Couscous", stock=None)
    make_variant(listing, price="18.00"), make_variant(listing, price="145.00")
    make_product("Cumin", price="15.00")
    assert titles(client, "?min=100") == ["Couscous"]
    assert titles(client, "?sort=cheap") == ["Cumin", "Couscous"]


def test_what_is_not_for_sale_is_not_shown(client):
    make_product("Brouillon", state=State.DRAFT)
    make_product("Suspendu", cooperative=make_cooperative(status=Cooperative.Status.SUSPENDED))
    make_product("En vente")
    assert titles(client, "") == ["En vente"]


def test_a_price_that_is_no_number_has_its_error_beside_it_and_loses_nothing(client):
    make_product()
    html = client.get("/en/catalogue/?min=abc&max=20").content.decode()
    assert "Write a price in dirhams" in html and 'value="abc"' in html and 'value="20"' in html


@pytest.mark.parametrize("question", ["?page=0", "?page=99", "?page=x", "?page=-1"])
def test_a_page_that_does_not_exist_is_404(client, question):
    assert client.get(f"/fr/catalogue/{question}").status_code == 404


@pytest.mark.parametrize("question", ["?category=%00&min=1e9&max=nan", "?free_from=x&sort=y&province='", "?min=٣"])
def test_a_strange_question_is_answered(client, question):
    make_product()
    assert client.get(f"/fr/catalogue/{question}").status_code == 200


def test_an_empty_list_offers_a_way_out(client):
    html = client.get("/en/catalogue/?max=1").content.decode()
    assert "Nothing here matches" in html and "See everything" in html


def test_paging_keeps_the_filters(client):
    make_many(30)
    html = client.get("/fr/catalogue/?min=1").content.decode()
    assert 'href="?min=1&amp;page=2"' in html
    assert len(titles(client, "?min=1&page=2")) == 7


def certified(title: str, kind: str, *, expired: bool = False, reviewed: bool = True) -> Product:
    today = timezone.localdate()
    product = make_product(title)
    certificate = Certificate.objects.create(
        cooperative=product.cooperative,
        kind=kind,
        reviewed_at=timezone.now() if reviewed else None,
        expires_on=today - timedelta(days=1) if expired else today,
    )
    product.certificates.add(certificate)
    return product


def test_a_certificate_filters_only_while_it_is_valid(client):
    certified("Bio", "organic")
    certified("Expiré", "organic", expired=True)
    certified("Pas encore lu", "organic", reviewed=False)
    certified("Autre", "igp")
    make_product("Sans papier")
    assert titles(client, "?certificate=organic") == ["Bio"]
    assert titles(client, "?certificate=nonsense&sort=new")[-1] == "Bio"


def test_only_certificates_that_goods_carry_are_offered(client):
    certified("Bio", "organic"), certified("Expiré", "aop", expired=True)
    Certificate.objects.create(cooperative=make_cooperative(), kind="igp", reviewed_at=timezone.now())
    facets = {facet.name: facet for facet in client.get("/fr/catalogue/").context["shown"].facets.facets}
    assert [option.value for option in facets["certificate"].options] == ["organic"]


def test_the_catalogue_can_be_narrowed_to_womens_cooperatives(client):
    make_product("Tapis", cooperative=make_cooperative(is_womens=True))
    make_product("Miel")
    assert titles(client, "?womens=1") == ["Tapis"]


def test_every_filter_has_a_chip_that_takes_only_it_away(client):
    Category.objects.create(path="0001", depth=1, name_fr="Épicerie", slug="food", code="food")
    make_product(cooperative=make_cooperative("mogador"))
    asked = {
        "category": "food", "province": "ma-mar", "cooperative": "mogador", "certificate": "igp",
        "free_from": "milk", "womens": "1", "in_stock": "1", "min": "10", "max": "90",
    }  # fmt: skip
    html = client.get("/fr/catalogue/", asked).content.decode()
    chips = html.split('class="chips"')[1].split("</ul>")[0]
    left = [parse_qs(unescape(href)) for href in re.findall(r'href="\?([^"]*)"', chips)]
    assert [set(asked) - set(question) for question in left] == [
        {name} for name in ("category", "province", "cooperative", "certificate", "free_from", "min", "max")
    ] + [{"womens"}, {"in_stock"}]
    assert client.get("/fr/catalogue/", asked).context["shown"].filters.count == len(asked)


def test_sub_categories_are_shown_for_the_shelf_that_is_looked_at(client):
    Category.objects.create(path="0001", depth=1, numchild=1, name_fr="Épicerie", slug="food", code="food")
    Category.objects.create(path="00010001", depth=2, name_fr="Fromages", slug="cheese", code="cheese")
    Category.objects.create(path="0002", depth=1, name_fr="Maison", slug="home", code="home")
    for question, boards in (("", []), ("?category=food", ["cheese"]), ("?category=cheese", ["cheese"])):
        page = client.get(f"/fr/catalogue/{question}").context["shown"]
        assert [category.slug for category in page.boards] == boards
        assert [category.slug for category in page.shelves] == ["food", "home"]


def test_every_filter_together_stays_within_the_queries(client):
    certified("Bio", "organic")
    question = "?province=ma-mar&certificate=organic&womens=1&in_stock=1&min=1&free_from=milk&sort=dear"
    assert queries(client, f"/fr/catalogue/{question}") <= CATALOGUE_LIMIT
