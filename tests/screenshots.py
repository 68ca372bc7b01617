"""make screenshots: every page of a running demo, in three languages and two widths, into $STATE_DIR/screenshots.

Starts a market of its own in a temporary folder, buys something as a guest, and looks at it from both doors.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM
from tests.journeys.conftest import QUIET
from tests.journeys.running import RunningMarket
from tests.journeys.test_purchase import CHEESE, COUSCOUS, fill_details, put_into_basket, sign_in

LANGUAGES, WIDTHS = ("fr", "ar", "en"), (390, 1280)
PUBLIC = {
    "home": "",
    "catalogue": "catalogue/",
    "catalogue-nothing": "catalogue/?q=zzzz",
    "cooperatives": "cooperatives/",
    "storefront": "cooperatives/al-alfia-atalita/",
    "terms": "terms/",
    "sign-in": "accounts/login/",
    "sign-up": "accounts/signup/",
    "reset": "accounts/password/reset/",
    "not-found": "nowhere/",
    "basket-empty": "basket/",
}


class Camera:
    """Takes whole-page pictures and notes pages that are wider than their window."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.too_wide = folder, []
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str, language: str, width: int) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=self.folder / f"{name}-{language}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            self.too_wide.append(f"{name}-{language}-{width}")


def shoot(browser: Browser, market: RunningMarket, camera: Camera, language: str, width: int) -> None:
    """All pages in one language and width."""
    context = browser.new_context(base_url=market.url, viewport={"width": width, "height": 844})
    page = context.new_page()
    for name, path in PUBLIC.items():
        page.goto(f"/{language}/{path}")
        camera.take(page, name, language, width)
    for cooperative, slug in (("al-alfia-atalita", COUSCOUS), ("kokiaj-mogador", CHEESE)):
        put_into_basket(page, language, cooperative, slug, script=True)
        camera.take(page, f"product-{slug}", language, width)
    page.goto(f"/{language}/basket/")
    camera.take(page, "basket", language, width)
    page.goto(f"/{language}/checkout/")
    page.click("main form.form button.button-primary")
    camera.take(page, "checkout-errors", language, width)
    fill_details(page, "salma@example.com")
    camera.take(page, "review", language, width)
    page.check('[name="accept_terms"]')
    page.click("form[data-once] button.button-primary")
    page.wait_for_url("**/checkout/done/**")
    camera.take(page, "thanks", language, width)
    page.goto(page.url.replace("/checkout/done/", "/track/"))
    camera.take(page, "track", language, width)
    sign_in(page, "couscous@example.com")
    for name, path in {"seller-home": "", "seller-orders": "orders/"}.items():
        page.goto(f"/{language}/seller/al-alfia-atalita/{path}")
        camera.take(page, name, language, width)
    page.click('main a[href*="/orders/"] >> nth=-1')
    camera.take(page, "seller-order", language, width)
    page.goto(f"/{language}/accounts/")
    camera.take(page, "account", language, width)
    context.close()


def main() -> int:
    camera = Camera(Path(os.environ.get("STATE_DIR", "var")) / "screenshots")
    with tempfile.TemporaryDirectory(prefix="taawon-shots-") as folder, sync_playwright() as playwright:
        market = RunningMarket(Path(folder) / "state")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            for language in LANGUAGES:
                for width in WIDTHS:
                    shoot(browser, market, camera, language, width)
                    print(f"{language} {width}: done", flush=True)
        finally:
            browser.close()
            market.stop()
    print(f"Pictures: {camera.folder}. Wider than the window: {camera.too_wide or 'none'}")
    return 1 if camera.too_wide else 0


if __name__ == "__main__":
    sys.exit(main())
