"""The pictures of a product, large: by hand, by keyboard, from right to left, and without the script."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser


def album(market, phone, language: str, **options):
    """The page of a product with several pictures."""
    page = phone(**options)
    page.goto(f"{market.url}/{language}/search/?q=couscous")
    for link in [card.get_attribute("href") for card in page.locator(".card-title a").all()]:
        page.goto(market.url + link)
        if page.locator(".gallery-thumbs").count():
            return page
    raise AssertionError("no product with several pictures")


@pytest.mark.parametrize(
    ("language", "onward", "back"), [("fr", "ArrowRight", "ArrowLeft"), ("ar", "ArrowLeft", "ArrowRight")]
)
def test_pictures_open_large_go_on_by_keys_and_give_the_focus_back(market, phone, language, onward, back):
    page = album(market, phone, language)
    loaded = []
    page.on("request", lambda request: loaded.append(request.url) if "1200" in request.url else None)
    first, second = (page.locator(".gallery-open").nth(place) for place in range(2))
    first.press("Enter")
    large = page.locator("dialog[open] img")
    large.wait_for()
    assert page.locator("[data-place]").inner_text() == "1 / 3"
    assert loaded, "the large rendition is loaded only now"
    page.keyboard.press(onward)
    assert large.get_attribute("src").endswith(second.get_attribute("href"))
    page.keyboard.press(back)
    page.keyboard.press(back)
    assert page.locator("[data-place]").inner_text() == "3 / 3"
    width = large.bounding_box()["width"]
    large.click()
    assert large.bounding_box()["width"] > 1.5 * width
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.gallery-open')")
    assert not page.faults


def test_without_the_script_a_picture_is_a_link_to_its_large_rendition(market, phone):
    page = album(market, phone, "fr", script=False)
    address = page.locator(".gallery-open").first.get_attribute("href")
    assert re.search(r"\.(webp|jpg)$", address)
    assert page.request.get(market.url + address if address.startswith("/") else address).status == 200
    assert not page.locator("[data-copy]").is_visible()
    assert "wa.me" in page.locator(".share a").first.get_attribute("href")
