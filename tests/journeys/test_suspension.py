"""What lies in a basket is lost, to a suspension or to a quicker shopper: the shopper is told, and buys the rest."""

from __future__ import annotations

import re

import pytest

from .test_purchase import CHEESE, COUSCOUS, PASSWORD, fill_details, put_into_basket

pytestmark = pytest.mark.browser


def open_desk(page, path: str) -> None:
    """As the delegation, in French; signing in leads there."""
    page.goto(f"/fr/accounts/login/?next=/fr/delegation/{path}")
    page.fill('[name="login"]', "delegation@example.com")
    page.fill('[name="password"]', PASSWORD)
    page.click("main form button.button-primary")
    page.wait_for_url(f"**/fr/delegation/{path}")


def decide(page, move: str, words: str) -> None:
    """From the cooperative's page through the page that says what will happen."""
    page.click(f'main a[href$="/{move}/"]')
    page.wait_for_url(f"**/{move}/")
    if move == "suspend":
        page.check('[name="reason"] >> nth=0')
    page.fill('[name="words"]', words)
    page.click(".action-bar .button-primary")
    page.wait_for_url("**/cooperatives/kokiaj-mogador/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_suspended_in_mid_basket_the_shopper_is_told_and_buys_the_rest(phone, mailbox, script):
    guest, desk = phone(script=script), phone(script=script, width=1280)
    put_into_basket(guest, "fr", "al-alfia-atalita", COUSCOUS, script=script)
    put_into_basket(guest, "fr", "kokiaj-mogador", CHEESE, script=script)
    guest.goto("/fr/checkout/")
    fill_details(guest, "milieu@example.com")
    guest.wait_for_url("**/checkout/review/")

    reason = f"Appelez la délégation ({'avec' if script else 'sans'} script)."
    open_desk(desk, "cooperatives/kokiaj-mogador/")
    decide(desk, "suspend", reason)
    (letter,) = mailbox.wait_about(reason, 1)
    assert (letter["To"], letter["Content-Language"]) == ("mogalait@example.com", "ar")

    guest.check('[name="accept_terms"]')
    guest.click("form[data-once] button.button-primary")
    guest.wait_for_url("**/basket/")
    assert guest.locator(".group-stopped").count() == 1
    assert guest.locator(".group-stopped [role=alert]").is_visible()
    assert guest.locator('a[href="/fr/checkout/"].button-primary').count() == 0
    assert guest.goto("/fr/cooperatives/kokiaj-mogador/").status == 404
    guest.faults.clear()  # the browser notes a 404 as an error

    guest.goto("/fr/basket/")
    guest.click('form[action="/fr/basket/clear/"] button')
    guest.wait_for_url("**/checkout/review/")  # where it goes was told before
    assert guest.locator("section.group").count() == 1
    guest.check('[name="accept_terms"]')
    guest.click("form[data-once] button.button-primary")
    guest.wait_for_url("**/checkout/done/**")
    number = re.search(r"/done/([A-Z0-9]{8})/", guest.url)[1]
    told = {letter["To"] for letter in mailbox.wait_about(number, 2)}
    assert told == {"milieu@example.com", "couscous@example.com"}

    decide(desk, "reinstate", "Merci.")
    assert guest.goto("/fr/cooperatives/kokiaj-mogador/").status == 200
    assert not guest.faults + desk.faults


RUG = "hanbel-clair-bandes-safran"


def test_sold_while_paying_the_shopper_is_told_what_and_orders_the_rest_in_one_tap(phone):
    guest, quicker = phone(), phone()
    put_into_basket(guest, "ar", "navette-de-laine-exemple", RUG, script=True)
    title = guest.inner_text("h1")
    put_into_basket(guest, "ar", "al-alfia-atalita", COUSCOUS, script=True)
    guest.goto("/ar/checkout/")
    guest.fill('[name="gift_note"]', "مبروك")
    fill_details(guest, "plus-lente@example.com")
    guest.wait_for_url("**/checkout/review/")

    put_into_basket(quicker, "fr", "navette-de-laine-exemple", RUG, script=True)
    quicker.goto("/fr/checkout/")
    fill_details(quicker, "plus-rapide@example.com")
    order(quicker)
    quicker.wait_for_url("**/checkout/done/**")

    order(guest)
    guest.wait_for_url("**/ar/basket/")
    assert [one for one in guest.locator("main > .page > [role=alert]").all_inner_texts() if title in one]
    guest.click('form[action="/ar/basket/clear/"] button')
    guest.wait_for_url("**/checkout/review/")
    assert guest.locator("section.group").count() == 1
    assert "12, rue du Marché" in guest.inner_text("main") and "مبروك" in guest.inner_text("main")
    order(guest)
    guest.wait_for_url("**/checkout/done/**")
    assert not guest.faults + quicker.faults


def order(page) -> None:
    page.check('[name="accept_terms"]')
    page.click("form[data-once] button.button-primary")
