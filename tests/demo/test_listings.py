"""The demonstration's listings refer to what exists, add up and show every state: plain files, no database."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.demo.content_files import (
    CATEGORIES,
    CLASS,
    CLASSES,
    COOPERATIVE,
    FICTITIOUS,
    LISTING,
    LISTINGS,
    REAL,
    ZONES,
    flat,
    offers,
)

ALLERGENS = {
    "gluten", "crustaceans", "eggs", "fish", "peanuts", "soy", "milk", "nuts", "celery", "mustard", "sesame",
    "sulphites", "lupin", "molluscs",
}  # fmt: skip
SUBJECTS = {
    "couscous", "couscous_bag", "cheese_herbs", "cheese_fresh", "cheese_aged", "argan_bottle", "olive_bottle",
    "honey_jar", "cumin_sack", "walnuts", "apples", "rug", "thuya_box", "soap", "cosmetic_bottle", "herbs",
    "lodging", "basket",
}  # fmt: skip
OFFER_FIELDS = {
    "price", "net_quantity", "net_unit", "weight_g", "length_cm", "width_cm", "height_cm", "stock", "size_label",
}  # fmt: skip


def test_the_shop_has_24_listings_of_nine_cooperatives() -> None:
    assert len(LISTINGS) == 24
    assert (len(REAL), len(FICTITIOUS)) == (2, 7)
    assert {listing["cooperative"] for listing in LISTINGS} == set(COOPERATIVE)


def test_listings_refer_to_what_exists() -> None:
    leaves = {category["slug"] for category in flat(CATEGORIES) if not category["children"]}
    assert {listing["category"] for listing in LISTINGS} == leaves, "no empty category, no unknown one"
    assert {listing["class"] for listing in LISTINGS} == set(CLASS)
    for listing in LISTINGS:
        assert listing["picture"]["subject"] in SUBJECTS, listing["code"]
        certificates = {certificate["kind"] for certificate in COOPERATIVE[listing["cooperative"]]["certificates"]}
        assert set(listing["certificates"]) <= certificates, listing["code"]


def test_neighbouring_cards_show_different_pictures() -> None:
    subjects = [listing["picture"]["subject"] for listing in LISTINGS]
    assert all(left != right for left, right in pairwise(subjects))
    assert len(set(subjects)) >= 12


def test_classes_say_how_goods_travel() -> None:
    for entry in CLASSES:
        assert entry["temperature"] in {"ambient", "chilled"}
        assert entry["withdrawal"] in {"allowed", "perishable", "made_to_order", "date_bound"}
        assert entry["perishable"] == (entry["withdrawal"] == "perishable"), entry["code"]
        assert entry["perishable"] or entry["temperature"] == "ambient", entry["code"]


@pytest.mark.parametrize("code", LISTING)
def test_offers_are_complete_and_priced(code: str) -> None:
    listing = LISTING[code]
    assert ("offer" in listing) != ("variants" in listing)
    assert "offer" in listing or len(listing["variants"]) >= 2
    needs_parcel = CLASS[listing["class"]]["requires_shipping"]
    for offer in offers(listing):
        assert set(offer) - {"code"} == OFFER_FIELDS
        assert ("code" in offer) == ("variants" in listing)
        assert re.fullmatch(r"\d+\.\d{2}", offer["price"]) and Decimal(offer["price"]) > 0
        assert offer["net_unit"] in {"g", "ml", "piece"} and Decimal(offer["net_quantity"]) > 0
        assert offer["stock"] >= 0
        for field in ("weight_g", "length_cm", "width_cm", "height_cm"):
            assert (offer[field] is not None) == needs_parcel, field
            assert not needs_parcel or offer[field] > 0, field
        if needs_parcel and offer["net_unit"] == "g":
            assert offer["weight_g"] > Decimal(offer["net_quantity"]), "packed weight includes the packing"


def test_larger_variants_cost_less_by_the_unit() -> None:
    for listing in LISTINGS:
        rates = [Decimal(o["price"]) / Decimal(o["net_quantity"]) for o in listing.get("variants", [])]
        assert rates == sorted(rates, reverse=True), listing["code"]


def test_food_says_ingredients_storage_and_allergens_once() -> None:
    food = {category["slug"] for category in flat(CATEGORIES[0]["children"])}
    for listing in LISTINGS:
        if listing["category"] in food:
            assert listing["ingredients"] and listing["storage"], listing["code"]
        said = listing["allergens"] + listing["may_contain"] + listing["free_from"]
        assert len(said) == len(set(said)) and set(said) <= ALLERGENS, listing["code"]


def test_cheese_declares_milk_and_travels_cold_for_two_days() -> None:
    cheeses = [listing for listing in LISTINGS if listing["class"] == "cheese"]
    assert len(cheeses) == 5
    for cheese in cheeses:
        assert "milk" in cheese["allergens"] and cheese["delivery"] == {"max_days": 2}, cheese["code"]
    assert CLASS["cheese"]["temperature"] == "chilled"


def test_delivery_limits_are_of_known_kinds() -> None:
    for listing in LISTINGS:
        limits = listing["delivery"] or {}
        assert set(limits) <= {"max_days", "zones"}, listing["code"]
        assert set(limits.get("zones", [])) <= ZONES, listing["code"]
    assert COOPERATIVE[LISTING["pommes-caisse"]["cooperative"]]["offers_pickup"]
    assert LISTING["pommes-caisse"]["delivery"] == {"zones": ["marrakech-safi"]}


def test_couscous_declares_gluten_even_as_a_trace() -> None:
    couscous = [listing for listing in LISTINGS if listing["class"] == "couscous"]
    assert len(couscous) == 5
    for listing in couscous:
        assert "gluten" in listing["allergens"] + listing["may_contain"], listing["code"]
    assert LISTING["couscous-quinoa"]["may_contain"] == ["gluten"]


def test_every_state_a_page_must_show_has_its_listing() -> None:
    stocks = [offer["stock"] for listing in LISTINGS for offer in offers(listing)]
    assert 0 in stocks and 2 in stocks
    assert max(len(listing["title"]["fr"]) for listing in LISTINGS) > 130
    assert any(not CLASS[listing["class"]]["requires_shipping"] for listing in LISTINGS)


def test_unique_pieces_are_single() -> None:
    for listing in LISTINGS:
        if listing["is_unique"]:
            assert listing["class"] == "carpet" and listing["offer"]["stock"] == 1, listing["code"]
    assert sum(listing["is_unique"] for listing in LISTINGS) == 2
