"""The main job, as a person does it: one basket from two cooperatives, one order, two parcels, three messages."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest

from .conftest import land

pytestmark = pytest.mark.browser

PASSWORD = "souk-taawon-2026"
COUSCOUS, CHEESE = "couscous-dorge-belboula", "fromage-frais-mogalait-aux-herbes"


def put_into_basket(page, language: str, cooperative: str, slug: str, *, script: bool) -> None:
    page.goto(f"/{language}/cooperatives/{cooperative}/")
    page.click(f'a[href*="/catalogue/{slug}"] >> nth=0')
    page.click("form.buy button.button-primary")
    if script:
        page.wait_for_selector("[data-messages] .notice-ok")
    else:
        page.click('form[method="post"] button.button-primary')


def fill_details(page, email: str) -> None:
    page.fill('[name="name"]', "Salma Idrissi")
    page.fill('[name="phone"]', "06 12 34 56 78")
    page.fill('[name="email"]', email)
    page.select_option('[name="city"]', "marrakech")
    page.fill('[name="street"]', "12, rue du Marché")
    page.fill('[name="landmark"]', "derrière la mosquée")
    page.click("main form.form button.button-primary")


def sign_in(page, email: str) -> None:
    page.goto("/fr/accounts/login/?next=/fr/seller/")
    page.fill('[name="login"]', email)
    page.fill('[name="password"]', PASSWORD)
    page.click("main form button.button-primary")


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_guest_buys_from_two_cooperatives_and_both_deliver(phone, market, mailbox, language, script):
    guest, email = phone(script=script), f"guest-{language}-{script}@example.com".lower()
    put_into_basket(guest, language, "al-alfia-atalita", COUSCOUS, script=script)
    put_into_basket(guest, language, "kokiaj-mogador", CHEESE, script=script)
    guest.goto(f"/{language}/basket/")
    assert guest.locator("section.group").count() == 2
    guest.click(f'a[href="/{language}/checkout/"]')
    fill_details(guest, email)
    assert guest.locator("section.group").count() == 2
    guest.check('[name="accept_terms"]')
    guest.click("form[data-once] button.button-primary")
    guest.wait_for_url("**/checkout/done/**")
    number = re.search(r"/done/([A-Z0-9]{8})/", guest.url)[1]
    tracking = guest.url.replace("/checkout/done/", "/track/")

    letters = mailbox.wait_about(number, 3)
    told = {letter["To"]: letter["Content-Language"] for letter in letters}
    assert told == {email: language, "couscous@example.com": "fr", "mogalait@example.com": "ar"}
    confirmation = next(letter for letter in letters if letter["To"] == email)
    assert tracking in confirmation.get_body(("plain",)).get_content()
    assert ('dir="rtl"' in confirmation.get_body(("html",)).get_content()) == (language == "ar")

    guest.goto(tracking)
    guest.click('form[action$="/confirm/"] button')  # she still wants what she pays at the door

    couscous, cheese = phone(script=script), phone(script=script)
    sign_in(couscous, "couscous@example.com")
    sign_in(cheese, "mogalait@example.com")
    for seller, address, own, other in (
        (couscous, "couscous@example.com", "belboula", "Mogalait"),
        (cheese, "mogalait@example.com", "Mogalait", "belboula"),
    ):
        seller.goto(seller_link(letters, address))
        body = seller.inner_text("main")
        assert re.search(own, body, re.IGNORECASE)
        assert not re.search(other, body, re.IGNORECASE)
        assert email not in seller.content()

    press_next(couscous)  # accept
    press_next(couscous)  # pack
    press_next(couscous)  # to the page for sending
    couscous.check('[name="carrier"] >> nth=0')
    couscous.fill('[name="tracking_number"]', "XX123456789MA")
    press_next(couscous)  # the parcel has left
    guest.goto(tracking)
    assert "XX123456789MA" in guest.inner_text("main")
    press_next(couscous)  # delivered
    decline(cheese)
    letters = mailbox.wait_about(number, 6)
    assert sum(letter["To"] == email for letter in letters) == 4
    guest.goto(tracking)
    assert guest.locator(".timeline-bad").count() == 1
    assert guest.locator("section.group").nth(0).locator(".timeline-open").count() == 0
    assert not guest.faults + couscous.faults + cheese.faults


def seller_link(letters: list[EmailMessage], address: str) -> str:
    """The address in a cooperative's letter, in French whatever the member's language."""
    text = next(letter for letter in letters if letter["To"] == address).get_body(("plain",)).get_content()
    return re.sub(r"/(ar|en)/seller/", "/fr/seller/", re.search(r"http://\S+/seller/\S+/", text)[0])


def press_next(page) -> None:
    """The one obvious next action of an order."""
    page.click(".action-bar .button-primary")
    page.wait_for_load_state()


def decline(page) -> None:
    page.click('main a[href$="/decline/"]')
    page.check('[name="reason"] >> nth=0')
    page.click(".action-bar .button-primary")
    page.wait_for_load_state()


def test_a_double_click_and_a_second_tab_are_one_order(phone):
    guest = phone(script=False)
    put_into_basket(guest, "fr", "al-alfia-atalita", COUSCOUS, script=False)
    guest.goto("/fr/checkout/")
    fill_details(guest, "double@example.com")
    guest.check('[name="accept_terms"]')
    second = guest.context.new_page()
    second.goto("/fr/checkout/review/")
    second.check('[name="accept_terms"]')
    guest.dblclick("form[data-once] button.button-primary")
    land(guest, "/checkout/done/")
    second.click("form[data-once] button.button-primary")
    second.wait_for_url("**/checkout/done/**")
    assert second.url == guest.url
