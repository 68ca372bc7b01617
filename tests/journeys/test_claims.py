"""Something arrived broken: a photo from the telephone, the cooperative's answer, the money that comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_listing import photo  # noqa: F401 - a fixture: what a telephone makes
from .test_voices import sign_in

pytestmark = pytest.mark.browser

CLAIM = 'section:has(img[src*="al-alfia-atalita"]) a[href*="/claim/"]'


def open_claimable_order(page) -> None:
    """One of her orders of which something arrived lately."""
    for number in (1, 2, 3):
        page.goto(f"/fr/accounts/?page={number}")
        for address in page.eval_on_selector_all(".order-row", "all => all.map(one => one.getAttribute('href'))"):
            page.goto(address)
            if page.locator(CLAIM).count():
                return
    pytest.fail("no order of hers can be claimed")


def fits(page) -> bool:
    """Nothing sticks out of the telephone."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_photo_from_a_phone_and_the_answer(phone, photo: Path):  # noqa: F811 - the fixture
    shopper, member = phone(), phone()
    sign_in(shopper, "shopper@example.com", "/fr/accounts/")
    open_claimable_order(shopper)
    order = shopper.url
    shopper.click(f"{CLAIM} >> nth=0")
    assert fits(shopper)
    shopper.check('[name="kind"][value="damaged"]', force=True)
    shopper.fill('[name^="units_"] >> nth=0', "1")
    shopper.fill('[name="words"]', "Le sachet était ouvert.")
    shopper.set_input_files('[name="photo"]', photo)
    shopper.click(".action-bar .button-primary")
    shopper.wait_for_url("**/track/**")
    assert "La coopérative regarde" in shopper.inner_text("main")

    sign_in(member, "couscous@example.com", "/fr/seller/al-alfia-atalita/")
    member.click('a[href$="/claims/"]')
    member.click('.products-button[href*="/claims/"] >> nth=0')
    assert "Le sachet était ouvert." in member.inner_text("main")
    shown = member.wait_for_selector(".claim-photo")
    # Upright, as it was held, and no larger than a page needs.
    assert shown.evaluate("image => image.decode().then(() => image.naturalHeight > image.naturalWidth)")
    assert fits(member)
    member.check('[name="answer"][value="accept"]', force=True)
    member.click(".action-bar .button-primary")
    assert "Argent rendu" in member.inner_text("main")

    shopper.goto(order)
    assert "vous sont rendus" in shopper.inner_text("main")
    assert not shopper.faults and not member.faults
