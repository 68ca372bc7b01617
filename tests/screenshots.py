"""make screenshots: every page of a running demo, in three languages and two widths, into $STATE_DIR/screenshots.

Starts a market of its own in a temporary folder, buys something as a guest, and looks at it from every door.
LANGUAGES and WIDTHS (separated by spaces) narrow it down.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM
from tests.journeys.conftest import QUIET
from tests.journeys.running import RunningMarket
from tests.journeys.test_purchase import CHEESE, COUSCOUS, fill_details, put_into_basket
from tests.tour import GUEST, VISITORS, Stop, Tour, sign_in

LANGUAGES = os.environ.get("LANGUAGES", "fr ar en").split()
WIDTHS = [int(width) for width in os.environ.get("WIDTHS", "390 1280").split()]


class Camera:
    """Takes whole-page pictures and notes pages that are wider than their window."""

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder, self.ending, self.page = folder, ending, None
        self.too_wide: list[str] = []

    def take(self, name: str) -> None:
        """With the pictures below the fold, which a reader would have scrolled to."""
        self.page.wait_for_load_state("networkidle")
        self.page.eval_on_selector_all(
            "img[loading=lazy]", "all => Promise.all(all.map(one => { one.loading = 'eager'; return one.decode() }))"
        )
        file = f"{name.replace(':', '-')}-{self.ending}"
        # As tall as the page: what sticks to a window's edge then stands where it belongs, and covers nothing.
        window = self.page.viewport_size
        self.page.set_viewport_size({**window, "height": self.page.evaluate("document.documentElement.scrollHeight")})
        self.page.screenshot(path=self.folder / f"{file}.png", full_page=True)
        self.page.set_viewport_size(window)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            self.too_wide.append(file)

    def look(self, stop: Stop) -> None:
        self.take(stop.name)


def shop(page: Page, camera: Camera, language: str) -> None:
    """The way to an order."""
    for cooperative, slug in (("al-alfia-atalita", COUSCOUS), ("kokiaj-mogador", CHEESE)):
        put_into_basket(page, language, cooperative, slug, script=True)
        camera.take(f"product-{slug}")
    page.goto(f"/{language}/basket/")
    camera.take("basket-full")
    page.goto(f"/{language}/checkout/")
    page.click("main form.form button.button-primary")
    camera.take("checkout-errors")
    fill_details(page, "salma@example.com")
    camera.take("review")
    page.check('[name="accept_terms"]')
    page.click("form[data-once] button.button-primary")
    page.wait_for_url("**/checkout/done/**")
    camera.take("thanks")
    page.goto(page.url.replace("/checkout/done/", "/track/"))
    camera.take("track")
    page.goto(f"/{language}/search/?q=zzzz")
    camera.take("catalogue-nothing")
    page.goto(f"/{language}/nowhere/")
    camera.take("not-found")


def shoot(browser: Browser, market: RunningMarket, camera: Camera, language: str, width: int) -> None:
    """All pages in one language and width, each person's pages after the guest's."""
    seen: dict[str, list[str]] = {}
    for visitor, starts in VISITORS.items():
        context = browser.new_context(base_url=market.url, viewport={"width": width, "height": 844})
        camera.page = page = context.new_page()
        if visitor == GUEST:
            shop(page, camera, language)
        else:
            sign_in(page, visitor)
        Tour(page, market.url, language, camera.look, seen).walk(starts)
        context.close()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.development")
    django.setup()  # the tour reads the URL resolver
    folder, too_wide = Path(os.environ.get("STATE_DIR", "var")) / "screenshots", []
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="taawon-shots-") as state, sync_playwright() as playwright:
        market = RunningMarket(Path(state) / "state")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            for language in LANGUAGES:
                for width in WIDTHS:
                    camera = Camera(folder, f"{language}-{width}")
                    shoot(browser, market, camera, language, width)
                    too_wide += camera.too_wide
                    print(f"{language} {width}: done", flush=True)
        finally:
            browser.close()
            market.stop()
    print(f"Pictures: {folder}. Wider than the window: {too_wide or 'none'}")
    return 1 if too_wide else 0


if __name__ == "__main__":
    sys.exit(main())
