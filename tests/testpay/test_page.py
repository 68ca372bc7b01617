"""The hosted page: with a real browser on a phone, without script too, and what its answers say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from marketplace.testpay.cards import CARDS, card_of
from marketplace.testpay.page.words import LANGUAGES, language_of, money, words_of
from tests.conftest import CHROMIUM
from tests.journeys.conftest import QUIET, land

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SECURE = "4000002500003155"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A telephone's page; fails the test when the page breaks its own policy."""
    faults: list[str] = []
    contexts = []

    def open_phone(*, script: bool = True, locale: str = "fr-FR") -> Page:
        context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script, locale=locale)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda note: faults.append(note.text) if note.type in ("error", "warning") else None)
        return page

    yield open_phone
    for context in contexts:
        context.close()
    assert not faults


def paid(server, session) -> bool:
    return server.client().v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_tap_on_a_card_pays_and_leads_back_to_the_shop(server, opened, shop, phone, script):
    session, page = opened(), phone(script=script)
    page.goto(session.url)
    assert page.locator(".ribbon").inner_text() == "Test : aucun argent n’est débité."
    assert "Amlou" in page.locator(".lines").inner_text()
    assert "350,00" in page.locator(".total").inner_text()
    page.click("button[value='4242424242424242']")
    page.wait_for_url(f"{shop.url}/paid?session={session.id}")
    assert paid(server, session)


@pytest.mark.browser
def test_a_declined_card_says_so_beside_the_field_and_another_one_pays(server, opened, shop, phone):
    session, page = opened(), phone()
    page.goto(session.url)
    page.fill("#number", "4000 0000 0000 0002")
    page.keyboard.press("Enter")
    assert "refusé" in page.locator("[role=alert]").inner_text()
    assert page.input_value("#number") == "4000 0000 0000 0002"
    assert page.evaluate("document.activeElement.id") == "number"
    page.click("button[value='4000000000009995']")
    assert "assez d’argent" in page.locator("[role=alert]").inner_text()
    page.fill("#number", "1234")
    page.click("button.pay")
    assert "pas un numéro" in page.locator("[role=alert]").inner_text()
    page.fill("#number", "4242 4242 4242 4242")
    page.click("button.pay")
    page.wait_for_url(f"{shop.url}/paid?session={session.id}")
    assert paid(server, session)


@pytest.mark.browser
def test_the_bank_asks_is_refused_and_then_confirmed(server, opened, shop, phone):
    session, page = opened(), phone()
    page.goto(session.url)
    page.click(f"button[value='{SECURE}']")
    assert page.locator("h1").inner_text() == "Votre banque demande"
    assert "350,00" in page.locator(".amount").inner_text()
    page.click("button[value=refuse]")
    assert "n’a pas confirmé" in page.locator("[role=alert]").inner_text()
    assert not paid(server, session)
    page.click(f"button[value='{SECURE}']")
    page.click("button[value=confirm]")
    page.wait_for_url(f"{shop.url}/paid?session={session.id}")
    assert paid(server, session)


@pytest.mark.browser
def test_the_way_back_goes_to_the_shop_without_paying(server, opened, shop, phone):
    session, page = opened(), phone()
    page.goto(session.url)
    page.click(".back a")
    page.wait_for_url(f"{shop.url}/back")
    assert not paid(server, session)


@pytest.mark.browser
def test_the_back_button_after_paying_says_that_it_is_paid(opened, shop, phone):
    session, page = opened(), phone()
    page.goto(session.url)
    page.click("button[value='4242424242424242']")
    page.wait_for_url(f"{shop.url}/paid?session={session.id}")
    page.goto(session.url)
    assert page.locator("h1").inner_text() == "C’est déjà payé"
    page.click(".button")
    page.wait_for_url(f"{shop.url}/paid?session={session.id}")


@pytest.mark.browser
def test_an_impatient_double_click_pays_once(server, opened, shop, phone):
    session, page = opened(), phone()
    page.goto(session.url)
    page.dblclick("button[value='4242424242424242']")
    land(page, re.escape(f"{shop.url}/paid?session={session.id}"))
    intent = server.client().v1.checkout.sessions.retrieve(session.id).payment_intent
    assert len(server.client().v1.charges.list({"payment_intent": intent}).data) == 1


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible_and_no_wider_than_the_phone(server, opened, phone, language):
    session, page = opened(), phone()

    def look() -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")

    page.goto(f"{session.url}?lang={language}")
    look()
    page.click("button[value='4000000000000002']")
    look()
    page.click(f"button[value='{SECURE}']")
    look()
    server.control("expire", session=session.id)
    page.goto(f"{session.url}?lang={language}")
    look()
    assert page.locator("h1").inner_text() == words_of(language)["expired_title"]


@pytest.mark.browser
def test_the_browsers_language_counts_where_the_session_names_none(opened, phone):
    page = phone(locale="ar-MA")
    page.goto(opened(locale="auto").url)
    assert page.get_attribute("html", "lang") == "ar"
    page.click("nav a[lang=fr]")
    assert page.locator("h1").inner_text() == "Paiement par carte"


def test_the_same_form_sent_eight_times_at_once_pays_once(server, opened):
    from concurrent.futures import ThreadPoolExecutor

    session = opened()
    with ThreadPoolExecutor(8) as pool:
        pressed = [pool.submit(press, server, session.id, number="4242424242424242") for _ in range(8)]
        assert {one.result()[0] for one in pressed} == {303}
    intent = server.client().v1.checkout.sessions.retrieve(session.id).payment_intent
    assert len(server.client().v1.charges.list({"payment_intent": intent}).data) == 1


def press(server, session: str, path: str = "", **fields: str) -> tuple[int, str]:
    return server.request(f"/c/pay/{session}{path}", urlencode(fields), FORM)


def test_an_expired_page_takes_no_card(server, opened):
    session = opened()
    server.control("expire", session=session.id)
    status, text = press(server, session.id, number="4242424242424242")
    assert status == 200
    assert words_of("fr")["expired_title"] in text
    assert not paid(server, session)


def test_a_yes_that_no_bank_asked_for_pays_nothing(server, opened):
    session = opened()
    assert press(server, session.id, "/bank", answer="confirm")[0] == 200
    assert not paid(server, session)


@pytest.mark.parametrize("path", ["/", "/c/pay/cs_test_nobody", "/c/pay/", "/favicon.ico", "/c/pay/../x"])
def test_what_is_not_there_is_a_404(server, path):
    assert server.request(path)[0] == 404


def test_what_the_shop_wrote_is_never_markup(server, opened):
    name = "<script>alert(1)</script>"
    line = {"price_data": {"currency": "mad", "unit_amount": 900, "product_data": {"name": name}}}
    session = opened(line_items=[line], cancel_url='https://shop.example/?a="><script>')
    text = server.request(f"/c/pay/{session.id}")[1]
    assert "&lt;script&gt;" in text
    assert "<script" not in text
    typed = press(server, session.id, number='"><script>')[1]
    assert "<script" not in typed


@pytest.mark.parametrize(
    ("asked", "locale", "accepted", "shown"),
    [
        ("", "fr", "ar", "fr"),
        ("ar", "fr", "en", "ar"),
        ("", "auto", "ar-MA,ar;q=0.9,fr;q=0.8", "ar"),
        ("", None, "de, fr;q=0.5", "fr"),
        ("", "auto", "", "en"),
        ("xx", "de", "fr", "en"),
        ("", "fr-CA", "", "fr"),
    ],
)
def test_the_language_of_the_page(asked, locale, accepted, shown):
    assert language_of(asked, locale, accepted) == shown


def test_amounts_read_as_in_their_language():
    assert money(123_450, "mad", "fr") == "1\u202f234,50\u00a0MAD"
    assert money(123_450, "mad", "en") == "1,234.50\u00a0MAD"
    assert money(123_450, "mad", "ar") == "1\u202f234,50\u00a0درهم"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("4242-4242 4242\t4242", None),
        ("4111 1111 1111 1111", "card_declined"),  # a well-formed number of nobody's
        ("4242 4242 4242 4241", "incorrect_number"),
    ],
)
def test_only_test_cards_are_taken(typed, code):
    refusal = card_of(typed).refusal
    assert (refusal.code if refusal else None) == code
    assert len(CARDS) == 4
