"""What a picture of a page shows at once and a reader of its code does not."""

import pytest

from tests.tour import sign_in

pytestmark = pytest.mark.browser

SELLER = "couscous@example.com"
# The page with the most to reach, and one that is a long form: both end in a bar that stays at the window's edge.
BEHIND_THE_BAR = """() => {
    const bar = document.querySelector('.action-bar'), one = document.activeElement;
    if (one === document.body || bar.contains(one)) return '';
    const box = one.getBoundingClientRect();
    return box.height && box.bottom > bar.getBoundingClientRect().top && box.top < innerHeight
        && getComputedStyle(bar).position === 'sticky' && one.closest('main') ? one.outerHTML.slice(0, 200) : '';
}"""


@pytest.mark.parametrize("section", ["", "words/"])
def test_nothing_that_is_focused_hides_behind_the_action_bar(phone, section: str):
    page = phone()
    page.emulate_media(reduced_motion="reduce")  # no gliding: what is focused is where it will be
    sign_in(page, SELLER)
    page.goto("/fr/seller/al-alfia-atalita/listings/?state=live")
    page.goto(page.locator("main .task-card-link").first.get_attribute("href") + section)
    hidden, reached = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        reached += page.evaluate("Boolean(document.activeElement.closest('main'))")
        hidden.append(page.evaluate(BEHIND_THE_BAR))
    assert reached > 5
    assert [one for one in hidden if one] == []


def test_a_latin_name_in_the_arabic_header_is_cut_at_its_end(phone):
    page = phone(width=1280)
    sign_in(page, SELLER)
    page.goto("/ar/")
    name = page.locator(".site-mine [data-name]")
    name.get_by_text("Présidente").wait_for()
    assert name.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert name.evaluate("one => one.scrollWidth > one.clientWidth && getComputedStyle(one).textOverflow") == "ellipsis"
