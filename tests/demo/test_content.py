"""The demonstration's texts are complete, honest and in three languages: plain files, no database."""

from __future__ import annotations

import re

import pytest

from tests.demo.content_files import (
    CATEGORIES,
    CLASS,
    CLASSES,
    COOPERATIVE,
    COOPERATIVES,
    FICTITIOUS,
    FILES,
    LANGUAGES,
    LISTING,
    LISTINGS,
    flat,
    province_by_city,
    texts,
)

EXAMPLE_MARK = {"fr": "(exemple)", "ar": "(مثال)", "en": "(example)"}
CRAFTS = {
    "couscous", "cheese", "argan", "olive", "carpet", "honey", "cumin", "nuts", "wood", "cosmetics", "herbs",
    "tourism", "crafts",
}  # fmt: skip
COTTON = re.compile(r"\bcoton|\bcotton|قطن", re.IGNORECASE)  # a mistranslation of "pulses" in an old text
CEDAR = re.compile(r"cèdre|\bcedar|أرز", re.IGNORECASE)  # the wood is thuya; in a recipe أرز is rice
HEALTH_CLAIMS = re.compile(
    r"soigne|guéri|cholest|immunit|diabèt|anti-|remède|cures?\b|heals?\b|remedy|immun|diabet|يعالج|يشفي|علاج|شفاء|مناعة",
    re.IGNORECASE,
)
PROTECTED_SIGNS = re.compile(r"\bIGP\b|\bAOP\b|\bargane\b|\bPGI\b|\bPDO\b|Mourafaka|مرافقة\s+المرحلة", re.IGNORECASE)
FIELDS = {
    "cooperatives": "slug names tagline about craft kind province city commune address phone email registration_number "
    "registration_court registered_on founded_year members_count members_note is_womens is_fictitious handling_days "
    "accept_hours offers_pickup brand story_title certificates",
    "classes": "code names temperature fragile perishable withdrawal requires_shipping",
    "categories": "slug names descriptions children",
    "listings": "code cooperative class category picture title description ingredients storage care allergens "
    "may_contain free_from harvest_year ready_in_days is_unique certificates delivery typed",
}
TRANSLATED = {"names", "tagline", "about", "address", "descriptions", "title", "description"}  # never null
# A name or the label of a size may be the same word in French and in English ("Couscous", "500 g").
MAY_BE_ALIKE = re.compile(r"\.(size_label|names)$")


@pytest.mark.parametrize("name", FILES)
def test_every_entry_has_the_fields_of_its_file(name: str) -> None:
    for entry in flat(FILES[name]) if name == "categories" else FILES[name]:
        assert set(entry) - {"offer", "variants", "status", "hours"} == set(FIELDS[name].split()), entry
        assert all(isinstance(entry[field], dict) for field in TRANSLATED & set(entry)), entry


@pytest.mark.parametrize("name", FILES)
def test_every_text_stands_in_three_languages_and_is_no_copy(name: str) -> None:
    for path, text in texts(FILES[name], name):
        assert set(text) == set(LANGUAGES), path
        assert all(text[language].strip() == text[language] != "" for language in LANGUAGES), path
        assert text["ar"] not in (text["fr"], text["en"]), path
        assert MAY_BE_ALIKE.search(path) or text["fr"] != text["en"], path
        assert not re.search(r"[\u0600-\u06ff]", text["fr"] + text["en"]), path
        assert re.search(r"[\u0600-\u06ff]", text["ar"]), path


@pytest.mark.parametrize("name", FILES)
def test_translations_are_about_as_long_as_each_other(name: str) -> None:
    for path, text in texts(FILES[name], name):
        lengths = sorted(len(text[language]) for language in LANGUAGES)
        assert lengths[0] * 2.5 + 20 >= lengths[2], path
        assert len({text[language].count("\n\n") for language in LANGUAGES}) == 1, path


@pytest.mark.parametrize("name", FILES)
def test_arabic_numbers_read_left_to_right_in_right_to_left_text(name: str) -> None:
    """Digits apart by a plain space or a sign are shown in reverse order; Arabic-Indic digits are not used here."""
    for path, text in texts(FILES[name], name):
        assert not re.search(r"\d\s*[\u00d7x/\u2013-]\s*\d|\d \d", text["ar"]), path
        assert not re.search(r"[\u0660-\u0669]", text["ar"]), path
        assert not re.search(r"[,;?]", text["ar"]), f"Latin punctuation in Arabic: {path}"


def test_codes_are_unique() -> None:
    for codes in (
        [cooperative["slug"] for cooperative in COOPERATIVES],
        [entry["code"] for entry in CLASSES],
        [category["slug"] for category in flat(CATEGORIES)],
        [listing["code"] for listing in LISTINGS] + [v["code"] for x in LISTINGS for v in x.get("variants", [])],
        [listing["picture"]["seed"] for listing in LISTINGS],
    ):
        assert len(codes) == len(set(codes))


def test_cooperatives_stand_in_known_places() -> None:
    province_of = province_by_city()
    for cooperative in COOPERATIVES:
        assert province_of[cooperative["city"]] == cooperative["province"], cooperative["slug"]
        assert cooperative["craft"] in CRAFTS, cooperative["slug"]


def test_fictitious_cooperatives_carry_the_mark_and_real_ones_do_not() -> None:
    for cooperative in COOPERATIVES:
        for language in LANGUAGES:
            marked = cooperative["names"][language].endswith(EXAMPLE_MARK[language])
            assert marked == cooperative["is_fictitious"], cooperative["slug"]
    for cooperative in FICTITIOUS:
        assert not cooperative["certificates"] and not cooperative["brand"] and not cooperative["story_title"]
        assert "démonstration" in cooperative["about"]["fr"], cooperative["slug"]


def test_nobody_has_an_invented_number_telephone_or_address_of_mail() -> None:
    for cooperative in COOPERATIVES:
        for field in ("phone", "email", "registration_number", "registration_court", "registered_on"):
            assert cooperative[field] is None, (cooperative["slug"], field)
        assert all(certificate["number"] is None for certificate in cooperative["certificates"])


def test_published_facts_of_al_alfia_atalita_are_kept() -> None:
    cooperative = COOPERATIVE["al-alfia-atalita"]
    assert (cooperative["founded_year"], cooperative["members_count"], cooperative["is_womens"]) == (2008, 30, True)
    assert (cooperative["province"], cooperative["commune"]) == ("MA-REH", "Bourous")
    for figure in ("2\u00a0000\u00a0000", "1\u00a0200\u00a0000", "800\u00a0000"):
        assert figure in cooperative["about"]["fr"]
    for figure in ("2,000,000", "1,200,000", "800,000"):
        assert figure in cooperative["about"]["en"]


def test_published_facts_of_kokiaj_mogador_are_kept() -> None:
    cooperative = COOPERATIVE["kokiaj-mogador"]
    assert (cooperative["founded_year"], cooperative["members_count"], cooperative["brand"]) == (2018, 7, "Mogalait")
    for name in ("INDH", "Near East Foundation", "ONSSA"):
        assert name in cooperative["about"]["fr"] and name in cooperative["about"]["en"]


def test_texts_fit_their_columns() -> None:
    limits = {"names": 120, "tagline": 160, "story_title": 160, "address": 200, "title": 200, "size_label": 40}
    for name, entries in FILES.items():
        for path, text in texts(entries, name):
            limit = limits.get(path.rsplit(".", 1)[-1])
            assert limit is None or max(map(len, text.values())) <= limit, path


def test_no_cotton_no_cedar_no_health_claim_no_borrowed_sign() -> None:
    for name, entries in FILES.items():
        for path, text in texts(entries, name):
            said = " ".join(text.values())
            for forbidden in (COTTON, HEALTH_CLAIMS, PROTECTED_SIGNS):
                assert not forbidden.search(said), (path, forbidden.search(said))
    wood = [LISTING["boite-thuya"], CLASS["woodcraft"], *(c for c in COOPERATIVES if c["craft"] == "wood")]
    wood += [category for category in flat(CATEGORIES) if category["slug"] in {"home", "wood"}]
    for path, text in texts(wood):
        assert not CEDAR.search(" ".join(text.values())), path
