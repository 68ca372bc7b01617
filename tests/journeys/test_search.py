"""What is found in the demo shop: every query of relevance.csv, asked over HTTP, and looked at for its first results.

`first`: how the slug begins of what a shopper means, or one of them after another; it must be the first result of its
kind, or among the first `within`.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

# The shop is the one that runs for the browser's journeys.
pytestmark = pytest.mark.browser

QUERIES = Path(__file__).parent / "relevance.csv"
LEAST_RIGHT = 0.95
FIRST = {
    "product": r'class="card-title"><a href="/../catalogue/([^"_]+)_',
    "cooperative": r'class="coop-card[^>]*>.*?href="/../cooperatives/([^/"]+)/"',
    "province": r'class="province-chips.*?href="/../provinces/([^/"]+)/"',
    "story": r'class="found-stories"><li><a href="/../stories/([^/"]+)/"',
}


def asked() -> list[dict[str, str]]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_set_is_large_and_of_three_languages():
    rows = asked()
    assert len(rows) >= 60
    assert {row["language"] for row in rows} == {"fr", "ar", "en"}
    assert {row["kind"] for row in rows} == set(FIRST)


def found(market, language: str, query: str, kind: str) -> list[str]:
    """Slugs of what a search finds of a kind, best first."""
    with urlopen(f"{market.url}/{language}/search/?q={quote(query)}") as answer:
        return re.findall(FIRST[kind], answer.read().decode(), re.DOTALL)


def test_what_is_looked_for_comes_first(market):
    wrong = []
    rows = asked()
    for row in rows:
        slugs = found(market, row["language"], row["query"], row["kind"])[: int(row["within"])]
        if not any(slug.startswith(tuple(row["first"].split("|"))) for slug in slugs):
            wrong.append(f"{row['query']}: {slugs or 'nothing'} instead of {row['first']}")
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(rows), wrong


def test_every_spelling_of_couscous_finds_the_same_things_in_the_same_order(market):
    finds = {query: found(market, "fr", query, "product") for query in ("couscous", "كسكس", "seksu", "cous cous")}
    finds["couscus"] = found(market, "ar", "couscus", "product")
    assert len(finds["couscous"]) >= 8
    assert [query for query, slugs in finds.items() if slugs != finds["couscous"]] == []


@pytest.mark.parametrize(("language", "typed"), [("fr", "belb"), ("ar", "بلبو")])
def test_a_suggestion_is_taken_by_keyboard(phone, language, typed):
    page = phone()
    page.goto(f"/{language}/")
    box = page.locator("#search-q")
    box.press_sequentially(typed)
    page.wait_for_selector(".suggestions:not([hidden]) li")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".suggestions").is_hidden()
    assert box.input_value() == typed
    page.keyboard.press("ArrowDown")
    chosen = page.locator('.suggestions [aria-selected="true"]')
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/catalogue/couscous-dorge-belboula**")
    assert not page.faults


def test_without_a_choice_enter_searches(phone):
    page = phone()
    page.goto("/fr/")
    page.locator("#search-q").press_sequentially("couscous")
    page.wait_for_selector(".suggestions:not([hidden]) li")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search/?q=couscous")
    assert page.locator(".card").count() > 3
