"""The market by keyboard alone, without a script."""

import pytest

pytestmark = pytest.mark.browser


def test_filtering_by_keyboard_and_without_script(browser, market):
    context = browser.new_context(
        base_url=market.url, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/fr/catalogue/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main"
    page.locator(".filters summary").focus()
    page.keyboard.press("Enter")
    page.locator("#f-province").select_option("essaouira")
    page.locator(".filters-apply button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**province=essaouira**")
    assert page.locator(".card").count() > 0
    assert {text.split("·")[1].strip() for text in page.locator(".card-maker").all_inner_texts()} == {"Essaouira"}
    context.close()
