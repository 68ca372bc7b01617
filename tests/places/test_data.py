"""The reference data of places holds together before anything loads it: plain files, no database."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "marketplace" / "places" / "data"
SOUTHERN_REGIONS = {"MA-10", "MA-11", "MA-12"}
HOME_REGION = "MA-07"
DELEGATION = {"MA-MAR", "MA-CHI", "MA-HAO", "MA-KES", "MA-ESI", "MA-REH"}
PROVINCE_SEATS = {
    "MA-TNG": "tanger", "MA-MDF": "mdiq", "MA-TET": "tetouan", "MA-FAH": "anjra", "MA-LAR": "larache",
    "MA-HOC": "al-hoceima", "MA-CHE": "chefchaouen", "MA-OUZ": "ouezzane", "MA-OUJ": "oujda", "MA-NAD": "nador",
    "MA-DRI": "driouch", "MA-JRA": "jerada", "MA-BER": "berkane", "MA-TAI": "taourirt", "MA-GUF": "guercif",
    "MA-FIG": "bouarfa", "MA-FES": "fes", "MA-MEK": "meknes", "MA-HAJ": "el-hajeb", "MA-IFR": "ifrane",
    "MA-MOU": "moulay-yacoub", "MA-SEF": "sefrou", "MA-BOM": "missour", "MA-TAO": "taounate", "MA-TAZ": "taza",
    "MA-RAB": "rabat", "MA-SAL": "sale", "MA-SKH": "temara", "MA-KEN": "kenitra", "MA-KHE": "khemisset",
    "MA-SIK": "sidi-kacem", "MA-SIL": "sidi-slimane", "MA-BEM": "beni-mellal", "MA-AZI": "azilal",
    "MA-FQH": "fquih-ben-salah", "MA-KHN": "khenifra", "MA-KHO": "khouribga", "MA-CAS": "casablanca",
    "MA-MOH": "mohammedia", "MA-JDI": "el-jadida", "MA-NOU": "nouaceur", "MA-MED": "mediouna",
    "MA-BES": "benslimane", "MA-BRR": "berrechid", "MA-SET": "settat", "MA-SIB": "sidi-bennour",
    "MA-MAR": "marrakech", "MA-CHI": "chichaoua", "MA-HAO": "tahannaout", "MA-KES": "el-kelaa-des-sraghna",
    "MA-ESI": "essaouira", "MA-REH": "benguerir", "MA-SAF": "safi", "MA-YUS": "youssoufia",
    "MA-ERR": "errachidia", "MA-OUA": "ouarzazate", "MA-MID": "midelt", "MA-TIN": "tinghir", "MA-ZAG": "zagora",
    "MA-AGD": "agadir", "MA-INE": "inezgane", "MA-CHT": "biougra", "MA-TAR": "taroudannt", "MA-TIZ": "tiznit",
    "MA-TAT": "tata", "MA-GUE": "guelmim", "MA-ASZ": "assa", "MA-TNT": "tan-tan", "MA-SIF": "sidi-ifni",
    "MA-LAA": "laayoune", "MA-BOD": "boujdour", "MA-TAF": "tarfaya", "MA-ESM": "es-semara", "MA-OUD": "dakhla",
    "MA-AOU": "aousserd",
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, strict=True))


REGIONS, PROVINCES, CITIES, ZONES, HOLIDAYS = map(rows, ("regions", "provinces", "cities", "zones", "holidays"))
REGION_OF = {province["code"]: province["region"] for province in PROVINCES}


def duplicates(values: list[str]) -> set[str]:
    return {value for value in values if values.count(value) > 1}


@pytest.mark.parametrize("table", [REGIONS, PROVINCES, CITIES, ZONES, HOLIDAYS])
def test_every_name_stands_in_three_languages(table: list[dict[str, str]]) -> None:
    for row in table:
        assert None not in row, f"a comma too many: {row}"
        assert row["name_fr"].strip() and row["name_en"].strip(), row
        assert re.search(r"[\u0600-\u06ff]", row["name_ar"]), row
        assert not re.search(r"[\u0600-\u06ff]", row["name_fr"] + row["name_en"]), row
        assert all(value == value.strip() for value in row.values()), row


def test_the_twelve_regions_are_there() -> None:
    assert [region["code"] for region in REGIONS] == [f"MA-{number:02}" for number in range(1, 13)]


def test_the_75_provinces_and_prefectures_lie_in_known_regions() -> None:
    assert len(PROVINCES) == 75
    assert set(REGION_OF.values()) == {region["code"] for region in REGIONS}
    assert sum(region == HOME_REGION for region in REGION_OF.values()) == 8


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (REGIONS, "code"),
        (PROVINCES, "code"),
        (PROVINCES, "slug"),
        (CITIES, "code"),
        (ZONES, "code"),
        (HOLIDAYS, "date"),
    ],
)
def test_keys_are_unique(table: list[dict[str, str]], key: str) -> None:
    assert not duplicates([row[key] for row in table])


def test_keys_in_addresses_are_plain_ascii() -> None:
    for slug in [row["code"] for row in CITIES + ZONES] + [row["slug"] for row in PROVINCES]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), slug
    for code in REGION_OF:
        assert re.fullmatch(r"MA-[A-Z]{3}", code), code


def test_only_the_provinces_of_the_delegation_say_what_they_are_known_for() -> None:
    for province in PROVINCES:
        known_for = [province[f"known_for_{language}"] for language in ("fr", "ar", "en")]
        assert all(known_for) if province["code"] in DELEGATION else not any(known_for), province
        assert len(set(known_for)) == (3 if province["code"] in DELEGATION else 1), province


def test_cities_refer_to_provinces_and_zones() -> None:
    zones = {zone["code"] for zone in ZONES}
    assert zones == {"marrakech-safi", "cities", "elsewhere", "south"}
    for city in CITIES:
        assert city["province"] in REGION_OF, city
        assert city["zone"] in zones, city


def test_the_zone_of_a_city_follows_its_region() -> None:
    for city in CITIES:
        region = REGION_OF[city["province"]]
        assert (city["zone"] == "marrakech-safi") == (region == HOME_REGION), city
        assert (city["zone"] == "south") == (region in SOUTHERN_REGIONS), city


def test_the_seat_of_every_province_can_be_picked() -> None:
    province_of = {city["code"]: city["province"] for city in CITIES}
    assert set(PROVINCE_SEATS) == set(REGION_OF)
    assert {province: province_of.get(seat) for province, seat in PROVINCE_SEATS.items()} == {
        province: province for province in PROVINCE_SEATS
    }


def test_no_two_cities_of_a_province_share_a_name() -> None:
    for language in ("fr", "ar", "en"):
        assert not duplicates([f"{city['province']} {city[f'name_{language}']}" for city in CITIES])


def test_a_postal_code_is_five_digits_or_empty() -> None:
    for city in CITIES:
        assert re.fullmatch(r"\d{5}|", city["postal_code"]), city


def test_holidays_are_days_in_order_and_only_announced_lunar_ones() -> None:
    days = [date.fromisoformat(holiday["date"]) for holiday in HOLIDAYS]
    assert days == sorted(days)
    assert {day.year for day in days} == {2026, 2027}
    assert {holiday["is_lunar"] for holiday in HOLIDAYS} == {"0", "1"}
    assert not [row for row in HOLIDAYS if row["date"].startswith("2027") and row["is_lunar"] == "1"]


def test_fixed_holidays_come_back_every_year() -> None:
    fixed = {
        year: {row["date"][5:] for row in HOLIDAYS if row["date"].startswith(year) and row["is_lunar"] == "0"}
        for year in ("2026", "2027")
    }
    assert fixed["2026"] == fixed["2027"]
