"""A shopper says how it is, the delegation reads it, then everybody; the cooperative answers. Without JavaScript."""

from __future__ import annotations

import pytest

from tests.tour import PASSWORD

pytestmark = pytest.mark.browser

ARRIVED = 'section:has(img[src*="al-alfia-atalita"]) a[href*="/review/"]'
TITLE = "Le vendredi est sauvé"


def sign_in(page, email: str, path: str) -> None:
    page.goto(f"/fr/accounts/login/?next={path}")
    page.fill('[name="login"]', email)
    page.fill('[name="password"]', PASSWORD)
    page.click("main form button.button-primary")
    page.wait_for_url(f"**{path}")


def open_arrived_order(page) -> None:
    """One of her orders of which something can be reviewed; the newest first."""
    for number in (1, 2):
        page.goto(f"/fr/accounts/?page={number}")
        orders = page.eval_on_selector_all(".order-row", "all => all.map(one => one.getAttribute('href'))")
        for address in orders:
            page.goto(address)
            if page.locator(ARRIVED).count():
                return
    pytest.fail("no order of hers has arrived")


def test_from_the_order_to_the_product_page_and_the_reply(phone):
    shopper, desk, member = phone(script=False), phone(script=False, width=1280), phone(script=False)
    sign_in(shopper, "shopper@example.com", "/fr/accounts/")
    open_arrived_order(shopper)
    shopper.click(f"{ARRIVED} >> nth=0")
    product = shopper.locator("article.line-item h2").inner_text()
    shopper.click("main form .button-primary")
    assert shopper.locator(".field-error").count() >= 3
    shopper.check('[name="score"][value="5"]')
    shopper.fill('[name="title"]', TITLE)
    shopper.fill('[name="body"]', "Sept personnes à table, et chacun en a repris.")
    shopper.click("main form .button-primary")
    shopper.wait_for_url("**/track/**")

    sign_in(desk, "delegation@example.com", "/fr/delegation/")
    desk.goto("/fr/delegation/?kind=review")
    desk.click(f"text={TITLE}")
    desk.click(".decide-yes button")
    desk.wait_for_url("**/fr/delegation/")

    sign_in(member, "couscous@example.com", "/fr/seller/al-alfia-atalita/")
    member.goto("/fr/seller/al-alfia-atalita/voices/?show=reviews")
    member.click(f'article:has-text("{TITLE}") a[href*="/reviews/"]')
    member.fill('[name="words"]', "Merci, à vendredi prochain !")
    member.click("main form .button-primary")
    member.wait_for_url("**/voices/?show=reviews")

    shopper.goto("/fr/search/?q=" + product)
    shopper.click(f'.card a:has-text("{product}") >> nth=0')
    assert TITLE in shopper.locator(".review-list").first.inner_text()
    assert "Merci, à vendredi prochain !" in shopper.locator(".review-list .reply").first.inner_text()
