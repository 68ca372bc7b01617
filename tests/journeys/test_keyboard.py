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
    page.locator(".filters > summary").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=province][value=essaouira]").focus()
    page.keyboard.press("Space")
    page.locator(".filters-apply button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**province=essaouira**")
    assert page.locator(".card").count() > 0
    assert {text.split("·")[1].strip() for text in page.locator(".card-maker").all_inner_texts()} == {"Essaouira"}
    context.close()


def reach(page, selector: str) -> None:
    """Press Tab until the focus is on it, and see that the focus can be seen there."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
    else:
        raise AssertionError(f"{selector} is not reached by Tab on {page.url}")
    # Waited for: the page may still be scrolling to it. What is behind something stays there, and time runs out.
    page.wait_for_function(
        """() => { const at = document.activeElement, box = at.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
        return !top || at.contains(top) || top.contains(at) || top.closest('label')?.control === at; }"""
    )


def write(page, name: str, text: str) -> None:
    reach(page, f'main [name="{name}"]')
    page.keyboard.type(text)


def choose(page, name: str, value: str) -> None:
    """Go down a list until this is chosen."""
    reach(page, f'main [name="{name}"]')
    for _ in range(500):
        page.keyboard.press("ArrowDown")
        if page.locator(":focus").input_value() == value:
            return
    raise AssertionError(f"{value} is not in the list")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_purchase_by_keyboard_alone(phone, language):
    page = phone()
    page.goto(f"/{language}/cooperatives/al-alfia-atalita/")
    reach(page, 'a[href*="/catalogue/couscous-dorge-belboula"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/catalogue/couscous-dorge-belboula**")
    reach(page, "form.buy button.button-primary")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-messages] .notice-ok")
    page.goto(f"/{language}/basket/")
    write(page, "code", "semoule10")
    page.keyboard.press("Enter")
    page.wait_for_selector(".code-list .badge-ok")
    reach(page, f'a[href="/{language}/checkout/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/")
    write(page, "name", "Salma Idrissi")
    write(page, "phone", "0612345678")
    write(page, "email", f"clavier-{language}@example.com")
    choose(page, "city", "marrakech")
    write(page, "street", "12, rue du Marché")
    write(page, "gift_note", "Bon aïd !")
    reach(page, "main form.form button.button-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/review/")
    assert "Bon aïd !" in page.inner_text("main")
    reach(page, '[name="accept_terms"]')
    page.keyboard.press("Space")
    reach(page, "form[data-once] button.button-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/done/**")
    assert not page.faults
