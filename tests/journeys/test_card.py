"""Paying by card as a person does it, on a telephone: 3-D Secure, declined then accepted, back, twice, a closed tab."""

from __future__ import annotations

import time

import psycopg
import pytest

from marketplace.runtime.address import private_database_url

from .conftest import land
from .test_purchase import COUSCOUS, fill_details, put_into_basket
from .tills import OwnTill, session_of

pytestmark = pytest.mark.browser

SUCCESS, DECLINED, SECURE = "4242424242424242", "4000000000000002", "4000002500003155"
BUY = "form[data-once] button.button-primary"


@pytest.fixture(scope="module")
def till(market) -> OwnTill:
    return OwnTill(market)


def to_review(page, email: str, *, script: bool = True) -> None:
    put_into_basket(page, "fr", "al-alfia-atalita", COUSCOUS, script=script)
    page.goto("/fr/checkout/")
    fill_details(page, email)
    page.check('[name="payment"][value="card"]')
    page.check('[name="accept_terms"]')


def to_the_card(page, email: str, *, script: bool = True) -> None:
    """As far as the payment page."""
    to_review(page, email, script=script)
    page.click(BUY)
    page.wait_for_url("**/c/pay/**")


def orders_of(market, email: str) -> list[tuple]:
    """(order's status, payment's state, times the shopper was told) of all orders of this address."""
    with psycopg.connect(private_database_url(market.state_dir)) as connection:
        return connection.execute(
            "SELECT o.status, p.state, (SELECT count(*) FROM outbox_message m WHERE m.kind = 'order_confirmed'"
            " AND m.event_key = 'order ' || o.number || ' confirmed')"
            " FROM order_order o JOIN money_payment p ON p.order_id = o.id WHERE o.guest_email = %s",
            [email],
        ).fetchall()


def wait_until(market, email: str, wanted: list[tuple], *, patience: float) -> None:
    """Until the database says so; fails when it does not in time. patience: seconds."""
    deadline = time.monotonic() + patience
    while (found := orders_of(market, email)) != wanted:
        assert time.monotonic() < deadline, found
        time.sleep(0.2)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_card_that_asks_its_bank_pays_and_comes_back_by_itself(phone, market, till, script):
    guest, email = phone(script=script), f"secure-{script}@example.com".lower()
    to_the_card(guest, email, script=script)
    till.pay(guest, SECURE)
    till.confirm(guest)
    guest.wait_for_url("**/checkout/done/**", timeout=60_000)  # the page that waits looks again by itself
    assert orders_of(market, email) == [("new", "paid", 1)]
    assert "Rien à payer" in guest.inner_text("main") or "rien à payer" in guest.inner_text("main")
    assert not guest.faults


def test_declined_then_accepted_is_one_order(phone, market, till):
    guest, email = phone(), "declined@example.com"
    to_the_card(guest, email)
    till.pay(guest, DECLINED)
    assert till.is_refused(guest)
    assert orders_of(market, email) == [("awaiting", "waiting", 0)]
    till.pay(guest, SUCCESS)
    guest.wait_for_url("**/checkout/done/**", timeout=60_000)
    assert orders_of(market, email) == [("new", "paid", 1)]


def test_back_to_the_shop_keeps_it_held_and_the_basket_can_be_changed(phone, market, till):
    guest, email = phone(), "back@example.com"
    to_the_card(guest, email)
    till.leave(guest)
    guest.wait_for_url("**/checkout/pay/**")
    assert "gardée jusqu" in guest.inner_text("h1")
    guest.go_back()  # the browser's own back button: the same payment page, still open
    guest.wait_for_url("**/c/pay/**")
    till.leave(guest)
    guest.click('form[action$="/change/"] button')
    guest.wait_for_url("**/fr/basket/")
    assert guest.locator("section.group").count() == 1
    assert orders_of(market, email) == [("cancelled", "released", 0)]
    assert not guest.faults


def test_a_double_click_is_one_order_and_one_payment(phone, market, till):
    """Without script nothing but the server keeps two clicks apart."""
    guest, email = phone(script=till.needs_script), "twice@example.com"
    to_review(guest, email, script=till.needs_script)
    guest.dblclick(BUY)
    land(guest, "/c/pay/")
    till.pay(guest, SUCCESS, clicks=2)
    land(guest, "/checkout/done/", timeout=60_000)
    assert orders_of(market, email) == [("new", "paid", 1)]


def test_a_closed_tab_after_paying_loses_nothing(phone, market, till):
    guest, email = phone(), "closed@example.com"
    to_the_card(guest, email)
    till.pay_and_close(guest, SUCCESS)
    wait_until(market, email, [("new", "paid", 1)], patience=till.patience)


def test_a_closed_tab_without_paying_frees_the_goods_and_says_so(phone, market, till):
    guest, email = phone(), "gone@example.com"
    to_the_card(guest, email)
    session = session_of(guest)
    till.leave(guest)
    guest.wait_for_url("**/checkout/pay/**")
    held = guest.url
    till.client.v1.checkout.sessions.expire(session)
    wait_until(market, email, [("cancelled", "released", 0)], patience=till.patience)
    guest.goto(held)
    assert "pris fin" in guest.inner_text("h1")
    guest.click('form[action$="/again/"] button')
    guest.wait_for_url("**/fr/basket/")
    assert guest.locator("section.group").count() == 1
