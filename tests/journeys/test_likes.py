"""Hearts, and following: with script in place, without it by pages; a guest's likes become hers when she signs in."""

from __future__ import annotations

import re

import pytest

from tests.tour import PASSWORD

pytestmark = pytest.mark.browser
SHOPPER = "shopper@example.com"
# The demo's shopper does not follow it.
MAKER = "navette-de-laine-exemple"


def sign_in(page) -> None:
    """Where the page asks for it."""
    page.fill('[name="login"]', SHOPPER)
    page.fill('[name="password"]', PASSWORD)
    page.click("main form button.button-primary")


def test_a_guests_heart_stays_and_is_hers_on_every_device_once_she_signs_in(phone):
    guest = phone()
    guest.goto(f"/fr/cooperatives/{MAKER}/")
    heart = guest.locator(".card .heart").first
    title = guest.locator(".card .card-title").first.inner_text()
    heart.click()
    guest.wait_for_selector("[data-messages] a")
    assert heart.get_attribute("aria-pressed") == "true"
    guest.reload()
    guest.wait_for_selector('.card .heart[aria-pressed="true"]')
    assert guest.locator('.card .heart[aria-pressed="true"]').count() == 1
    # A guest cannot follow: she signs in and comes back to the button.
    guest.click('[data-toggle="follows"] button')
    guest.wait_for_url("**/accounts/login/**")
    sign_in(guest)
    guest.wait_for_url("**/follow/**")
    guest.click("main form button.button-primary")
    guest.wait_for_url("**/accounts/messages/")
    assert "Navette" in guest.inner_text("main")
    other = phone()
    other.goto("/fr/accounts/login/?next=/fr/favourites/")
    sign_in(other)
    other.wait_for_url("**/favourites/")
    assert title in other.inner_text("main")
    other.goto(f"/fr/cooperatives/{MAKER}/")
    other.wait_for_selector('[data-toggle="follows"] [aria-pressed="true"]')
    assert other.locator(".card", has_text=title).locator('.heart[aria-pressed="true"]').count() == 1
    assert not guest.faults + other.faults


def test_without_script_a_heart_is_a_page_and_what_is_removed_can_be_put_back(phone):
    guest = phone(script=False)
    guest.goto(f"/ar/cooperatives/{MAKER}/")
    guest.click(".card .heart >> nth=0")
    assert re.search(r"/ar/favourites/\d+/", guest.url)
    guest.click("main form button.button-primary")
    assert guest.url.endswith("/ar/favourites/") and guest.locator(".favourites .card").count() == 1
    guest.click(".favourites form[action*='/favourites/'] button")
    assert guest.locator(".favourites .card").count() == 0
    guest.click("main form.notice button")
    assert guest.locator(".favourites .card").count() == 1
    assert not guest.faults
