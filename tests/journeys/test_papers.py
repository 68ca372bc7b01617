"""A slip from the click to the file, with a real worker: the page looks again by itself, without script by a link."""

from __future__ import annotations

import pytest

from tests.tour import MEMBER, sign_in

pytestmark = pytest.mark.browser
WAITING = "[data-papers][data-waiting]"


def to_an_open_order(page, language: str) -> None:
    sign_in(page, MEMBER)
    page.goto(f"/{language}/seller/al-alfia-atalita/")
    page.click("a.task-card-link >> nth=0")
    page.wait_for_load_state("networkidle")


def download(page) -> bytes:
    with page.expect_download() as given:
        page.click("[data-papers] a[data-paper] >> nth=-1")
    return given.value.path().read_bytes()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_slip_is_made_while_the_page_stands_there(phone, language):
    member = phone()
    to_an_open_order(member, language)
    member.click('form[action$="/slip/pdf/"] button')
    member.wait_for_load_state("networkidle")
    member.wait_for_selector(WAITING, state="detached")
    assert download(member).startswith(b"%PDF")
    assert not member.faults


def test_without_script_a_link_looks_again(phone):
    member = phone(script=False)
    to_an_open_order(member, "en")
    member.click('form[action$="/slip/pdf/"] button')
    for _ in range(200):
        if not member.locator(WAITING).count():
            break
        member.click(".paper-again >> nth=0")
    assert download(member).startswith(b"%PDF")
