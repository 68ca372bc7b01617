"""Every page of the demo, in French and in Arabic, and a shopper's in English too: usable by everybody, valid, no wider
than a telephone; in every state that a shopper may meet, mistakes and emptiness included."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.tour import DELEGATION, GUEST, MEMBER, PASSWORD, SHOPPER, VISITORS, Stop, Tour, every_view, settle, sign_in

from .running import RunningMarket
from .test_card import SUCCESS, to_the_card
from .test_purchase import COUSCOUS, fill_details, put_into_basket
from .tills import OwnTill, session_of

pytestmark = pytest.mark.browser

# The Nu HTML checker: path of its jar.
VNU = os.environ.get("VNU_JAR", "")


class Inspector:
    """Looks at pages and remembers what is wrong with them."""

    def __init__(self, folder: Path, widths: tuple[int, ...]) -> None:
        self.page, self.folder, self.widths, self.axe = None, folder, widths, Axe()
        self.faults: list[str] = []
        self.files: dict[str, str] = {}

    def listen(self, page) -> None:
        """Look at this page from now on; errors of its scripts and of the server are faults."""
        self.page = page
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("response", lambda answer: self.faults.append(answer.url) if answer.status >= 500 else None)

    def look(self, stop: Stop) -> None:
        self.axe_here(stop.name)
        self.keep(stop.name, stop.html)

    def axe_here(self, name: str) -> None:
        """At each width, with everything open that can be opened; axe at those it was asked to look at."""
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 844})
            if self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                self.faults.append(f"{name}: wider than a window of {width}")
            if width not in self.widths:
                continue
            for violation in self.axe.run(self.page).response["violations"]:
                targets = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
                self.faults.append(f"{name} at {width}: {violation['id']} at {targets}")

    def stop_here(self, name: str) -> None:
        """Look at a state of a page that the tour does not find by links."""
        settle(self.page)
        self.axe_here(name)
        self.keep(name, self.page.content())

    def keep(self, name: str, html: str) -> None:
        file = self.folder / f"{len(self.files):03d}.html"
        file.write_text(html, encoding="utf-8")
        self.files[file.name] = name

    def validate(self) -> list[str]:
        """Errors that the Nu HTML checker finds in the pages kept."""
        command = ["java", "-jar", VNU, "--errors-only", "--exit-zero-always", "--format", "json", "--stdout"]
        done = subprocess.run([*command, str(self.folder)], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)["messages"]
        return [f"{self.files[Path(one['url']).name]}: {one['message']}" for one in found]


@pytest.fixture(scope="module")
def market(filled_state: Path, tmp_path_factory) -> Iterator[RunningMarket]:
    """A demo whose mail goes to files, so that its letters are pages too."""
    state = tmp_path_factory.mktemp("market") / "state"
    subprocess.run(["cp", "-a", filled_state, state], check=True)
    running = RunningMarket(state)
    yield running
    running.stop()


# The doors of members and of the delegation are French and Arabic first; shoppers come in all three languages.
WHOSE = {"fr": VISITORS, "ar": VISITORS, "en": {visitor: VISITORS[visitor] for visitor in (GUEST, SHOPPER)}}
# Where axe looks: each page of the doors at both widths, each width in one of the two languages of everybody.
WIDTHS = {"fr": (1280,), "ar": (390,), "en": (390,)}


@pytest.fixture(scope="module", params=WHOSE)
def inspected(request, browser, market, tmp_path_factory):
    """(language, view -> addresses of the pages seen, inspector) after the whole tour."""
    language, seen = request.param, {}
    inspector = Inspector(tmp_path_factory.mktemp(f"pages-{language}"), WIDTHS[language])
    for visitor, starts in WHOSE[language].items():
        context = browser.new_context(base_url=market.url, viewport={"width": 390, "height": 844})
        context.set_default_timeout(20_000)
        page = context.new_page()
        inspector.listen(page)
        if visitor == GUEST:
            err_at_the_door(page, language, inspector)
            shop(page, language, inspector)
        else:
            sign_in(page, visitor)
        if visitor == DELEGATION:
            take_back(browser, market, page, language)
        if visitor == SHOPPER:
            err_inside(page, language, inspector)
        tour = Tour(page, market.url, language, inspector.look, seen)
        tour.walk(starts)
        if visitor == SHOPPER:
            at_home(page, language, inspector)
        if visitor == MEMBER:
            tour.go_on("seller/al-alfia-atalita/voices/?show=reviews")
        if visitor == DELEGATION:
            tour.go_on("delegation/said/?show=replies")
            tour.go_on("delegation/said/?show=reviews")
            give_back(tour, language, inspector)
            page.goto(f"/{language}/delegation/payments/")
            page.click('a[href*="/payments/disputes/"] >> nth=0')
            page.click("main form.form button.button-primary")
            inspector.stop_here("a bank takes a payment back, nothing ticked")
            page.goto(f"/{language}/delegation/cooperatives/{SUSPENDED[language]}/suspend/")
            page.check('main [name="reason"] >> nth=0')
            page.click("main form.form button.button-primary")
            tour.walk((f"delegation/cooperatives/{SUSPENDED[language]}/reinstate/",))
            tour.go_on("delegation/back/?page=1")
            page.goto(f"/{language}/cooperatives/{SUSPENDED[language]}/")
            inspector.stop_here("storefront of a cooperative that is suspended")
            page.goto(f"/{language}/delegation/cooperatives/{SUSPENDED[language]}/reinstate/")
            page.click("main form.form button.button-primary")  # its pages were seen, and are opened once more below
            page.wait_for_url(f"**/delegation/cooperatives/{SUSPENDED[language]}/")
        context.close()
    return language, seen, inspector


# Pages in a state that no link leads to.
ODD = {
    "catalogue, nothing left": "catalogue/?category=couscous&max=1",
    "search, found": "search/?q=couscous",
    "search, nearly found": "search/?q=cuosscous+safi",
    "search, nothing found": "search/?q=zzzz",
    "search, nothing asked": "search/",
    "catalogue, filtered": "catalogue/?category=couscous&min=x&womens=1&in_stock=1&certificate=organic&free_from=milk",
    "cooperatives of a province": "cooperatives/?province=essaouira",
    "not found": "nowhere/",
    "a page of the list that there is not": "catalogue/?page=999",
}


def err_at_the_door(page, language: str, inspector: Inspector) -> None:
    """A guest's mistakes on the way in: signing in, signing up, a code, a forgotten password."""

    def send(address: str, state: str, /, **values: str) -> None:
        page.goto(f"/{language}/{address}")
        for field, value in values.items():
            page.fill(f'main [name="{field}"]', value)
        page.click("main form button.button-primary")
        inspector.stop_here(state)

    send("accounts/login/", "sign-in, empty")
    send("accounts/login/", "sign-in, wrong", login=f"tour-{language}@example.com", password="wrong-password")
    send("accounts/signup/", "sign-up, empty")
    newcomer = {"name": "Salma", "contact": f"newcomer-{language}@example.com", "password1": "sept-cornets-47"}
    send("accounts/signup/", "code asked for", **newcomer)
    page.fill('main [name="code"]', "000000")
    page.click("main form button.button-primary")
    inspector.stop_here("code, wrong")
    page.context.clear_cookies()
    send("accounts/password/reset/", "forgotten password, empty")


def err_inside(page, language: str, inspector: Inspector) -> None:
    """The mistakes of somebody signed in: forms sent as they are."""
    for address in ("accounts/addresses/new/", "accounts/password/change/", "accounts/email/", "sell/"):
        page.goto(f"/{language}/{address}")
        page.click("main form.form button.button-primary")
        inspector.stop_here(f"{address}, errors")


# Has something that is sold out.
SOLD_OUT = "navette-de-laine-exemple"


def shop(page, language: str, inspector: Inspector) -> None:
    """What a guest sees on the way to an order: pages that need something in the basket, with and without mistakes."""

    look = inspector.stop_here
    page.goto(f"/{language}/basket/")
    look("basket, empty")
    page.goto(f"/{language}/checkout/")
    look("checkout, nothing to buy")
    page.goto(f"/{language}/cooperatives/al-alfia-atalita/")
    page.click(f'a[href*="/catalogue/{COUSCOUS}"] >> nth=0')
    listing = re.search("_([0-9]+)/", page.url)[1]
    page.goto(f"/{language}/basket/add/{listing}/")
    look("add to basket, without script")
    page.goto(f"/{language}/favourites/{listing}/")
    look("favourite, without script")
    page.goto(f"/{language}/stock-alert/{listing}/")
    look("waiting for what is there")
    page.goto(f"/{language}/cooperatives/{SOLD_OUT}/")
    sold_out = page.get_attribute(".card-sold-out .card-title a", "href")
    page.goto(sold_out + "?city=nowhere")
    look("product, sold out, and a city that nobody knows")
    page.goto(f"/{language}/stock-alert/{re.search('_([0-9]+)/', sold_out)[1]}/")
    page.fill('main [name="email"]', "nobody")
    page.click("main form.form button.button-primary")
    look("waiting, with a wrong address")
    put_into_basket(page, language, "al-alfia-atalita", COUSCOUS, script=True)
    page.goto(f"/{language}/basket/")
    for code in ("semoule10", "aid2026", "unknown"):
        page.fill('[name="code"]', code)
        page.click("#codes form.form-inline button")
    look("basket, full, with a code that counts, one that ended and one that nobody knows")
    page.goto(f"/{language}/checkout/")
    page.click("main form.form button.button-primary")
    look("checkout, nothing filled in")
    for field, value in {"name": "", "phone": "12", "email": "salma@", "street": ""}.items():
        page.fill(f'main [name="{field}"]', value)
    page.click("main form.form button.button-primary")
    look("checkout, errors")
    fill_details(page, f"tour-{language}@example.com")
    look("review")
    page.click("form[data-once] button.button-primary")
    look("review, terms not accepted")
    page.check('[name="accept_terms"]')
    page.click("form[data-once] button.button-primary")
    page.wait_for_url("**/checkout/done/**")
    look("thanks")
    page.goto(page.url.replace("/checkout/done/", "/track/"))
    look("tracking")
    for name, address in ODD.items():
        page.goto(f"/{language}/{address}")
        look(name)


def at_home(page, language: str, inspector: Inspector) -> None:
    """What only who is signed in sees, some of it behind her password."""
    for name, address in {
        "following": "cooperatives/al-alfia-atalita/follow/",
        "my data": "accounts/data/",
        "closing my account": "accounts/close/",
    }.items():
        page.goto(f"/{language}/{address}")
        if page.locator('main [name="password"]').count():
            page.fill('main [name="password"]', PASSWORD)
            page.click("main form.form button.button-primary")
            page.wait_for_url(f"**/{address}")
        inspector.axe_here(name)
        inspector.keep(name, page.content())


def take_back(browser, market: RunningMarket, delegation, language: str) -> None:
    """A payment by card of which its bank wants a part back, so that the delegation finds it on its page."""
    context = browser.new_context(base_url=market.url)
    guest = context.new_page()
    to_the_card(guest, f"disputed-{language}@example.com")
    session = session_of(guest)
    OwnTill(market).pay(guest, SUCCESS)
    guest.wait_for_url("**/checkout/done/**", timeout=60_000)
    context.close()
    market.payments.control("dispute", session=session, amount=500)
    deadline = time.monotonic() + 60
    while not delegation.locator('a[href*="/payments/disputes/"]').count():
        assert time.monotonic() < deadline, "the market was not told"
        delegation.goto(f"/{language}/delegation/payments/")


def give_back(tour: Tour, language: str, inspector: Inspector) -> None:
    """The delegation looks for an order by its number, and asks to give some of it back."""
    page = tour.page
    page.goto(f"/{language}/delegation/back/?number=nothing")
    inspector.stop_here("an order that there is not")
    number = re.search(r"\b([A-Z0-9]{8}-[0-9])\b", page.inner_text("[aria-labelledby=transfers]"))[1]
    tour.go_on(f"delegation/back/?number={number}")
    page.click("main form.form button.button-primary")
    inspector.stop_here("giving back, nothing filled in")
    page.check('[name="reason"] >> nth=0')
    page.fill('[name="words"]', "Merci de votre patience")
    page.fill('[name="amount"]', "1")
    page.click("main form.form button.button-primary")
    page.wait_for_selector('main button[value="do"]')
    inspector.stop_here("giving back, to be checked")


# Which cooperative the delegation stops on its tour in a language: it has an order that is still to be sent.
SUSPENDED = {"fr": "savon-du-matin-clair-exemple", "ar": "graine-de-midi-exemple"}

ELSEWHERE = {
    # A file; behind a link of a letter (tests/interest, tests/outbox); the end of an account (tests/mydata).
    "my-data-download", "storefront:stock-alert-confirm", "storefront:stop", "account-closed",
    # Reached by buttons, which the tour does not press; seen in shop() and at_home().
    "storefront:favourite", "storefront:follow", "storefront:stock-alert", "my-data", "account-close",
    # Files, and buttons that ask for them (tests/money, tests/journeys/test_papers.py).
    "storefront:paper", "storefront:paper-make", "seller:paper", "seller:paper-make", "seller:slip-paper",
    "seller:parcel-slip-paper", "delegation:paper", "delegation:paper-make",
    # Without a page of their own: a button leads there, and on to another page.
    "storefront:personal", "storefront:suggest", "storefront:manifest",
    "storefront:basket-line", "storefront:basket-city",
    "storefront:basket-method", "storefront:basket-clear", "storefront:again",
    "storefront:basket-code", "storefront:basket-code-remove",
    "address-usual", "address-remove", "account_logout",
    "seller:accept", "seller:pack", "seller:send", "seller:deliver", "seller:listing-submit", "seller:picture-first",
    "seller:listing-take-back", "seller:listing-pause", "seller:listing-resume", "seller:listing-restore",
    "seller:edit-withdraw", "seller:picture-remove", "seller:holiday-end", "seller:pickup-end",
    "delegation:payout-sign", "delegation:payout-all-sent", "delegation:commission-withdraw",
    "delegation:tax-withdraw",
    # The bank file (tests/delegation/test_money.py).
    "delegation:payout-file",
    # A button of a claim that was refused, and photos, which are files (tests/money/test_back_pages.py).
    "storefront:claim-escalate", "seller:claim-photo", "delegation:claim-photo",
    # Shown in a frame of its letter's page.
    "demo:letter-html",
    # For a member of several cooperatives, or of none; the one of the tour is led on to hers.
    "seller:index",
    # Reached with a code from a letter, or by an account that cannot be had from a page: see tests/accounts.
    "account_email_verification_sent", "account_verify_phone", "account_confirm_password_reset_code",
    "account_complete_password_reset", "account_password_reset_completed", "account_set_password",
    "account_reauthenticate", "account_inactive",
    # Around the payment page, and a word before a parcel leaves: tests/journeys/test_card.py, test_purchase.py.
    "storefront:paid", "storefront:pay-go", "storefront:pay-change", "storefront:confirm-cash", "seller:confirm-cash",
    # Seen on the way to an order: see shop().
    "storefront:basket-add", "storefront:checkout", "storefront:review", "storefront:thanks", "storefront:track",
}  # fmt: skip


def test_no_page_is_left_out(inspected):
    language, seen, _ = inspected
    views = every_view()
    if language == "en":
        views = {name for name in views if not name.startswith(("seller:", "delegation:", "demo:"))}
    assert views - set(seen) - ELSEWHERE == set(), language


# Of one person: a basket, an order, an application.
PERSONAL = {
    "storefront:basket", "storefront:basket-add", "storefront:checkout", "storefront:track", "storefront:apply",
    "storefront:favourites", "storefront:favourite", "storefront:follow", "storefront:stock-alert",
    "storefront:ask", "storefront:review-write", "storefront:part-messages", "storefront:company", "storefront:pay",
    "storefront:part-cancel", "storefront:claim", "storefront:claim-escalate", "storefront:refund-account",
    "storefront:paid", "storefront:confirm-cash",
}  # fmt: skip


def test_a_public_page_sets_no_cookie_and_answers_304(inspected, market):
    _, seen, _ = inspected
    shown = [name for name in seen if name.startswith("storefront:") and name not in PERSONAL]
    assert len(shown) >= 15
    for path in [path for name in shown for path in seen[name]]:
        first = get(market, path)
        assert "Set-Cookie" not in first.headers, path
        assert get(market, path, first.headers["ETag"]).status == 304, path


def get(market, path: str, etag: str = ""):
    """The answer to somebody without cookies."""
    connection = HTTPConnection("localhost", market.port, timeout=20)
    connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_axe_finds_nothing_and_no_page_is_too_wide(inspected):
    assert not inspected[2].faults


@pytest.mark.skipif(not VNU, reason="no VNU_JAR")
def test_every_page_is_valid_html(inspected):
    assert not inspected[2].validate()
