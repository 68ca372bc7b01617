"""What a page weighs on a telephone: the catalogue, as Chromium fetches it before anybody scrolls."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from marketplace.pages.sheets import SHEETS

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parents[2] / "static"
FIRST_VISIT, NEXT_VISIT, SCRIPT, SHEET = 250_000, 30_000, 15_000, 25_000


def fetched(page, address: str) -> dict[str, int]:
    """Address -> bytes that came over the network for it, headers included; nothing of what a cache had."""
    wire, urls, sizes = page.context.new_cdp_session(page), {}, {}
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))
    wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    wire.detach()
    return {urls[key]: size for key, size in sizes.items() if size and not urls[key].startswith("data:")}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_catalogue_is_light_at_the_first_visit_and_lighter_at_the_next(phone, market, language):
    page = phone()
    first = fetched(page, f"/{language}/catalogue/")
    assert {urlsplit(url).netloc for url in first} == {urlsplit(market.url).netloc}
    assert 20_000 < sum(first.values()) <= FIRST_VISIT, first
    assert sum(size for url, size in first.items() if url.endswith(".js")) <= SCRIPT, first
    assert sum(size for url, size in first.items() if url.endswith(".css")) <= SHEET, first
    assert [url for url in first if "arabic" in url] == [] or language == "ar"
    again = page.context.new_page()
    assert sum((more := fetched(again, f"/{language}/catalogue/")).values()) <= NEXT_VISIT, more


def test_all_scripts_and_the_sheets_of_a_page_are_small_together():
    def packed(files: list[Path]) -> int:
        return sum(len(gzip.compress(file.read_bytes())) for file in files)

    assert packed(list((STATIC / "js").glob("*.js"))) <= SCRIPT
    assert packed([STATIC / sheet for sheet in SHEETS]) <= SHEET
