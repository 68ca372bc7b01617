"""Paying by card as a person does it, on a telephone: 3-D Secure, declined then accepted, back, twice, a closed tab."""

from __future__ import annotations

import re

import psycopg
import pytest

from marketplace.runtime.address import private_database_url

from .test_purchase import COUSCOUS, fill_details, put_into_basket

pytestmark = pytest.mark.browser

SUCCESS, DECLINED, SECURE = "4242424242424242", "4000000000000002", "4000002500003155"


def to_the_card(page, email: str, *, script: bool = True, language: str = "fr") -> None:
    """As far as the payment page."""
    put_into_basket(page, language, "al-alfia-atalita", COUSCOUS, script=script)
    page.goto(f"/{language}/checkout/")
    fill_details(page, email)
    page.check('[name="payment"][value="card"]')
    page.check('[name="accept_terms"]')
    page.click("form[data-once] button.button-primary")
    page.wait_for_url("**/c/pay/**")


def pay(page, card: str) -> None:
    page.fill('[name="number"]', card)
    page.click('button[value="pay"], form button[type="submit"], main form button >> nth=-1')


def rows(market, email: str) -> list[tuple]:
    """(order's status, payment's state) of all orders of this address."""
    with psycopg.connect(private_database_url(market.state_dir)) as connection:
        return connection.execute(
            "SELECT o.status, p.state FROM order_order o JOIN money_payment p ON p.order_id = o.id"
            " WHERE o.guest_email = %s",
            [email],
        ).fetchall()
