"""A member's products on her telephone: written step by step, sent, mended, priced, paused; and what others may do."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.choices import EditState, PictureState, Reason, State
from catalogue.models import Product, ProductImage, StagedEdit
from catalogue.services.listing import listing_edit
from catalogue.services.moderate import edit_accept, edit_refuse, listing_accept, listing_ask_changes
from marketplace.pages.numbers import NotANumber, number_read, number_shown
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import stock_reserve
from tests.factories import (
    make_category,
    make_draft,
    make_member,
    make_picture,
    make_product,
    make_product_class,
    make_submitted,
    make_upload,
    make_user,
    make_variant,
)

from .conftest import Seller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def url(seller: Seller, name: str, listing: Product | None = None, *more: int, query: str = "") -> str:
    return reverse(f"seller:{name}", args=[seller.cooperative.slug, *([listing.pk] if listing else []), *more]) + query


def see(seller: Seller, name: str, listing: Product | None = None, *, query: str = "", status: int = 200) -> str:
    answer = seller.client.get(url(seller, name, listing, query=query))
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def send(
    seller: Seller, name: str, listing: Product | None = None, *more: int, query: str = "", **data
) -> HttpResponse:
    """Send a form; what comes after its redirect."""
    answer = seller.client.post(url(seller, name, listing, *more, query=query), data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def text_of(answer: HttpResponse | str) -> str:
    """What is read: no tags, single blanks."""
    page = answer if isinstance(answer, str) else answer.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.replace("&nbsp;", " ").replace("\xa0", " ")).split())


def offer_data(listing: Product, *, price: str, stock: str, seen: int) -> dict:
    return {f"price_{listing.pk}": price, f"stock_{listing.pk}": stock, f"seen_{listing.pk}": seen}


# --- a new product, step by step ----------------------------------------------------------------------------------


def test_from_a_photo_to_the_delegation_each_step_is_saved_at_once(seller: Seller):
    make_category()
    make_product_class()
    page = see(seller, "listing-new")
    assert page.index('capture="environment"') < page.index('name="photo"'), "the camera comes first"
    answer = send(seller, "listing-new", camera=make_upload())
    listing = Product.objects.get()
    assert listing.state == State.DRAFT
    assert "Being prepared" in answer.content.decode() and "data-waiting" in answer.content.decode()

    walk = {"query": "?walk=1"}
    answer = send(seller, "listing-kind", listing, **walk, category="couscous")
    assert fresh(listing).product_class.code == "couscous"
    assert answer.redirect_chain[-1][0] == url(seller, "listing-words", listing, query="?walk=1")
    send(seller, "listing-words", listing, **walk, title_en="Whole couscous", description_en="By hand.")
    assert fresh(listing).title_en == "Whole couscous"
    send(seller, "listing-size", listing, **walk, size="g:500", weight_g="530")
    saved = fresh(listing)
    assert (saved.net_quantity, saved.net_unit, saved.weight_g) == (500, "g", 530)
    assert (saved.size_label_fr, saved.size_label_ar, saved.size_label_en) == ("500 g", "500 غ", "500 g")
    answer = send(seller, "listing-offer", listing, **walk, **offer_data(listing, price="45,50", stock="12", seen=0))
    record = StockRecord.objects.get()
    assert (record.price, record.available) == (Decimal("45.50"), 12)
    assert "You receive 45.50 MAD for each one sold: the market keeps nothing." in text_of(answer)
    answer = send(seller, "listing-contents", listing, **walk, allergens=["gluten"], ingredients_en="Wheat")
    assert fresh(listing).allergens == ["gluten"]

    assert answer.redirect_chain[-1][0] == url(seller, "listing", listing)
    assert "Send it to the delegation" in answer.content.decode()
    answer = send(seller, "listing-submit", listing)
    assert fresh(listing).state == State.SUBMITTED and "Sent to the delegation" in answer.content.decode()
    assert list(Product.objects.waiting()) == [listing]


def test_a_photo_can_come_later_but_something_must_be_pressed(seller: Seller):
    assert "Take a photo, or choose one" in send(seller, "listing-new").content.decode()
    assert not Product.objects.exists()
    send(seller, "listing-new", later="1")
    assert Product.objects.get().state == State.DRAFT


def test_a_file_that_is_no_photo_is_refused_beside_the_camera(seller: Seller):
    page = send(seller, "listing-new", photo=make_upload(b"no picture")).content.decode()
    assert 'id="photo-error"' in page and "not a photo that can be read" in page
    assert not Product.objects.exists()


def test_what_is_missing_is_said_and_the_next_page_is_one_press_away(seller: Seller):
    listing = make_draft(seller.cooperative)
    StockRecord.objects.all().delete()
    page = see(seller, "listing", listing)
    assert page.count("Still missing") == 1 and "Go on:" in page
    assert url(seller, "listing-offer", listing) in page
    assert "Something is still missing" in send(seller, "listing-submit", listing).content.decode()
    assert fresh(listing).state == State.DRAFT


def test_a_double_submit_sends_once_and_says_the_same(seller: Seller):
    listing = make_draft(seller.cooperative)
    for _ in range(2):
        assert "Sent to the delegation" in send(seller, "listing-submit", listing).content.decode()
    assert fresh(listing).state == State.SUBMITTED


def test_the_other_languages_may_stay_empty_and_hers_comes_first(seller: Seller):
    listing = make_draft(seller.cooperative, title_fr="")
    with translation.override("ar"):
        page = seller.client.get(url(seller, "listing-words", listing)).content.decode()
        assert page.index("title_ar") < page.index("title_fr")
        send(seller, "listing-words", listing, title_ar="كسكس")
    assert fresh(listing).title_ar == "كسكس"
    assert "كسكس" in see(seller, "listing", listing)


def test_a_name_is_wanted_in_one_language_at_least(seller: Seller):
    listing = make_draft(seller.cooperative, title_fr="")
    page = send(seller, "listing-words", listing, description_en="By hand.").content.decode()
    assert "Write the name of the product." in page and "By hand." in page


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("45", "45"), ("45,50", "45.50"), ("45.50", "45.50"), (" 45 DH", "45"), ("45,5 MAD", "45.5"),
        ("1 200,50", "1200.50"), ("1\u00a0200,50", "1200.50"), ("1,200.50", "1200.50"), ("1.200,50", "1200.50"),
        ("٤٥٫٥٠", "45.50"), ("٤٥", "45"), ("45 د.م.", "45"), ("45,", "45"),
    ],
)  # fmt: skip
def test_money_is_read_as_people_type_it(typed: str, read: str):
    assert number_read(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["", "abc", "1.200", "1,200", "4 5,5,5", "-4", "45.50.50", "1e3", "NaN", "4/5"])
def test_what_can_be_meant_in_two_ways_is_not_guessed(typed: str):
    with pytest.raises(NotANumber):
        number_read(typed)


def test_a_price_stands_in_its_field_as_she_would_type_it():
    assert [number_shown(Decimal("45.00"), "fr"), number_shown(Decimal("45.50"), "fr")] == ["45", "45,50"]
    assert number_shown(Decimal("45.50"), "en") == "45.50"


@pytest.mark.parametrize(
    ("price", "stock", "error"),
    [
        ("dear", "12", "Write a number, such as 45 or 45,50."),
        ("", "12", "Write the price for one"),
        ("0", "12", "Write a number above zero."),
        ("45,5555", "12", "At most two digits after the comma."),
        ("9000000", "12", "too large"),
        ("45", "-1", "It cannot be less than 0."),
        ("45", "many", "Write a whole number"),
        ("45", "", "Write how many are still for sale"),
    ],
)
def test_a_wrong_number_is_said_beside_its_field_and_stays_there(seller: Seller, price, stock, error):
    listing = make_product(cooperative=seller.cooperative, price="42.00", stock=10)
    page = send(seller, "listing-offer", listing, **offer_data(listing, price=price, stock=stock, seen=10)).content
    assert error in page.decode()
    for name, typed in (("price", price), ("stock", stock)):
        control = re.search(rf'<input[^>]*name="{name}_{listing.pk}"[^>]*>', page.decode())[0]
        assert f'value="{typed}"' in control or not typed
    record = StockRecord.objects.get()
    assert (record.price, record.available) == (Decimal("42.00"), 10)


def test_a_stale_count_asks_again_with_the_new_number(seller: Seller):
    listing = make_product(cooperative=seller.cooperative, price="42.00", stock=10)
    stock_reserve({StockRecord.objects.get().pk: 3})
    page = send(seller, "listing-offer", listing, **offer_data(listing, price="50", stock="15", seen=10)).content
    assert "now 7 are for sale" in page.decode()
    assert re.search(rf'name="seen_{listing.pk}" value="7"', page.decode()), "the next answer is about what she sees"
    assert re.search(rf'name="stock_{listing.pk}" value="15"', page.decode()), "nothing typed is lost"
    assert StockRecord.objects.get().price == 42
    send(seller, "listing-offer", listing, **offer_data(listing, price="50", stock="15", seen=7))
    assert (StockRecord.objects.get().price, StockRecord.objects.get().available) == (50, 15)


def test_each_variant_has_its_price_and_stock_and_all_or_none_is_saved(seller: Seller):
    parent = make_product(cooperative=seller.cooperative, stock=None)
    small, large = make_variant(parent, size="500 g", stock=5), make_variant(parent, size="1 kg", stock=5)
    page = see(seller, "listing-offer", parent)
    assert "500 g" in page and "1 kg" in page
    stock_reserve({large.stockrecords.get().pk: 1})
    data = offer_data(small, price="21", stock="9", seen=5) | offer_data(large, price="41", stock="9", seen=5)
    send(seller, "listing-offer", parent, **data)
    assert small.stockrecords.get().price == 20
    data |= offer_data(large, price="41", stock="9", seen=4)
    send(seller, "listing-offer", parent, **data)
    assert [small.stockrecords.get().price, large.stockrecords.get().price] == [21, 41]


def test_another_size_is_typed_in_any_unit(seller: Seller):
    listing = make_draft(seller.cooperative)
    send(seller, "listing-size", listing, size="other", amount="1,5", unit="kg", weight_g="1600")
    saved = fresh(listing)
    assert (saved.net_quantity, saved.net_unit) == (1500, "g")
    assert (saved.size_label_fr, saved.size_label_en) == ("1,5 kg", "1.5 kg")
    page = send(seller, "listing-size", listing, size="other", amount="", unit="kg", weight_g="1600").content.decode()
    assert "Write how much is in one." in page


def test_packed_it_weighs_more_than_what_is_in_it(seller: Seller):
    listing = make_draft(seller.cooperative)
    page = send(seller, "listing-size", listing, size="g:500", weight_g="50").content.decode()
    assert "With its packing it weighs at least as much" in page and fresh(listing).net_quantity == 1000


def test_it_cannot_be_free_from_what_it_contains(seller: Seller):
    listing = make_draft(seller.cooperative)
    page = send(seller, "listing-contents", listing, allergens=["milk"], free_from=["milk"]).content.decode()
    assert "You say both" in page and fresh(listing).free_from == []


# --- the delegation's reason --------------------------------------------------------------------------------------


def test_the_reason_stands_at_the_top_and_beside_the_field_until_she_sends_it_again(seller: Seller):
    listing = make_submitted(seller.cooperative)
    listing_ask_changes(
        product_id=listing.pk, by=make_user(), reason=Reason.TEXT_UNCLEAR, field="title", words="Quel blé ?"
    )
    page = see(seller, "listing", listing)
    assert page.count("Quel blé ?") == 2 and str(Reason.TEXT_UNCLEAR.label) in page
    words = see(seller, "listing-words", listing)
    assert words.index('id="asked"') < words.index('name="title_en"')
    assert re.search(r'<textarea[^>]*name="title_en"[^>]*aria-describedby="asked', words)
    assert "Quel blé ?" not in see(seller, "listing-size", listing)
    send(seller, "listing-words", listing, title_en="Couscous of hard wheat", title_fr="Couscous de blé dur")
    send(seller, "listing-submit", listing)
    assert "Quel blé ?" not in see(seller, "listing", listing)
    assert "Quel blé ?" not in see(seller, "listings")


@pytest.mark.parametrize(
    ("field", "name", "control"),
    [
        ("pictures", "listing-photos", 'name="camera"'),
        ("category", "listing-kind", 'name="category"'),
        ("description", "listing-words", 'name="description_en"'),
        ("net_quantity", "listing-size", 'name="size"'),
        ("weight_g", "listing-size", 'name="weight_g"'),
        ("price", "listing-offer", 'name="price_'),
        ("ingredients", "listing-contents", 'name="ingredients_en"'),
        ("allergens", "listing-contents", 'name="allergens"'),
    ],
)
def test_whatever_the_delegation_asks_for_stands_on_its_page(seller: Seller, field: str, name: str, control: str):
    listing = make_submitted(seller.cooperative)
    listing_ask_changes(product_id=listing.pk, by=make_user(), reason=Reason.OTHER, field=field, words="Regardez")
    page = see(seller, name, listing)
    assert page.count("Regardez") == 1 and page.index("Regardez") < page.index(control)
    assert url(seller, name, listing) in see(seller, "listing", listing)


def test_what_the_delegation_writes_is_text(seller: Seller):
    listing = make_submitted(seller.cooperative)
    listing_ask_changes(product_id=listing.pk, by=make_user(), reason=Reason.OTHER, words="<b>Non</b>")
    assert "&lt;b&gt;Non&lt;/b&gt;" in see(seller, "listing", listing)


def test_a_reason_about_the_whole_listing_stands_at_its_top_only(seller: Seller):
    listing = make_submitted(seller.cooperative)
    listing_ask_changes(product_id=listing.pk, by=make_user(), reason=Reason.NOT_OWN_GOODS)
    assert see(seller, "listing", listing).count(str(Reason.NOT_OWN_GOODS.label)) == 1


# --- changing what is for sale ------------------------------------------------------------------------------------


def test_a_change_to_what_is_for_sale_waits_and_is_shown_to_her_alone(seller: Seller, client: Client):
    listing = make_product("Couscous", cooperative=seller.cooperative)
    answer = send(seller, "listing-words", listing, title_en="Fine couscous", title_fr="Couscous fin")
    assert "Until it agrees, shoppers see the product as it was." in answer.content.decode()
    assert "Waits for the delegation" in answer.content.decode() and "Fine couscous" in answer.content.decode()
    public = Client().get(reverse("storefront:product", args=[listing.slug, listing.pk])).content.decode()
    assert "Fine couscous" not in public
    assert "Fine couscous" in see(seller, "listing-words", listing), "she goes on from what she wrote"
    edit_accept(edit_id=StagedEdit.objects.get().pk, by=make_user())
    assert fresh(listing).title_en == "Fine couscous"


def test_a_refused_change_says_why_and_can_be_taken_back(seller: Seller):
    listing = make_product("Couscous", cooperative=seller.cooperative)
    edit = listing_edit(product_id=listing.pk, by=seller.user, changes={"allergens": ["gluten"]})
    edit_refuse(
        edit_id=edit.pk, by=make_user(), reason=Reason.ALLERGENS_MISSING, field="allergens", words="Et le sel ?"
    )
    page = see(seller, "listing", listing)
    assert "Your change was sent back" in page and "Et le sel ?" in page
    assert "Et le sel ?" in see(seller, "listing-contents", listing)
    send(seller, "edit-withdraw", listing, edit.pk)
    assert fresh(edit).state == EditState.WITHDRAWN
    assert "Et le sel ?" not in see(seller, "listing", listing)


def test_photos_of_what_is_for_sale_wait_too(seller: Seller):
    listing = make_product(cooperative=seller.cooperative)
    make_picture(listing)
    page = send(seller, "listing-photos", listing, photo=make_upload()).content.decode()
    assert "Being prepared" in page
    assert ProductImage.objects.filter(product=listing).count() == 1
    assert StagedEdit.objects.get().state == EditState.WAITING
    new = ProductImage.whole.get(state=PictureState.WAITING)
    send(seller, "picture-remove", listing, new.pk)
    assert not ProductImage.whole.filter(pk=new.pk).exists()


def test_a_photo_that_could_not_be_read_says_so(seller: Seller):
    listing = make_draft(seller.cooperative)
    ProductImage.whole.filter(product=listing).update(state=PictureState.FAILED)
    assert "could not be read: take it again" in see(seller, "listing-photos", listing)
    assert "Still missing" in see(seller, "listing", listing)


def test_another_listings_photo_is_not_there(seller: Seller):
    listing, other = make_draft(seller.cooperative), make_product(cooperative=seller.cooperative)
    foreign = make_picture(other)
    for name in ("picture-remove", "picture-first"):
        assert seller.client.post(url(seller, name, listing, foreign.pk)).status_code == 404
    assert ProductImage.whole.filter(pk=foreign.pk).exists()


# --- every state --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_state_has_its_page_in_every_language(seller: Seller, state: str, language: str):
    listing = make_submitted(seller.cooperative)
    Product.objects.filter(pk=listing.pk).update(state=state)
    with translation.override(language):
        for name in ("listing", "listings"):
            query = "?status=archived" if name == "listings" and state == State.ARCHIVED else ""
            page = see(seller, name, listing if name == "listing" else None, query=query)
            assert re.search(r'class="status status-\w+">\s*<svg.*?</svg>\s+\w', page, re.DOTALL), (
                "an icon, a word and a colour"
            )


def test_paused_put_back_put_away_and_brought_back(seller: Seller):
    listing = make_product(cooperative=seller.cooperative)
    send(seller, "listing-pause", listing)
    assert "Put back on sale" in see(seller, "listing", listing)
    send(seller, "listing-resume", listing)
    assert "Put this product away?" in see(seller, "listing-archive", listing)
    assert fresh(listing).state == State.LIVE, "asked first"
    send(seller, "listing-archive", listing)
    assert fresh(listing).state == State.ARCHIVED
    assert listing.title_en not in see(seller, "listings")
    assert listing.title_en in see(seller, "listings", query="?status=archived")
    send(seller, "listing-restore", listing)
    assert fresh(listing).state == State.DRAFT


def test_what_was_done_already_says_where_the_product_is_now(seller: Seller):
    listing = make_product(cooperative=seller.cooperative)
    send(seller, "listing-pause", listing)
    assert "already “Paused”" in send(seller, "listing-pause", listing).content.decode()
    submitted = make_submitted(seller.cooperative)
    answer = send(seller, "listing-words", submitted, title_en="Other")
    assert "already “With the delegation”" in answer.content.decode()
    assert fresh(submitted).title_en != "Other"


def test_what_wants_something_of_her_comes_first(seller: Seller):
    make_product("Plain", cooperative=seller.cooperative)
    asked = make_submitted(seller.cooperative, title_en="Asked")
    listing_ask_changes(product_id=asked.pk, by=make_user(), reason=Reason.TEXT_UNCLEAR)
    refused = make_product("Refused", cooperative=seller.cooperative)
    edit = listing_edit(product_id=refused.pk, by=seller.user, changes={"title_fr": "Autre"})
    edit_refuse(edit_id=edit.pk, by=make_user(), reason=Reason.TEXT_UNCLEAR)
    make_product("Newest", cooperative=seller.cooperative)
    page = see(seller, "listings")
    assert max(page.index("Asked"), page.index("Refused (en)")) < min(page.index("Newest"), page.index("Plain"))
    assert "2 to change" in text_of(see_home(seller))
    assert text_of(see(seller, "listings", query="?status=to-change")).count("Price and stock") == 2


def see_home(seller: Seller) -> str:
    return seller.client.get(reverse("seller:home", args=[seller.cooperative.slug])).content.decode()


def test_without_products_the_list_says_how_to_begin(seller: Seller):
    assert "Take the first photo" in see(seller, "listings")
    assert "Nothing here" in see(seller, "listings", query="?status=paused")


def test_sold_out_is_said(seller: Seller):
    make_product(cooperative=seller.cooperative, stock=0)
    assert "Sold out" in see(seller, "listings")


# --- who may do what ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["sales", "stock"])
def test_sales_and_stock_may_change_products(seller: Seller, client: Client, role: str):
    client.force_login(make_member(seller.cooperative, role=role))
    listing = make_draft(seller.cooperative)
    assert send(seller, "listing-words", listing, title_en="Other", title_fr="Autre")
    assert fresh(listing).title_en == "Other"


def test_accounts_may_look_and_are_told_that_they_may_not_change(seller: Seller, client: Client):
    listing = make_draft(seller.cooperative)
    client.force_login(make_member(seller.cooperative, role="accounts"))
    for name in ("listings", "listing"):
        page = see(seller, name, listing if name == "listing" else None)
        for address in ("listing-new", "listing-words", "listing-submit", "listing-offer"):
            assert url(seller, address, None if address == "listing-new" else listing) not in page, address
    for name in ("listing-words", "listing-offer", "listing-submit", "listing-archive", "listing-photos"):
        answer = client.post(url(seller, name, listing), {"title_en": "Other"})
        assert answer.status_code == 403, name
        assert "not change them" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
    assert (fresh(listing).state, fresh(listing).title_en) == (State.DRAFT, None)
    foreign = make_draft()
    assert client.post(url(seller, "listing-submit", foreign)).status_code == 404


def test_a_variant_is_no_page_of_its_own(seller: Seller):
    variant = make_variant(make_product(cooperative=seller.cooperative, stock=None))
    assert seller.client.get(url(seller, "listing", variant)).status_code == 404


def test_a_name_of_hers_is_text_not_markup(seller: Seller):
    listing = make_draft(seller.cooperative)
    send(
        seller,
        "listing-words",
        listing,
        title_en="<b>Salt & <3</b>",
        title_fr="Sel & poivre",
        description_en="a < b & c",
    )
    page = see(seller, "listing", listing)
    assert "<b>Salt" not in page
    words = see(seller, "listing-words", listing)
    assert "a &lt; b &amp; c</textarea>" in words, "she finds what she typed"


# --- what it costs ------------------------------------------------------------------------------------------------


def queries(seller: Seller, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert seller.client.get(address).status_code == 200
    return len(asked)


def test_the_list_costs_the_same_for_one_or_twenty(seller: Seller):
    def fill(times: int) -> None:
        for _ in range(times):
            make_picture(make_product(cooperative=seller.cooperative))
            parent = make_product(cooperative=seller.cooperative, stock=None)
            make_variant(parent)
            make_variant(parent)

    fill(1)
    address = url(seller, "listings")
    see(seller, "listings")
    one = queries(seller, address)
    fill(9)
    assert queries(seller, address) == one <= 14


def test_an_accepted_product_tells_where_shoppers_see_it(seller: Seller):
    listing = make_submitted(seller.cooperative)
    listing_accept(product_id=listing.pk, by=make_user())
    listing = fresh(listing)
    assert reverse("storefront:product", args=[listing.slug, listing.pk]) in see(seller, "listing", listing)
