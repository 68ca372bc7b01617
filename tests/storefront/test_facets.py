"""Facets: every count is what a recount says, several values combine, and there is always a way back."""

import random
import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from catalogue.models import Category, Product, ProductCategory
from cooperatives.models import Certificate, Cooperative
from marketplace.searchindex.sources import rebuild
from marketplace.shop.partner.models import StockRecord
from marketplace.storefront import lagging
from marketplace.storefront.browse import CataloguePage, catalogue_page
from marketplace.storefront.filters import BANDS, filters_read
from tests.factories import make_city, make_cooperative, make_product, make_variant

from .public import CATALOGUE_LIMIT, make_many, queries, titles

pytestmark = pytest.mark.django_db

ALL_BUT_OFFER = ("category", "province", "cooperative", "certificate", "free_from", "womens")


def page(question: str, number: str = "1") -> CataloguePage:
    return catalogue_page(filters_read(QueryDict(question)), number)


def offered(question: str) -> dict[str, dict[str, int]]:
    """facet -> value -> count, as the form shows them."""
    facets = page(question).facets
    found = {one.name: {option.value: option.count for option in one.options + one.more} for one in facets.facets}
    return found | {"womens": {"1": facets.womens.count}, "in_stock": {"1": facets.in_stock.count}}


@pytest.fixture
def shop(db) -> list[dict]:
    """Sixteen listings of three cooperatives, put together at random but always the same; a fourth is suspended."""
    pick = random.Random(4)
    food = Category.objects.create(path="0001", depth=1, numchild=1, name_fr="Épicerie", slug="food", code="food")
    cheese = Category.objects.create(path="00010001", depth=2, name_fr="Fromages", slug="cheese", code="cheese")
    home = Category.objects.create(path="0002", depth=1, name_fr="Maison", slug="home", code="home")
    essaouira = make_city("essaouira", province="MA-ESI")
    makers = [
        make_cooperative("one", is_womens=True), make_cooperative("two"), make_cooperative("three", city=essaouira),
        make_cooperative("gone", status=Cooperative.Status.SUSPENDED),
    ]  # fmt: skip
    listings = []
    for number in range(16):
        maker, codes = makers[number % 4], pick.sample(["milk", "gluten", "nuts"], pick.randint(0, 3))
        offers = [(pick.choice((20, 60, 99, 150, 400)), pick.choice((0, 5))) for _ in range(pick.choice((1, 1, 3)))]
        fields = {"cooperative": maker, "free_from": codes}
        if len(offers) == 1:
            listing = make_product(f"L{number}", price=str(offers[0][0]), stock=offers[0][1], **fields)
        else:
            listing = make_product(f"L{number}", stock=None, **fields)
            for price, stock in offers:
                make_variant(listing, price=str(price), stock=stock)
        shelves = pick.choice(([], [food], [cheese], [home], [cheese, home], [food, cheese]))
        for shelf in shelves:
            ProductCategory.objects.create(product=listing, category=shelf)
        kinds = []
        for kind, days in (("organic", pick.choice((-1, 0, None))), ("igp", pick.choice((-3, 9)))):
            if pick.random() < 0.5:
                ends = days if days is None else timezone.localdate() + timedelta(days=days)
                listing.certificates.create(cooperative=maker, kind=kind, reviewed_at=timezone.now(), expires_on=ends)
                kinds += [kind] if days is None or days >= 0 else []
        above = {one.slug for one in shelves} | ({"food"} if cheese in shelves else set())
        if maker.slug != "gone":
            listings.append({
                "title": listing.title_fr, "category": above, "province": {maker.province.slug},
                "cooperative": {maker.slug}, "certificate": set(kinds), "free_from": set(codes),
                "womens": {"1"} if maker.is_womens else set(), "offers": offers,
            })  # fmt: skip
    return listings


def fits(listing: dict, asked: QueryDict, *, without: str = "") -> bool:
    """Whether a listing is among what was asked for, told the long way."""
    for facet in ALL_BUT_OFFER:
        wanted = set(asked.getlist(facet))
        if facet == without or not wanted:
            continue
        if not (wanted <= listing[facet] if facet == "free_from" else wanted & listing[facet]):
            return False
    return any(offer_fits(offer, asked, without=without) for offer in listing["offers"])


def in_band(price: int, band: str) -> bool:
    start, end = BANDS[band]
    return start <= price and (end is None or price < end)


def offer_fits(offer: tuple[int, int], asked: QueryDict, *, without: str = "") -> bool:
    price, stock = offer
    bands = asked.getlist("price") if without != "price" else []
    return (
        (not bands or any(in_band(price, band) for band in bands))
        and price >= Decimal(asked.get("min", 0))
        and price <= Decimal(asked.get("max", 10_000))
        and (stock > 0 or "in_stock" not in asked or without == "in_stock")
    )


def recount(listings: list[dict], asked: QueryDict, facet: str, value: str) -> int:
    if facet == "price":
        found = [
            [offer for offer in one["offers"] if in_band(offer[0], value) and offer_fits(offer, asked, without="price")]
            for one in listings
            if fits({**one, "offers": one["offers"]}, asked, without="price")
        ]
        return sum(map(bool, found))
    if facet == "in_stock":
        left = [{**one, "offers": [offer for offer in one["offers"] if offer[1]]} for one in listings]
        return sum(fits(one, asked, without="in_stock") for one in left)
    if facet == "free_from":
        return sum(fits(one, asked) and value in one[facet] for one in listings)
    return sum(fits(one, asked, without=facet) and value in one[facet] for one in listings)


def questions() -> list[str]:
    """Forty, of up to five values each."""
    pick = random.Random(7)
    values = [
        "category=food", "category=cheese", "category=home", "province=ma-mar", "province=ma-esi", "cooperative=one",
        "cooperative=two", "cooperative=three", "certificate=organic", "certificate=igp", "free_from=milk",
        "free_from=gluten", "womens=1", "in_stock=1", "price=0-50", "price=50-100", "price=100-250", "min=30",
        "max=120",
    ]  # fmt: skip
    return ["", *("&".join(pick.sample(values, pick.randint(1, 5))) for _ in range(40))]


def test_every_count_and_every_list_is_what_a_recount_says(shop):
    for question in questions():
        asked, shown = QueryDict(question), page(question)
        expected = [one["title"] for one in shop if fits(one, asked)]
        assert sorted(card.listing.title_fr for card in shown.cards) == sorted(expected), question
        assert shown.page.total == shown.counts.total == len(expected), question
        for facet, options in offered(question).items():
            for value, count in options.items():
                assert count == recount(shop, asked, facet, value), (question, facet, value)


def test_a_value_that_shows_nothing_is_offered_only_when_it_is_chosen(shop):
    for question in questions():
        asked = QueryDict(question)
        for facet, options in offered(question).items():
            if facet not in ("womens", "in_stock"):
                assert all(count or value in asked.getlist(facet) for value, count in options.items()), question


def test_values_of_one_facet_add_up_and_free_from_narrows(client):
    make_product("Lait", free_from=["milk"], cooperative=make_cooperative("one"))
    make_product("Les deux", free_from=["milk", "gluten"], cooperative=make_cooperative("two"))
    assert titles(client, "?cooperative=one&cooperative=two&sort=new") == ["Les deux", "Lait"]
    assert titles(client, "?free_from=milk&free_from=gluten") == ["Les deux"]


def test_an_offer_must_be_both_in_stock_and_in_the_price_range(client):
    listing = make_product("Couscous", stock=None)
    make_variant(listing, price="20.00", stock=5), make_variant(listing, price="75.00", stock=0)
    make_variant(listing, price="145.00", stock=5)
    assert titles(client, "?price=50-100") == ["Couscous"]
    assert titles(client, "?price=50-100&in_stock=1") == []
    assert titles(client, "?min=30&max=80") == ["Couscous"]
    assert titles(client, "?min=80&max=120") == []


def test_a_certificate_stops_counting_the_day_after_it_expires_without_any_write():
    listing = make_product()
    listing.certificates.create(
        cooperative=listing.cooperative, kind="organic", reviewed_at=timezone.now(), expires_on=timezone.localdate()
    )
    assert offered("")["certificate"] == {"organic": 1}
    Certificate.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert "certificate" not in offered("")


def test_a_suspended_cooperatives_goods_leave_the_list_and_the_counts_at_once(client):
    product = make_product("Miel")
    assert titles(client, "") == ["Miel"]
    Cooperative.objects.filter(pk=product.cooperative_id).update(status=Cooperative.Status.SUSPENDED)
    assert titles(client, "") == []
    assert offered("")["price"] == {}


def test_beyond_a_thousand_counts_say_so_and_far_pages_are_there(client):
    make_many(1_100)
    for language, text in (("fr", "1\u00a0000+"), ("en", "1,000+"), ("ar", '<bdi dir="ltr">1\u00a0000+</bdi>')):
        html = client.get(f"/{language}/catalogue/").content.decode()
        assert text in unescape(html)
    html = client.get("/fr/catalogue/?page=41").content.decode()
    assert 'rel="next"' in html and "page=42" in html
    last = client.get("/fr/catalogue/?page=46").context["shown"]
    assert len(last.cards) == 1_101 - 45 * 24 and not last.page.has_next
    for number in ("47", "9" * 30):
        assert client.get(f"/fr/catalogue/?page={number}").status_code == 404


def test_no_listing_is_lost_or_shown_twice_between_pages():
    make_many(1_100)
    seen = [pk for number in range(1, 47) for pk in page("sort=cheap", str(number)).page.ids]
    assert len(seen) == len(set(seen)) == 1_101


def test_pages_are_numbered_and_keep_every_value(client):
    make_many(200)
    html = unescape(client.get("/fr/catalogue/?free_from=&price=0-50&price=50-100&page=3").content.decode())
    for number in (1, 2, 4, 9):
        assert re.search(rf'href="\?price=0-50&price=50-100&page={number}"', html), number


def test_each_chip_takes_only_its_value_away(client):
    for slug in ("one", "two"):
        make_product(cooperative=make_cooperative(slug))
    shown = page("cooperative=one&cooperative=two&price=0-50&min=10")
    assert [unescape(chip.href) for chip in shown.chips] == [
        "?cooperative=two&price=0-50&min=10", "?cooperative=one&price=0-50&min=10",
        "?cooperative=one&cooperative=two&min=10", "?cooperative=one&cooperative=two&price=0-50",
    ]  # fmt: skip


def test_where_nothing_is_left_the_page_says_what_keeps_goods_away(client):
    make_product(cooperative=make_cooperative("one"), price="20.00")
    make_product(cooperative=make_cooperative("two"), price="200.00")
    answer = client.get("/en/catalogue/?cooperative=one&price=100-250")
    ways = answer.context["shown"].ways_out
    assert {(way.href, way.count) for way in ways} == {("?price=100-250", 1), ("?cooperative=one", 1)}
    assert "Take one of these away" in answer.content.decode()


def test_many_cooperatives_stay_usable_a_few_stand_open(client):
    for _ in range(12):
        make_product()
    slug = Cooperative.objects.order_by("-slug")[0].slug
    html = client.get("/fr/catalogue/", {"cooperative": slug}).content.decode()
    (facet,) = (one for one in page("").facets.facets if one.name == "cooperative")
    assert (len(facet.options), len(facet.more)) == (6, 6)
    assert 'class="facet-more"' in html and f'value="{slug}" checked' in html


def test_the_form_is_plain_get_with_a_legend_for_every_facet(client):
    make_product(free_from=["milk"])
    html = client.get("/ar/catalogue/?free_from=milk").content.decode()
    form = html.split('class="form filters-form"')[1].split("</form>")[0]
    assert form.count("<fieldset") == form.count("<legend") > 3
    assert 'name="free_from" value="milk" checked' in form and "<button" in form


def test_facets_of_a_search_count_among_what_was_found(client):
    make_product("Quinoa blanc", cooperative=make_cooperative("one"))
    make_product("Savon", cooperative=make_cooperative("two"))
    rebuild()
    shown = client.get("/fr/search/?q=quinoa").context["shown"]
    (facet,) = (one for one in shown.facets.facets if one.name == "cooperative")
    assert [(option.value, option.count) for option in facet.options] == [("one", 1)]
    assert client.get("/fr/search/?q=zzzz").context["shown"].page.total == 0


@pytest.mark.parametrize(
    "question",
    ["price=x&price=0-50&page=1", "category=&category=%00", "province=" + "a" * 300, "&".join(["cooperative=a"] * 500),
     "min=-1", "max=1e999", "sort=best", "womens=2&in_stock=", "certificate=%27&free_from=%22"],
)  # fmt: skip
def test_a_value_that_nobody_offered_never_breaks_the_page(client, question):
    make_product()
    assert client.get(f"/fr/catalogue/?{question}").status_code == 200
    assert client.get(f"/ar/search/?q=couscous&{question}").status_code == 200


def test_counts_may_lag_but_cards_never_do(client, settings):
    settings.FACETS_MAY_LAG = 3600
    lagging.forget()
    try:
        product = make_product("Miel", price="42.00")
        assert "42,00" in client.get("/fr/catalogue/").content.decode()
        StockRecord.objects.filter(product=product).update(price=Decimal("43.50"), num_in_stock=0)
        Product.objects.filter(pk=product.pk).update(title_fr="Miel de thym")
        html = client.get("/fr/catalogue/").content.decode()
        assert "43,50" in html and "Miel de thym" in html and "card-sold-out" in html
        assert offered("")["in_stock"] == {"1": 1}
    finally:
        settings.FACETS_MAY_LAG = 0
        lagging.forget()
    assert offered("")["in_stock"] == {"1": 0}


def test_a_page_costs_the_same_whatever_is_ticked(client, shop):
    few = queries(client, "/fr/catalogue/")
    assert few <= CATALOGUE_LIMIT
    for question in questions()[:6]:
        assert queries(client, f"/fr/catalogue/?{question}") <= CATALOGUE_LIMIT


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_ranges_of_prices_are_said_in_every_language(client, language):
    make_product(price="20.00")
    with override(language):
        (facet,) = (one for one in page("").facets.facets if one.name == "price")
        assert str(facet.options[0].label) in client.get(f"/{language}/catalogue/").content.decode()
