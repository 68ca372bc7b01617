"""How one thing is bought in each shop, from its page to the thanks. Returns whether it became an order."""

from __future__ import annotations

import re
from collections.abc import Callable

from .browser import Browser, WrongAnswer

Buy = Callable[[Browser, str, int], bool]


def buy_ours(browser: Browser, path: str, key: int, payment: str = "cod") -> bool:
    """path: of the product page; key: of the product. By card the purchase ends at the payment page (browser.away)."""
    browser.get(path)
    browser.get(f"/fr/basket/add/{key}/")
    if "csrfmiddlewaretoken" not in browser.text:
        return False  # nothing is left of it
    browser.post(f"/fr/basket/add/{key}/", quantity=1)  # leads to the basket; Oscar leads back to the product
    browser.get("/fr/checkout/")
    if "/checkout/" not in browser.path:
        return False  # sold out while it lay in the basket
    browser.post(
        "/fr/checkout/", name="Salma Idrissi", phone="0612345678", email="salma@example.com", city="marrakech",
        street="12, rue du Marché", landmark="derrière la mosquée", postal_code="40000",
    )  # fmt: skip
    if not browser.path.endswith("/review/"):
        return False
    browser.post("/fr/checkout/review/", accept_terms="on", payment=payment, **hidden(browser.text))
    return bool(browser.away) or "/checkout/done/" in browser.path


def buy_oscar(browser: Browser, path: str, key: int) -> bool:
    """The same in Oscar, as a guest."""
    browser.get(path)
    if "add_to_basket_form" not in browser.text:
        return False
    browser.post(f"/basket/add/{key}/", quantity=1)
    browser.get("/basket/")
    browser.get("/checkout/")
    if not browser.path.startswith("/checkout/"):
        return False
    browser.post("/checkout/", username="salma@example.com", options="anonymous")
    browser.post(
        "/checkout/shipping-address/", first_name="Salma", last_name="Idrissi", line1="12, rue du Marché",
        line4="Marrakech", postcode="40000", phone_number="+212612345678",
    )  # fmt: skip
    browser.get("/checkout/preview/")
    if not browser.path.endswith("/preview/"):
        return False
    browser.post("/checkout/preview/", action="place_order")
    return "/thank-you/" in browser.path


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of the review's form."""
    form = re.search(r"<form[^>]*data-once.*?</form>", text, re.DOTALL)
    if form is None:
        raise WrongAnswer("no form on the review")
    found = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = attributes.get("type"), attributes.get("name", "")
        if kind == "hidden" and name != "csrfmiddlewaretoken":
            found[name] = attributes.get("value", "")
    return found


BUYERS: dict[str, Buy] = {"ours": buy_ours, "oscar": buy_oscar}
