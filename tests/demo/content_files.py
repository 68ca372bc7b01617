"""The demonstration's content files, read once for the tests."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marketplace.demo.load import content

PACKAGE = Path(__file__).resolve().parents[2] / "marketplace"
LANGUAGES = ("fr", "ar", "en")
ZONES = {"marrakech-safi", "cities", "elsewhere", "south"}

Text = dict[str, str]
Entry = dict[str, Any]


def province_by_city() -> dict[str, str]:
    """Code of the city to code of its province."""
    with (PACKAGE / "places" / "data" / "cities.csv").open(encoding="utf-8", newline="") as source:
        return {city["code"]: city["province"] for city in csv.DictReader(source)}


def flat(categories: list[Entry]) -> Iterator[Entry]:
    """Every category of the tree, parents first."""
    for category in categories:
        yield category
        yield from flat(category["children"])


def offers(listing: Entry) -> list[Entry]:
    """What can be bought of a listing: its variants, or its single offer."""
    return listing.get("variants") or [listing["offer"]]


def texts(node: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every text found below `node` (a mapping with a language for a key), with the path to it."""
    if isinstance(node, dict) and not set(LANGUAGES).isdisjoint(node):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, f"{path}[{index}]")


COOPERATIVES, CLASSES, CATEGORIES, LISTINGS = map(content, ("cooperatives", "classes", "categories", "listings"))
FILES = {"cooperatives": COOPERATIVES, "classes": CLASSES, "categories": CATEGORIES, "listings": LISTINGS}
COOPERATIVE = {cooperative["slug"]: cooperative for cooperative in COOPERATIVES}
CLASS = {entry["code"]: entry for entry in CLASSES}
LISTING = {listing["code"]: listing for listing in LISTINGS}
FICTITIOUS = [cooperative for cooperative in COOPERATIVES if cooperative["is_fictitious"]]
REAL = [cooperative for cooperative in COOPERATIVES if not cooperative["is_fictitious"]]
