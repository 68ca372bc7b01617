"""Payment pages as a person uses them: the test payment server's, and Stripe's own (tests/realstripe)."""

from __future__ import annotations

import time

import stripe

from .running import RunningMarket


def session_of(page) -> str:
    """The id of the payment page that is open."""
    return page.url.split("?")[0].split("#")[0].rsplit("/", 1)[1]


class OwnTill:
    """The page of the test payment server: a button for each card."""

    needs_script = False
    # Seconds in which the market knows what happened there: it is told at once.
    patience = 60

    def __init__(self, market: RunningMarket) -> None:
        self._payments = market.payments
        self.client = self._payments.client()

    def pay(self, page, card: str, *, clicks: int = 1) -> None:
        """clicks: on the same button, as fast as they come."""
        button = f'button[value="{card}"]'
        page.click(button) if clicks == 1 else page.dblclick(button)

    def pay_and_close(self, page, card: str) -> None:
        """Paid, and the tab is closed before it is back at the market."""
        session = session_of(page)
        page.close()
        self._payments.control("pay", session=session, card=card)

    def confirm(self, page) -> None:
        """3-D Secure: the bank asks whether it is her."""
        page.click('button[value="confirm"]')

    def is_refused(self, page) -> bool:
        return page.locator("[role=alert]").count() == 1

    def leave(self, page) -> None:
        """By the page's own way back to the shop."""
        page.click(".back a")


class StripeTill:
    """checkout.stripe.com with a test key. Its page is Stripe's and may change; it says so by a field not found."""

    needs_script = True
    # Nobody tells a market on this machine: the sweep asks, first after half a minute.
    patience = 240

    def __init__(self, secret_key: str) -> None:
        self.client = stripe.StripeClient(secret_key)

    def pay(self, page, card: str, *, clicks: int = 1) -> None:
        accordion = page.get_by_test_id("card-accordion-item-button")
        page.locator("#cardNumber").or_(accordion).first.wait_for()
        if accordion.is_visible():  # more than one way to pay is on offer
            accordion.click()
        for field, value in (("#cardNumber", card), ("#cardExpiry", "12 / 34"), ("#cardCvc", "123")):
            page.locator(field).fill(value)
        page.locator("#billingName").fill("Amina Test")
        page.get_by_test_id("hosted-payment-submit-button").click(click_count=clicks)

    def pay_and_close(self, page, card: str) -> None:
        session, deadline = session_of(page), time.monotonic() + 60
        self.pay(page, card)
        while self.client.v1.checkout.sessions.retrieve(session).status != "complete":
            assert time.monotonic() < deadline, "Stripe did not take the card"
            page.wait_for_timeout(100)
        page.close()

    def confirm(self, page) -> None:
        """The bank's question stands in a frame within frames."""
        deadline = time.monotonic() + 60
        while not (asked := [frame for frame in page.frames if frame.query_selector("#test-source-authorize-3ds")]):
            assert time.monotonic() < deadline, "no bank asked"
            page.wait_for_timeout(500)
        asked[0].click("#test-source-authorize-3ds")

    def is_refused(self, page) -> bool:
        page.locator("#cardNumber-fieldset [role=alert], .FieldError, .ConfirmPaymentButton--Error").first.wait_for()
        return True

    def leave(self, page) -> None:
        page.get_by_test_id("business-link").click()
