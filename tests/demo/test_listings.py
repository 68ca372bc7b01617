"""The demonstration's listings refer to what exists, add up and show every state: plain files, no database."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest

from marketplace.demo.pictures import SUBJECTS
from tests.demo.content_files import (
    CATEGORIES,
    CLASS,
    CLASSES,
    COOPERATIVE,
    COOPERATIVES,
    FICTITIOUS,
    LANGUAGES,
    LISTING,
    LISTINGS,
    ZONES,
    flat,
    offers,
)

ALLERGENS = {
    "gluten", "crustaceans", "eggs", "fish", "peanuts", "soy", "milk", "nuts", "celery", "mustard", "sesame",
    "sulphites", "lupin", "molluscs",
}  # fmt: skip
REAL_SELLERS = {"al-alfia-atalita", "kokiaj-mogador"}
FOOD = {category["slug"] for category in flat(CATEGORIES[0]["children"])}
WORDS_OF_ALLERGENS = {
    r"semoule de blé|semoule d’orge|farine de blé": "gluten",
    r"amandes|cerneaux|noix": "nuts",
    r"\blait\b|beurre": "milk",
    r"sésame": "sesame",
    r"cacahuètes": "peanuts",
    r"œufs": "eggs",
}
OFFER_FIELDS = {
    "price", "net_quantity", "net_unit", "weight_g", "length_cm", "width_cm", "height_cm", "stock", "size_label",
}  # fmt: skip


def test_the_shop_is_full_and_every_selling_cooperative_has_a_choice() -> None:
    assert len(LISTINGS) >= 85
    assert len(FICTITIOUS) >= 16
    selling = [cooperative for cooperative in COOPERATIVES if cooperative.get("status") != "directory"]
    assert len({cooperative["province"] for cooperative in selling}) >= 6
    assert {cooperative["slug"] for cooperative in selling if not cooperative["is_fictitious"]} == REAL_SELLERS
    many = Counter(listing["cooperative"] for listing in LISTINGS)
    assert set(many) == {cooperative["slug"] for cooperative in selling}, "and nobody else sells"
    assert min(many.values()) >= 3


def test_food_is_more_than_half_of_the_shop() -> None:
    assert len([listing for listing in LISTINGS if listing["category"] in FOOD]) >= 48


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
    assert len(set(subjects)) >= 30


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
    for listing in LISTINGS:
        if listing["category"] in FOOD:
            assert listing["ingredients"] and listing["storage"], listing["code"]
        said = listing["allergens"] + listing["may_contain"] + listing["free_from"]
        assert len(said) == len(set(said)) and set(said) <= ALLERGENS, listing["code"]


def test_cheese_declares_milk_and_travels_cold_for_two_days() -> None:
    cheeses = [listing for listing in LISTINGS if listing["class"] == "cheese"]
    assert len(cheeses) >= 5
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
    couscous = [listing for listing in LISTINGS if listing["category"] == "couscous"]
    assert len(couscous) >= 5
    for listing in couscous:
        assert "gluten" in listing["allergens"] + listing["may_contain"], listing["code"]
    assert LISTING["couscous-quinoa"]["may_contain"] == ["gluten"]


@pytest.mark.parametrize(("word", "allergen"), WORDS_OF_ALLERGENS.items())
def test_an_ingredient_that_is_an_allergen_is_declared(word: str, allergen: str) -> None:
    """Words of the French list of ingredients; what is declared must be in it, and never promised absent."""
    found = [x for x in LISTINGS if x["category"] in FOOD and re.search(word, x["ingredients"]["fr"], re.IGNORECASE)]
    assert found
    for listing in found:
        assert allergen in listing["allergens"], listing["code"]
        assert allergen not in listing["free_from"], listing["code"]


def test_honey_warns_for_children_under_one_year() -> None:
    for listing in LISTINGS:
        if listing["category"] == "honey":
            assert "un an" in listing["description"]["fr"], listing["code"]
            assert "under one year" in listing["description"]["en"], listing["code"]
            assert "دون السنة" in listing["description"]["ar"], listing["code"]


def test_no_text_is_copied_from_one_listing_to_another() -> None:
    for language in LANGUAGES:
        for field in ("title", "description"):
            said = [listing[field][language] for listing in LISTINGS]
            assert len(said) == len(set(said)), (field, language)


def test_every_state_a_page_must_show_has_its_listing() -> None:
    stocks = Counter(offer["stock"] for listing in LISTINGS for offer in offers(listing))
    assert stocks[0] >= 3, "a few are sold out"
    assert sum(stocks[left] for left in (1, 2, 3)) >= 6, "a few are nearly so"
    assert max(len(listing["title"]["fr"]) for listing in LISTINGS) > 130
    assert any(not CLASS[listing["class"]]["requires_shipping"] for listing in LISTINGS)


def test_unique_pieces_are_single() -> None:
    for listing in LISTINGS:
        if listing["is_unique"]:
            assert listing["class"] == "carpet" and listing["offer"]["stock"] == 1, listing["code"]
    assert sum(listing["is_unique"] for listing in LISTINGS) >= 2
