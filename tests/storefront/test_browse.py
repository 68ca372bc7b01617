"""The public pages: the same for everybody, in a number of queries that never grows."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.signing import Signer
from django.db import connection, models
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.choices import State
from catalogue.models import Category, Product, ProductCategory, ProductImage
from cooperatives.models import Certificate, Cooperative
from tests.factories import (
    make_basket,
    make_carrier,
    make_city,
    make_cooperative,
    make_product,
    make_product_class,
    make_user,
    make_variant,
)

pytestmark = pytest.mark.django_db

CATALOGUE_LIMIT, PRODUCT_LIMIT = 8, 9


def address(product: Product, language: str = "fr") -> str:
    with override(language):
        return reverse("storefront:product", args=[product.slug, product.pk])


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def titles(client, question: str) -> list[str]:
    response = client.get(f"/fr/catalogue/{question}")
    return [card.listing.title for card in response.context["shown"].cards]


def make_image(product: Product) -> ProductImage:
    return ProductImage.objects.create(
        product=product, original=f"products/{product.listing_code}/a.jpg", width=1200, height=1500
    )


def make_many(number: int) -> None:
    """`number` copies of a live listing with stock, made by the database: instances of Oscar's model take long."""
    model = make_product("Couscous")
    _copy(model, number, id=f"{10**6} + n", listing_code="'bulk-' || n", slug="'bulk-' || n")
    stock = {"product_id": f"{10**6} + n", "partner_sku": "'bulk-' || n", "price": "10 + mod(n, 90)"}
    _copy(model.stockrecords.get(), number, id=f"{10**6} + n", **stock)


def _copy(row: models.Model, number: int, **different: str) -> None:
    """Rows like `row`; different: SQL expressions over `n`, from 1 to `number`."""
    columns = [field.column for field in row._meta.concrete_fields]
    values = ", ".join(different.get(column, f'"{column}"') for column in columns)
    table, names = row._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(  # the names are the model's own
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", generate_series(1, %s) n WHERE id = %s',  # noqa: S608
            [number, row.pk],
        )
        cursor.execute(f'ANALYZE "{table}"')


# --- the same for everybody --------------------------------------------------------------------------------------


@pytest.fixture
def pages(db) -> list[str]:
    product = make_product()
    return [
        "/fr/", "/ar/catalogue/", "/fr/catalogue/?q=couscous&min=10&sort=cheap", address(product, "ar"),
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
        assert not [one["sql"] for one in asked if not one["sql"].startswith("SELECT")], page


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
    assert 'href="/ar/catalogue/?q=miel"' in client.get("/fr/catalogue/?q=miel").content.decode()


@pytest.mark.parametrize("page", ["", "catalogue/", "cooperatives/", "terms/"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_empty_market_still_has_its_pages(client, page, language):
    assert client.get(f"/{language}/{page}").status_code == 200


# --- queries -----------------------------------------------------------------------------------------------------


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


def test_product_page_stays_within_its_queries(client):
    cooperative = make_cooperative()
    product = make_product(stock=None, cooperative=cooperative)
    for price in ("20.00", "38.00", "90.00"):
        make_variant(product, price=price)
    for _ in range(6):
        make_image(make_product(cooperative=cooperative))
    make_carrier()
    assert queries(client, address(product) + "?city=marrakech") <= PRODUCT_LIMIT


def test_storefront_and_home_cost_the_same_for_one_listing_or_twenty(client):
    product = make_product()
    pages = ["/fr/", "/fr/cooperatives/", f"/fr/cooperatives/{product.cooperative.slug}/"]
    one = [queries(client, page) for page in pages]
    for _ in range(20):
        make_product(cooperative=product.cooperative)
        make_product()
    assert [queries(client, page) for page in pages] == one


# --- catalogue ---------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("words", ["quinoa", "QUINOA tisseuses", "تعاونية", "(en)"])
def test_search_finds_titles_and_cooperatives_in_every_language(client, words):
    make_product("Quinoa", cooperative=make_cooperative("tisseuses"))
    assert titles(client, f"?q={words}") == ["Quinoa"]


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


@pytest.mark.parametrize(
    "question", ["?q=%00", "?category=%00&min=1e9&max=nan", "?free_from=x&sort=y&province='", "?min=٣"]
)
def test_a_strange_question_is_answered(client, question):
    make_product()
    assert client.get(f"/fr/catalogue/{question}").status_code == 200


def test_an_empty_list_offers_a_way_out(client):
    html = client.get("/en/catalogue/?q=zzz").content.decode()
    assert "Nothing here matches" in html and "See everything" in html


def test_paging_keeps_the_filters(client):
    make_many(30)
    html = client.get("/fr/catalogue/?q=couscous").content.decode()
    assert 'href="?q=couscous&amp;page=2"' in html
    assert len(titles(client, "?q=couscous&page=2")) == 7


# --- product -----------------------------------------------------------------------------------------------------


def test_an_old_title_in_the_address_leads_to_the_present_one(client):
    product = make_product()
    response = client.get(f"/fr/catalogue/ancien_{product.pk}/?city=marrakech")
    assert (response.status_code, response["Location"]) == (301, address(product) + "?city=marrakech")


def test_a_listing_that_is_not_live_is_404(client):
    paused = make_product(state=State.PAUSED)
    assert client.get(address(paused)).status_code == 404


def test_a_variant_is_chosen_by_the_address(client):
    listing = make_product(stock=None)
    make_variant(listing, size="500 g", price="18.00")
    large = make_variant(listing, size="5 kg", price="145.00")
    html = client.get(address(listing) + f"?size={large.pk}").content.decode()
    assert f'name="variant" value="{large.pk}"' in html
    assert client.get(address(listing)).context["shown"].offer.price == Decimal("18.00")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stock": 9}, "In stock"),
        ({"stock": 2}, "Only 2 left"),
        ({"stock": 0}, "Sold out"),
        ({"stock": 1, "is_unique": True}, "One of a kind"),
    ],
)
def test_stock_is_told_in_words(client, fields, words):
    assert words in client.get(address(make_product(**fields), "en")).content.decode()


def test_goods_made_to_order_say_in_how_many_days(client):
    kind = make_product_class("rug", withdrawal="made_to_order")
    html = client.get(address(make_product(product_class=kind, ready_in_days=21), "en")).content.decode()
    assert "Made to your order in 21 days" in html
    assert "the law excludes the right of withdrawal" in html


def test_what_is_sold_out_cannot_be_added(client):
    assert "data-add" not in client.get(address(make_product(stock=0))).content.decode()


def test_delivery_to_a_city_is_quoted_or_refused_with_its_reason(client):
    make_carrier(price="25.00")
    make_city("dakhla", zone="south")
    product = make_product()
    quoted = client.get(address(product, "en") + "?city=marrakech").content.decode()
    assert "25.00" in quoted and "working days" in quoted
    assert "Not delivered to Dakhla" in client.get(address(product, "en") + "?city=dakhla").content.decode()


def test_goods_without_parcel_say_that_nothing_is_sent(client):
    kind = make_product_class("visit", requires_shipping=False)
    html = client.get(address(make_product(product_class=kind), "en") + "?city=marrakech").content.decode()
    assert "Nothing is sent" in html and 'name="city"' not in html


def test_a_description_is_sanitised_again_when_it_is_shown(client):
    product = make_product()
    Product.objects.filter(pk=product.pk).update(description_fr="<p>bon</p><script>alert(1)</script><b onclick=x>!</b>")
    html = client.get(address(product)).content.decode()
    assert "<p>bon</p>" in html and "alert(1)" not in html and "onclick" not in html


def test_a_badge_lasts_as_long_as_its_certificate(client):
    product = make_product()
    today = timezone.localdate()
    certificate = Certificate.objects.create(
        cooperative=product.cooperative, kind="organic", reviewed_at=timezone.now(), expires_on=today
    )
    product.certificates.add(certificate)
    assert "Organic" in client.get(address(product, "en")).content.decode()
    Certificate.objects.update(expires_on=today - timedelta(days=1))
    assert "Organic" not in client.get(address(product, "en")).content.decode()


def test_numbers_in_arabic_are_isolated(client):
    html = client.get(address(make_product(price="2400.00"), "ar")).content.decode()
    assert re.search(r'<bdi dir="ltr">2\s400,00</bdi>', html)


# --- cooperatives ------------------------------------------------------------------------------------------------


def test_an_invented_cooperative_says_so(client):
    make_cooperative("exemple", is_fictitious=True)
    assert "invented for the demonstration" in client.get("/en/cooperatives/exemple/").content.decode()


def test_a_cooperative_that_does_not_sell_is_404(client):
    make_cooperative("fermee", status=Cooperative.Status.CLOSED)
    assert client.get("/fr/cooperatives/fermee/").status_code == 404


# --- errors, personal part ---------------------------------------------------------------------------------------


def test_an_unknown_address_is_told_kindly_in_the_readers_language(client):
    response = client.get("/ar/rien/")
    assert response.status_code == 404 and 'dir="rtl"' in response.content.decode()


def test_the_error_page_needs_neither_database_nor_context(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "<h1>" in render_to_string("storefront/500.html")


def test_the_personal_fragment_counts_a_guests_units_in_one_query(client, settings, django_assert_num_queries):
    basket = make_basket((make_product(), 2), (make_product(), 3))
    client.cookies[settings.OSCAR_BASKET_COOKIE_OPEN] = Signer().sign(basket.pk)
    with django_assert_num_queries(1):
        response = client.get("/fr/me/")
    assert response.json()["count"] == 5
    assert "no-store" in response["Cache-Control"] and "csrftoken" in response.cookies


def test_the_personal_fragment_of_nobody_asks_the_database_nothing(client, settings, django_assert_num_queries):
    client.cookies[settings.OSCAR_BASKET_COOKIE_OPEN] = "1:forged"
    with django_assert_num_queries(0):
        mine = client.get("/fr/me/").json()
    assert (mine["count"], mine["name"], mine["messages"]) == (0, "", [])
    assert mine["csrf"]


def test_the_personal_fragment_names_a_signed_in_shopper(client):
    user = make_user(name="Salma")
    basket = make_basket((make_product(), 4))
    basket.owner = user
    basket.save()
    client.force_login(user)
    mine = client.get("/fr/me/").json()
    assert (mine["name"], mine["count"]) == ("Salma", 4)


def test_the_readable_marker_follows_the_basket(client):
    product = make_product()
    assert "here" not in client.get(address(product)).cookies
    added = client.post(f"/fr/basket/add/{product.pk}/", {"variant": product.pk, "quantity": 1})
    assert added.cookies["here"].value == "1" and not added.cookies["here"]["httponly"]


def test_a_woven_band_is_wide_small_and_kept_for_ever(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/bands/couscous/al-alfia-atalita.svg")
    assert 'width="4608"' in response.content.decode() and len(response.content) < 8_000
    assert "immutable" in response["Cache-Control"]
    assert client.get("/bands/nothing/al-alfia-atalita.svg").status_code == 404
