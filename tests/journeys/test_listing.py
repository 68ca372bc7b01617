"""A listing from a photo on a telephone to live to sold, through the member's door, the delegation's and the shop's."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from .test_purchase import fill_details, sign_in
from .test_suspension import open_desk

pytestmark = pytest.mark.browser

NAME = "Couscous du matin, grain très fin"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """What a telephone makes: large, lying on its side, with the place where it was taken."""
    dots = random.Random("photo").randbytes(48 * 64 * 3)
    picture = Image.frombytes("RGB", (64, 48), dots).resize((2048, 1536))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Telephone"
    file = tmp_path / "photo.jpg"
    picture.save(file, "JPEG", exif=exif)
    return file


def go_on(member, page: str) -> None:
    """Keep this page and open the next."""
    member.click(".action-bar button.button-primary")
    member.wait_for_url(f"**/{page}/**")


def write_listing(member, photo: Path) -> None:
    """The steps of a new listing, each kept at once."""
    member.goto("/fr/seller/al-alfia-atalita/listings/new/")
    member.set_input_files('input[type="file"] >> nth=0', photo)
    member.wait_for_url("**/listings/*/photos/**")
    # A worker turns and shrinks it; the page shows it when it is ready.
    member.wait_for_selector('[data-pictures] img[src*="/products/"]')
    member.click(".action-bar .button-primary")
    member.wait_for_url("**/kind/**")
    member.check('[name="category"][value="couscous"]', force=True)
    go_on(member, "words")
    member.fill('[name="title_fr"]', NAME)
    member.fill('[name="description_fr"]', "Roulé à l’aube, séché au soleil.")
    go_on(member, "size")
    member.check('[name="size"][value="g:500"]', force=True)
    member.fill('[name="weight_g"]', "530")
    go_on(member, "offer")
    member.fill('[name^="price_"]', "24,50")
    member.fill('[name^="stock_"]', "3")
    go_on(member, "contents")
    member.fill('[name="ingredients_fr"]', "Semoule de blé dur, eau, sel.")
    member.check('[name="allergens"][value="gluten"]', force=True)
    member.click(".action-bar button.button-primary")
    member.wait_for_selector('form[action$="/submit/"]')
    assert "24,50" in member.inner_text("main")
    member.click('form[action$="/submit/"] button')
    member.wait_for_selector('form[action$="/take-back/"]')


def accept(desk) -> None:
    """The delegation reads what has waited least, and accepts."""
    open_desk(desk, "")
    desk.click(f'main a:has-text("{NAME}")')
    desk.wait_for_url("**/delegation/listings/*/")
    assert "Semoule de blé dur" in desk.inner_text("main")
    desk.click("form.decide-yes button.button-primary")
    desk.wait_for_url("**/fr/delegation/**")


def test_from_a_phone_photo_to_live_to_sold(phone, mailbox, photo):
    member, desk, guest = phone(), phone(width=1280), phone()
    sign_in(member, "couscous@example.com")
    write_listing(member, photo)
    guest.goto("/fr/cooperatives/al-alfia-atalita/")
    assert NAME not in guest.inner_text("main")

    accept(desk)
    (letter,) = mailbox.wait_about(NAME, 1)
    assert (letter["To"], letter["Content-Language"]) == ("couscous@example.com", "fr")

    guest.goto("/fr/cooperatives/al-alfia-atalita/")
    guest.click(f'a:has-text("{NAME}") >> nth=0')
    picture = guest.locator(".gallery img").first
    assert picture.evaluate("one => one.naturalHeight > one.naturalWidth")  # upright, as she held the telephone
    guest.fill('[name="quantity"]', "2")
    guest.click("form.buy button.button-primary")
    guest.wait_for_selector("[data-messages] .notice-ok")
    guest.goto("/fr/checkout/")
    fill_details(guest, "premiere@example.com")
    guest.check('[name="accept_terms"]')
    guest.click("form[data-once] button.button-primary")
    guest.wait_for_url("**/checkout/done/**")

    member.goto("/fr/seller/al-alfia-atalita/listings/")
    card = member.locator("article", has_text=NAME)
    assert "1 à vendre" in " ".join(card.inner_text().split())
    assert not member.faults + desk.faults + guest.faults
