"""No network in a reader's hand: what was seen is readable and says of when it is, nothing private is shown."""

from __future__ import annotations

import re

import pytest

from .test_purchase import COUSCOUS, put_into_basket, sign_in

pytestmark = pytest.mark.browser

KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) urls.push(new URL(request.url).pathname);
  return urls;
}"""


# Each ends when it is so; the strict policy lets no test wait by a string of script.
CONTROLLED = """() => navigator.serviceWorker.controller ||
  new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done()))"""
PAGE_KEPT = """async () => {
  while (!(await caches.match(location.href))) await new Promise(requestAnimationFrame);
}"""

PICTURE_KEPT = """async () => {
  const picture = document.querySelector(".gallery img");
  await picture.decode();
  while (!(await caches.match(picture.currentSrc))) await new Promise(requestAnimationFrame);
}"""


def open_and_keep(page, path: str) -> None:
    """Until the worker has kept the page: the first one by its own care, the others as they pass."""
    page.goto(path)
    page.evaluate(CONTROLLED)
    page.evaluate(PAGE_KEPT)


def test_a_product_seen_is_readable_offline_with_its_date_and_nothing_else_is(phone):
    page = phone()
    open_and_keep(page, "/ar/")
    page.goto("/ar/cooperatives/al-alfia-atalita/")
    page.click(f'a[href*="/catalogue/{COUSCOUS}"] >> nth=0')
    page.wait_for_selector("form.buy")
    page.evaluate(PAGE_KEPT)
    page.evaluate(PICTURE_KEPT)
    product = page.url
    assert page.locator(".offline-note").count() == 0

    page.context.set_offline(True)
    page.goto(product)
    note = page.locator("main > .offline-note")
    assert note.is_visible() and "غير متصل" in note.inner_text()
    assert re.search(r"\d{2}:\d{2}", note.locator("[data-moment]").inner_text())
    assert page.locator(".price").first.is_visible()
    assert page.locator("form.buy button.button-primary").is_disabled()
    assert page.locator("form.buy + [role=status]").is_visible()
    drawn = "all => all.filter((one) => one.complete && one.naturalWidth > 0).length"
    assert page.eval_on_selector_all(".gallery img", drawn) >= 1
    weight = "getComputedStyle(document.querySelector('form.buy button.button-primary')).backgroundColor"
    assert page.evaluate(weight) != "rgba(0, 0, 0, 0)"  # its style sheets are here too

    page.goto("/fr/stories/")  # never seen
    page.wait_for_selector("html[lang=fr]")
    assert "hors connexion" in page.locator("h1").inner_text()
    page.goto("/ar/stories/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    seen = page.locator(f'[data-kept-list] a[href*="/catalogue/{COUSCOUS}"]')
    seen.wait_for()
    seen.click()
    page.wait_for_url(product)
    assert page.locator("main > .offline-note").is_visible()

    page.context.set_offline(False)  # the page asks for itself again, nobody has to
    page.wait_for_selector("html:not([data-kept])")
    assert page.url == product
    assert page.locator(".offline-note").count() == 0
    assert page.locator("form.buy button.button-primary").is_enabled()


def test_what_is_private_is_never_kept_and_a_lost_network_is_said_at_once(phone):
    page = phone()
    open_and_keep(page, "/fr/")
    put_into_basket(page, "fr", "al-alfia-atalita", COUSCOUS, script=True)
    page.goto("/fr/basket/")
    page.goto("/fr/checkout/")
    sign_in(page, "couscous@example.com")
    page.wait_for_url("**/fr/seller/**")
    page.goto("/fr/accounts/")
    open_and_keep(page, "/fr/catalogue/")
    private = re.compile(r"/(basket|checkout|accounts|seller|delegation|me|suggest|track)(/|$)")
    kept = page.evaluate(KEPT)
    assert any("/catalogue/" in path for path in kept)
    assert not [path for path in kept if private.search(path)]

    page.goto("/fr/accounts/addresses/new/")
    page.fill('main [name="name"]', "Salma Idrissi")
    page.context.set_offline(True)
    page.locator("main > .offline-note").wait_for()
    page.click("main form.form button.button-primary")
    assert page.url.endswith("/fr/accounts/addresses/new/")
    assert page.input_value('main [name="name"]') == "Salma Idrissi"

    for path in ("/fr/basket/", "/fr/accounts/"):
        page.goto(path)
        assert "hors connexion" in page.locator("h1").inner_text()
        assert "couscous@example.com" not in page.content()
    page.context.set_offline(False)
