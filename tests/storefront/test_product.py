"""The product page: what it says of stock, delivery, rights, papers and the seller."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.choices import State
from catalogue.models import Product
from cooperatives.models import Certificate
from marketplace.shop.order.tracking import tracking_secret
from tests.factories import (
    make_carrier,
    make_city,
    make_cooperative,
    make_order,
    make_product,
    make_product_class,
    make_variant,
)

from .public import PRODUCT_LIMIT, address, make_image, queries
from .test_checkout import add, go_to_review

pytestmark = pytest.mark.django_db

# Of an order.
PAGES = ("track", "thanks")


def test_product_page_stays_within_its_queries(client):
    cooperative = make_cooperative()
    product = make_product(stock=None, cooperative=cooperative)
    for price in ("20.00", "38.00", "90.00"):
        make_variant(product, price=price)
    for _ in range(6):
        make_image(make_product(cooperative=cooperative))
    make_carrier()
    assert queries(client, address(product) + "?city=marrakech") <= PRODUCT_LIMIT


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


# --- the seller, as law 31-08 asks ---------------------------------------------------------------------------------


def seller(html: str) -> str:
    return html.split('class="identity"')[1].split("</div>\n</div>")[0]


def test_the_seller_is_named_with_address_telephone_and_registration(client):
    cooperative = make_cooperative(
        "al-alfia", address_fr="Commune de Bourous", phone="+212524446708", registration_number="12/2008",
        registration_court="Benguerir",
    )  # fmt: skip
    html = seller(client.get(address(make_product(cooperative=cooperative), "en")).content.decode())
    assert "Al Alfia" in html and "Commune de Bourous" in html and 'href="tel:+212524446708"' in html
    assert "12/2008" in html and "Benguerir" in html and "to be completed" not in html


def test_what_is_not_known_of_the_seller_is_said_and_never_made_up(client):
    html = seller(client.get(address(make_product(), "en")).content.decode())
    assert html.count("to be completed") == 3


def test_a_registration_number_without_its_court_proves_nothing(client):
    cooperative = make_cooperative(registration_number="12/2008")
    assert "12/2008" not in client.get(address(make_product(cooperative=cooperative))).content.decode()


def test_an_invented_seller_says_so_beside_its_name(client):
    product = make_product(cooperative=make_cooperative(is_fictitious=True))
    assert "An invented cooperative" in seller(client.get(address(product, "en")).content.decode())


def test_the_pages_of_an_order_name_every_seller(client):
    order = make_order((make_product(), 1), (make_product(), 1))
    with override("en"):
        links = [reverse(f"storefront:{name}", args=[order.number, tracking_secret(order)]) for name in PAGES]
    for link in links:
        html = client.get(link).content.decode()
        assert html.count('class="identity"') == 2
        assert all(f"<bdi>{part.cooperative_name}</bdi>" in html for part in order.parts.all())


def test_the_review_page_names_every_seller_before_the_order(client):
    make_carrier()
    with override("fr"):
        add(client, make_product()), add(client, make_product())
        html = go_to_review(client).content.decode()
    assert html.count('class="identity"') == 2


# --- pictures, papers, origin --------------------------------------------------------------------------------------


def test_several_pictures_each_have_a_thumbnail_that_leads_to_it(client):
    product = make_product()
    for number in range(3):
        make_image(product, name=str(number), display_order=number)
    html = client.get(address(product)).content.decode()
    for number in (1, 2, 3):
        assert f'id="picture-{number}"' in html and f'href="#picture-{number}"' in html


def test_one_picture_needs_no_thumbnails(client):
    product = make_product()
    make_image(product)
    assert "gallery-thumbs" not in client.get(address(product)).content.decode()


def test_a_certificate_is_shown_with_its_number_and_dates(client):
    product = make_product()
    certificate = Certificate.objects.create(
        cooperative=product.cooperative, kind="igp", number="IGP-7", issued_on=date(2024, 3, 1),
        expires_on=timezone.localdate().replace(month=12, day=31), reviewed_at=timezone.now(),
    )  # fmt: skip
    product.certificates.add(certificate)
    html = client.get(address(product, "en")).content.decode()
    assert "IGP-7" in html and "Issued on 1 March 2024" in html and "Valid until 31 December" in html


def test_the_origin_leads_to_its_province(client):
    product = make_product()
    with override("en"):
        province = reverse("storefront:province", args=[product.cooperative.province.slug])
    assert html_facts(client.get(address(product, "en"))).count(f'href="{province}"') == 1


def html_facts(response) -> str:
    return response.content.decode().split('aria-labelledby="facts"')[1].split("</section>")[0]
