"""The storefront of a cooperative, the list of cooperatives, entries of the directory."""

import pytest
from django.utils import timezone

from cooperatives.models import Certificate, Cooperative
from tests.factories import make_city, make_cooperative, make_product

from .public import titles

pytestmark = pytest.mark.django_db


def test_an_invented_cooperative_says_so(client):
    make_cooperative("exemple", is_fictitious=True)
    assert "invented for the demonstration" in client.get("/en/cooperatives/exemple/").content.decode()


def test_a_cooperative_that_does_not_sell_is_404(client):
    make_cooperative("fermee", status=Cooperative.Status.CLOSED)
    assert client.get("/fr/cooperatives/fermee/").status_code == 404


def test_a_cooperative_that_stopped_selling_is_told_apart_from_an_unknown_one(client):
    make_cooperative("suspendue", status=Cooperative.Status.SUSPENDED)
    make_cooperative("brouillon", status=Cooperative.Status.DRAFT)
    assert "does not sell here at the moment" in client.get("/en/cooperatives/suspendue/").content.decode()
    for unknown in ("brouillon", "jamais-vue"):
        assert "Nothing at this address" in client.get(f"/en/cooperatives/{unknown}/").content.decode()


def test_an_entry_of_the_directory_has_its_facts_and_no_goods(client):
    entry = make_cooperative("coop-tamo", status=Cooperative.Status.DIRECTORY, about_en="Natural cosmetics.")
    make_product("Savon", cooperative=entry)
    response = client.get("/en/cooperatives/coop-tamo/")
    html = response.content.decode()
    assert "does not sell here yet" in html and "Natural cosmetics." in html
    assert "Savon" not in html and 'class="identity"' not in html and "Pick-up" not in html


def test_the_goods_of_an_entry_of_the_directory_are_nowhere_for_sale(client):
    make_product("Savon", cooperative=make_cooperative("coop-tamo", status=Cooperative.Status.DIRECTORY))
    assert titles(client, "") == []


def test_the_list_says_who_sells_and_who_is_only_known(client):
    make_cooperative("coop-tamo", status=Cooperative.Status.DIRECTORY)
    make_cooperative("active")
    make_cooperative("fermee", status=Cooperative.Status.CLOSED)
    html = client.get("/en/cooperatives/").content.decode()
    assert html.count("In the directory: does not sell here yet") == 1
    assert "/cooperatives/active/" in html and "/cooperatives/fermee/" not in html


def test_the_list_is_grouped_by_province_and_can_be_narrowed_to_one(client):
    essaouira = make_city("essaouira", province="MA-ESI")
    mogador, other = make_cooperative("mogador", city=essaouira), make_cooperative()
    groups = client.get("/fr/cooperatives/").context["shown"].groups
    assert {group.province.pk: [maker.cooperative for maker in group.makers] for group in groups} == {
        "MA-ESI": [mogador], "MA-MAR": [other],
    }  # fmt: skip
    one = client.get("/fr/cooperatives/?province=ma-esi").context["shown"]
    assert [group.province.pk for group in one.groups] == ["MA-ESI"] and len(one.provinces) == 2


def test_a_province_without_cooperatives_offers_a_way_out(client):
    make_cooperative()
    html = client.get("/en/cooperatives/?province=nowhere").content.decode()
    assert "No cooperative of this province" in html and "See all" in html


def test_a_storefront_says_how_it_delivers_and_shows_its_papers(client):
    cooperative = make_cooperative("mogador", handling_days=3, offers_pickup=True, is_womens=True)
    Certificate.objects.create(cooperative=cooperative, kind="onssa", number="ES-1", reviewed_at=timezone.now())
    html = client.get("/en/cooperatives/mogador/").content.decode()
    assert "3 working days" in html and "fetch your order here" in html
    assert "ES-1" in html and "Women" in html and 'class="identity"' in html
    assert "Nothing for sale at the moment" in html


def test_what_is_missing_can_be_looked_for_and_is_not_indexed(client):
    html = client.get("/en/nowhere/").content.decode()
    assert 'id="missing-q"' in html and 'content="noindex"' in html and 'rel="canonical"' not in html
