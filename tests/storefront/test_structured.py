"""What product pages and storefronts say to machines."""

import json
import re

import pytest
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.models import Category, ProductCategory
from tests.factories import make_cooperative, make_product, make_product_class

from .public import address

pytestmark = pytest.mark.django_db


def data_of(client, url: str) -> list[dict]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(url).content.decode())
    return json.loads(text)


def test_a_product_has_its_offer_its_rating_and_the_way_to_it(client):
    product = make_product("Quinoa", price="42.00", stock=9)
    shelf = Category.objects.create(path="0001", depth=1, name_fr="Épicerie", slug="food", code="food")
    ProductCategory.objects.create(product=product, category=shelf)
    for score in (4, 5):
        ProductReview.objects.create(
            product=product, score=score, title="Bon", body="Bon", name="Salma", status=ProductReview.APPROVED
        )
    thing, trail = data_of(client, address(product, "fr"))
    assert (thing["@type"], thing["name"]) == ("Product", "Quinoa")
    assert (thing["offers"]["price"], thing["offers"]["priceCurrency"]) == ("42.00", "MAD")
    assert thing["offers"]["availability"] == "https://schema.org/InStock"
    assert thing["offers"]["seller"]["name"] == product.cooperative.name
    assert thing["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 4.5,
        "reviewCount": 2,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert thing["url"].startswith("http")
    assert [step["name"] for step in trail["itemListElement"]] == ["Le marché", "Épicerie", "Quinoa"]
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2, 3]


def test_what_is_sold_out_says_so_and_without_reviews_there_is_no_rating(client):
    thing, _trail = data_of(client, address(make_product(stock=0), "ar"))
    assert thing["offers"]["availability"] == "https://schema.org/OutOfStock"
    assert "aggregateRating" not in thing


@pytest.mark.parametrize(
    ("withdrawal", "category"),
    [("allowed", "FiniteReturnWindow"), ("perishable", "NotPermitted"), ("made_to_order", "NotPermitted")],
)
def test_the_right_of_withdrawal_is_told_as_a_policy(client, settings, withdrawal, category):
    kind = make_product_class(f"kind-{withdrawal}", withdrawal=withdrawal)
    thing, _trail = data_of(client, address(make_product(product_class=kind), "fr"))
    policy = thing["offers"]["hasMerchantReturnPolicy"]
    assert policy["returnPolicyCategory"] == f"https://schema.org/MerchantReturn{category}"
    assert policy.get("merchantReturnDays") == (settings.WITHDRAWAL_DAYS if withdrawal == "allowed" else None)


def test_words_cannot_end_the_element(client):
    product = make_product("Quinoa </script><script>alert(1)</script> & co")
    thing, _trail = data_of(client, address(product, "fr"))
    assert thing["name"] == "Quinoa </script><script>alert(1)</script> & co"
    assert "<script>alert" not in client.get(address(product, "fr")).content.decode()


def test_a_storefront_is_an_organization_with_its_place(client):
    make_cooperative("tisseuses", name_fr="Tisseuses", founded_year=2008, address="3, rue du Puits")
    (maker,) = data_of(client, "/fr/cooperatives/tisseuses/")
    assert (maker["@type"], maker["name"], maker["foundingDate"]) == ("Organization", "Tisseuses", "2008")
    assert maker["address"]["streetAddress"] == "3, rue du Puits"
    assert maker["address"]["addressCountry"] == "MA"
