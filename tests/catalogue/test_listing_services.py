"""The life of a listing: written, submitted, decided on, changed while it is for sale, paused, put away."""

from __future__ import annotations

from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection
from django.utils import translation

from catalogue.choices import EditState, Reason, State
from catalogue.completeness import missing
from catalogue.models import Decision, Product, ProductImage, StagedEdit
from catalogue.pictures import NotAPicture
from catalogue.services.album import (
    listing_begin,
    listing_picture_add,
    listing_picture_first,
    listing_picture_remove,
    pictures_wanted,
)
from catalogue.services.errors import Incomplete, Stale, UnknownColumn, WrongState
from catalogue.services.life import (
    listing_archive,
    listing_pause,
    listing_restore,
    listing_resume,
    listing_submit,
    listing_take_back,
)
from catalogue.services.listing import listing_create, listing_edit
from catalogue.services.moderate import edit_accept, edit_refuse, listing_accept, listing_ask_changes
from catalogue.services.staging import edit_withdraw
from marketplace.audit.models import Entry
from marketplace.outbox import rendering
from marketplace.outbox.models import Message
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.services import offer_change
from marketplace.shop.partner.stock import StaleStock, stock_recount, stock_reserve
from tests.factories import (
    make_category,
    make_cooperative,
    make_draft,
    make_member,
    make_picture,
    make_product,
    make_submitted,
    make_upload,
    make_user,
    make_variant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make_user()


@pytest.fixture
def moderator():
    return make_user("moderator@example.com")


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def stage(listing: Product, by, **changes) -> StagedEdit:
    edit = listing_edit(product_id=listing.pk, by=by, changes=changes)
    assert isinstance(edit, StagedEdit)
    return edit


# --- a draft ------------------------------------------------------------------------------------------------------


def test_a_draft_is_nobodys_to_see_and_has_a_code_of_its_own(member):
    cooperative = make_cooperative()
    one, other = (listing_create(cooperative=cooperative, by=member) for _ in range(2))
    assert one.state == State.DRAFT and one.listing_code != other.listing_code
    assert not Product.objects.visible().filter(pk=one.pk).exists()


def test_its_address_follows_the_french_name_else_the_code(member):
    listing = listing_create(cooperative=make_cooperative(), by=member)
    assert listing.slug == listing.listing_code
    listing_edit(product_id=listing.pk, by=member, changes={"title_fr": "Couscous d’orge"})
    assert fresh(listing).slug == "couscous-dorge"


def test_a_draft_changes_at_once(member):
    listing = make_draft()
    saved = listing_edit(product_id=listing.pk, by=member, changes={"title_ar": " كسكس ", "allergens": ["gluten"]})
    assert isinstance(saved, Product)
    assert (fresh(listing).title_ar, fresh(listing).allergens) == ("كسكس", ["gluten"])
    assert not StagedEdit.objects.exists()


def test_what_people_write_is_made_harmless(member):
    listing = make_product()
    text = "<p>Bon</p><script>alert(1)</script>"
    assert stage(listing, member, description_fr=text).changes == {"description_fr": "<p>Bon</p>"}


def test_nobody_changes_what_is_no_members_to_change(member):
    for column in ("state", "cooperative", "listing_code", "exportable"):
        with pytest.raises(UnknownColumn):
            listing_edit(product_id=make_draft().pk, by=member, changes={column: "x"})


def test_only_ones_own_papers_can_be_shown(member):
    listing, other = make_draft(), make_cooperative()
    foreign = other.certificates.create(kind="organic")
    listing_edit(product_id=listing.pk, by=member, changes={"certificates": [foreign.pk]})
    assert not listing.certificates.exists()


# --- submitting ---------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_in_the_order_of_the_pages(member):
    listing = listing_create(cooperative=make_cooperative(), by=member)
    assert missing(listing) == ["picture", "kind", "title", "weight", "price"]
    with pytest.raises(Incomplete) as incomplete:
        listing_submit(product_id=listing.pk, by=member)
    assert incomplete.value.missing == missing(listing)
    assert fresh(listing).state == State.DRAFT


def test_a_double_click_submits_once(member):
    listing = make_draft()
    first = listing_submit(product_id=listing.pk, by=member)
    second = listing_submit(product_id=listing.pk, by=member)
    assert first.submitted_at == second.submitted_at
    assert Entry.objects.filter(what="listing.submitted").count() == 1


def test_the_longest_waiting_comes_first(member):
    first, second = make_submitted(), make_submitted()
    assert list(Product.objects.waiting()) == [first, second]
    listing_take_back(product_id=first.pk, by=member)
    listing_submit(product_id=first.pk, by=member)
    assert list(Product.objects.waiting()) == [second, first]


def test_while_the_delegation_looks_nothing_changes_under_its_eyes(member):
    listing = make_submitted()
    with pytest.raises(WrongState) as wrong:
        listing_edit(product_id=listing.pk, by=member, changes={"title_fr": "Autre"})
    assert wrong.value.state == State.SUBMITTED
    listing_take_back(product_id=listing.pk, by=member)
    listing_edit(product_id=listing.pk, by=member, changes={"title_fr": "Autre"})
    assert fresh(listing).title_fr == "Autre"


# --- deciding -----------------------------------------------------------------------------------------------------


def test_accepted_it_is_for_sale_with_its_variants(moderator):
    parent = make_product(stock=None, state=State.SUBMITTED)
    kept, put_away = make_variant(parent), make_variant(parent)
    Product.objects.filter(pk=kept.pk).update(state=State.DRAFT)
    Product.objects.filter(pk=put_away.pk).update(state=State.ARCHIVED)
    listing_accept(product_id=parent.pk, by=moderator)
    assert list(Product.objects.visible()) == [parent]
    assert list(Product.objects.buyable()) == [kept]


def test_every_decision_is_kept_with_who_what_and_why(moderator):
    listing = make_submitted()
    listing_ask_changes(
        product_id=listing.pk, by=moderator, reason=Reason.SIZE_MISSING, field="net_quantity", words="500 g ?"
    )
    decision = Decision.objects.get()
    assert (decision.accepted, decision.field, decision.made_by) == (False, "net_quantity", moderator)
    entry = Entry.objects.get(what="listing.changes_asked")
    assert (entry.who, entry.before, entry.after) == (moderator, {"state": "submitted"}, {"state": "changes_asked"})
    assert entry.why == "size_missing: 500 g ?"


@pytest.mark.parametrize("decide", [listing_accept, listing_ask_changes])
def test_two_moderators_decide_once(moderator, decide):
    listing = make_submitted()
    reason = {} if decide is listing_accept else {"reason": Reason.OTHER, "words": "Non"}
    decide(product_id=listing.pk, by=moderator, **reason)
    with pytest.raises(WrongState):
        listing_accept(product_id=listing.pk, by=moderator)
    assert Decision.objects.count() == 1 and Message.objects.count() == 0


def test_nobody_accepts_what_she_has_not_seen(member, moderator):
    listing = make_submitted()
    seen = listing.submitted_at
    listing_take_back(product_id=listing.pk, by=member)
    listing_submit(product_id=listing.pk, by=member)
    with pytest.raises(Stale):
        listing_accept(product_id=listing.pk, by=moderator, seen=seen)
    edit = stage(make_product(), member, title_fr="Un")
    seen = edit.made_at
    stage(edit.product, member, title_fr="Deux")
    with pytest.raises(Stale):
        edit_accept(edit_id=edit.pk, by=moderator, seen=seen)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Couscous complet"), ("ar", "كسكس كامل"), ("en", "Couscous complet")],
)
def test_the_members_are_told_in_their_own_language(moderator, language, words):
    cooperative = make_cooperative()
    user = make_member(cooperative, user=make_user("sales@example.com", language=language), role="sales")
    make_member(cooperative, user=make_user("stock@example.com"), role="stock")
    listing = make_submitted(cooperative, title_ar="كسكس كامل")
    listing_ask_changes(product_id=listing.pk, by=moderator, reason=Reason.TEXT_UNCLEAR, words="Quel blé ?")
    message = Message.objects.get()
    assert (message.kind, message.address, message.language) == ("listing_changes_asked", user.email, language)
    with translation.override(language):
        reason = str(Reason.TEXT_UNCLEAR.label)
    assert message.payload["reason"] == reason and message.payload["words"] == "Quel blé ?"
    assert f"/{language}/seller/{cooperative.slug}/listings/{listing.pk}/" in message.payload["url"]
    letter = rendering.email(message)
    assert words in letter.subject and reason in letter.body and "Quel blé ?" in letter.alternatives[0].content


def test_each_decision_has_its_letter(member, moderator):
    cooperative = make_cooperative()
    make_member(cooperative, user=member)
    listing = make_submitted(cooperative)
    listing_accept(product_id=listing.pk, by=moderator)
    edit_accept(edit_id=stage(listing, member, title_fr="Un").pk, by=moderator)
    edit_refuse(edit_id=stage(listing, member, title_fr="Deux").pk, by=moderator, reason=Reason.OTHER, words="Non")
    kinds = list(Message.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["listing_accepted", "edit_accepted", "edit_refused"]
    for message in Message.objects.all():
        for language in ("fr", "ar", "en"):
            message.language = language
            letter = rendering.email(message)
            for text in (letter.subject, letter.body, letter.alternatives[0].content, rendering.sms_text(message)):
                assert text and "{{" not in text and "None" not in text and "{%" not in text


def test_who_has_only_a_telephone_is_told_by_it(moderator, settings):
    settings.SMS_BACKEND = "marketplace.outbox.sms.to_file"
    cooperative = make_cooperative()
    user = make_member(cooperative)
    type(user).objects.filter(pk=user.pk).update(email=None, phone="+212612345678")
    listing_accept(product_id=make_submitted(cooperative).pk, by=moderator)
    message = Message.objects.get()
    assert (message.channel, message.address) == ("sms", "+212612345678")
    assert "Couscous complet" in rendering.sms_text(message)


# --- changing what is for sale ------------------------------------------------------------------------------------


def test_the_live_version_stays_until_the_change_is_accepted(member, moderator):
    make_category("honey")
    listing = make_product("Couscous", allergens=["gluten"])
    make_category().product_set.add(listing)
    edit = stage(listing, member, title_fr="Couscous fin", allergens=["gluten", "sesame"], category="honey")
    live = fresh(listing)
    assert (live.title_fr, live.allergens, live.state) == ("Couscous", ["gluten"], State.LIVE)
    assert [one.code for one in live.categories.all()] == ["couscous"]
    assert list(StagedEdit.objects.waiting()) == [edit]
    edit_accept(edit_id=edit.pk, by=moderator)
    live = fresh(listing)
    assert (live.title_fr, live.allergens) == ("Couscous fin", ["gluten", "sesame"])
    assert [one.code for one in live.categories.all()] == ["honey"]
    entry = Entry.objects.get(what="edit.accepted")
    assert entry.before["title_fr"] == "Couscous" and entry.after["title_fr"] == "Couscous fin"


def test_one_change_waits_and_the_next_is_merged_into_it(member):
    listing = make_product("Couscous")
    first = stage(listing, member, title_fr="Couscous fin")
    second = stage(listing, member, ingredients_fr="Blé, eau, sel")
    assert first.pk == second.pk
    assert second.changes == {"title_fr": "Couscous fin", "ingredients_fr": "Blé, eau, sel"}


def test_a_change_back_to_what_it_was_is_no_change(member):
    listing = make_product("Couscous")
    stage(listing, member, title_fr="Couscous fin")
    assert listing_edit(product_id=listing.pk, by=member, changes={"title_fr": "Couscous"}) == listing
    assert StagedEdit.objects.get().state == EditState.WITHDRAWN


def test_the_parcel_of_a_live_listing_changes_at_once(member):
    listing = make_product()
    assert isinstance(listing_edit(product_id=listing.pk, by=member, changes={"weight_g": 1234}), Product)
    assert fresh(listing).weight_g == 1234 and not StagedEdit.objects.exists()


def test_a_refused_change_is_mended_not_written_anew(member, moderator):
    listing = make_product("Couscous")
    edit = stage(listing, member, title_fr="Couscous fin", description_fr="Guérit tout")
    picture = listing_picture_add(product_id=listing.pk, by=member, upload=make_upload())
    edit_refuse(edit_id=edit.pk, by=moderator, reason=Reason.CLAIM_UNPROVED, field="description")
    assert fresh(listing).title_fr == "Couscous"
    again = stage(listing, member, description_fr="Roulé à la main")
    assert again.pk != edit.pk
    assert again.changes["title_fr"] == "Couscous fin" and again.changes["description_fr"] == "Roulé à la main"
    edit_accept(edit_id=again.pk, by=moderator)
    assert ProductImage.whole.get(pk=picture.pk).edit_id is None


def test_a_change_taken_back_leaves_nothing(member, moderator):
    listing = make_product("Couscous")
    edit = stage(listing, member, title_fr="Couscous fin")
    listing_picture_add(product_id=listing.pk, by=member, upload=make_upload())
    edit_withdraw(edit_id=edit.pk, by=member)
    assert not ProductImage.whole.filter(product=listing).exists()
    with pytest.raises(WrongState):
        edit_accept(edit_id=edit.pk, by=moderator)
    with pytest.raises(WrongState):
        edit_withdraw(edit_id=edit.pk, by=member)
    assert stage(listing, member, ingredients_fr="Blé").changes == {"ingredients_fr": "Blé"}


# --- pictures -----------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_picture_begins_no_listing(member):
    with pytest.raises(NotAPicture):
        listing_begin(cooperative=make_cooperative(), by=member, uploads=[make_upload(), make_upload(b"nothing")])
    assert not Product.objects.exists()


def test_a_draft_shows_its_pictures_as_they_are_put(member):
    listing = make_draft()
    first = ProductImage.objects.get(product=listing)
    second = listing_picture_add(product_id=listing.pk, by=member, upload=make_upload())
    assert pictures_wanted(listing) == [first.pk, second.pk]
    listing_picture_first(product_id=listing.pk, by=member, picture_id=second.pk)
    assert pictures_wanted(listing) == [second.pk, first.pk]
    listing_picture_remove(product_id=listing.pk, by=member, picture_id=first.pk)
    assert [one.pk for one in ProductImage.whole.filter(product=listing)] == [second.pk]


def test_pictures_of_a_live_listing_wait_with_its_change_and_come_in_the_order_asked(member, moderator):
    listing = make_product()
    old, gone = make_picture(listing), make_picture(listing)
    new = listing_picture_add(product_id=listing.pk, by=member, upload=make_upload())
    ProductImage.whole.filter(pk=new.pk).update(state="ready", original=old.original.name)
    listing_picture_first(product_id=listing.pk, by=member, picture_id=new.pk)
    listing_picture_remove(product_id=listing.pk, by=member, picture_id=gone.pk)
    assert list(ProductImage.objects.filter(product=listing)) == [old, gone]
    edit_accept(edit_id=StagedEdit.objects.get().pk, by=moderator)
    assert list(ProductImage.objects.filter(product=listing).order_by("display_order")) == [new, old]
    assert not ProductImage.whole.filter(pk=gone.pk).exists()


def test_a_picture_of_the_change_can_be_taken_away_again(member):
    listing = make_product()
    make_picture(listing)
    new = listing_picture_add(product_id=listing.pk, by=member, upload=make_upload())
    listing_picture_remove(product_id=listing.pk, by=member, picture_id=new.pk)
    assert not ProductImage.whole.filter(pk=new.pk).exists()
    assert StagedEdit.objects.get().state == EditState.WITHDRAWN


def test_a_refused_upload_leaves_a_refused_change_refused(member, moderator):
    listing = make_product("Couscous")
    edit = stage(listing, member, title_fr="Couscous fin")
    edit_refuse(edit_id=edit.pk, by=moderator, reason=Reason.TEXT_UNCLEAR)
    with pytest.raises(NotAPicture):
        listing_picture_add(product_id=listing.pk, by=member, upload=make_upload(b"nothing"))
    assert [one.state for one in StagedEdit.objects.all()] == [EditState.REFUSED]


def test_a_picture_of_another_listing_is_not_found(member):
    listing, other = make_draft(), make_picture(make_product())
    for service in (listing_picture_first, listing_picture_remove):
        with pytest.raises(ProductImage.DoesNotExist):
            service(product_id=listing.pk, by=member, picture_id=other.pk)


# --- pausing, putting away ----------------------------------------------------------------------------------------


def test_paused_it_is_on_no_page_and_comes_back_as_it_was(member):
    listing = make_product()
    listing_pause(product_id=listing.pk, by=member)
    assert not Product.objects.visible().exists() and not Product.objects.buyable().exists()
    with pytest.raises(WrongState):
        listing_pause(product_id=listing.pk, by=member)
    listing_resume(product_id=listing.pk, by=member)
    assert list(Product.objects.buyable()) == [listing]


def test_put_away_its_waiting_change_goes_and_it_comes_back_as_a_draft(member, moderator):
    listing = make_product()
    edit = stage(listing, member, title_fr="Un")
    listing_archive(product_id=listing.pk, by=member)
    assert fresh(edit).state == EditState.WITHDRAWN and not Product.objects.visible().exists()
    with pytest.raises(WrongState):
        listing_edit(product_id=listing.pk, by=member, changes={"title_fr": "Deux"})
    listing_restore(product_id=listing.pk, by=member)
    assert fresh(listing).state == State.DRAFT


@pytest.mark.parametrize(
    ("service", "starts"),
    [
        (listing_pause, {State.LIVE}),
        (listing_resume, {State.PAUSED}),
        (listing_take_back, {State.SUBMITTED}),
        (listing_restore, {State.ARCHIVED}),
        (listing_accept, {State.SUBMITTED}),
        (listing_archive, set(State) - {State.ARCHIVED}),
        (listing_submit, {State.DRAFT, State.CHANGES_ASKED, State.SUBMITTED}),
    ],
)
def test_each_move_starts_only_where_it_may(service, starts, member):
    for state in State:
        listing = make_draft()
        Product.objects.filter(pk=listing.pk).update(state=state)
        if state in starts:
            service(product_id=listing.pk, by=member)
        else:
            with pytest.raises(WrongState):
                service(product_id=listing.pk, by=member)
            assert fresh(listing).state == state


# --- price and stock ----------------------------------------------------------------------------------------------


def test_price_and_stock_of_a_live_listing_change_at_once_and_the_price_is_in_the_audit(member):
    listing = make_product(price="42.00", stock=10)
    offer_change(product=listing, by=member, price=Decimal("45.50"), seen=10, wanted=7)
    record = StockRecord.objects.get(product=listing)
    assert (record.price, record.available) == (Decimal("45.50"), 7)
    entry = Entry.objects.get(what="offer.price")
    assert (entry.before, entry.after) == ({"price": "42.00"}, {"price": "45.50"})
    assert not StagedEdit.objects.exists()


def test_what_is_promised_to_orders_is_never_recounted_away(member):
    record = StockRecord.objects.get(product=make_product(stock=10))
    stock_reserve({record.pk: 4})
    stock_recount(record_id=record.pk, seen=6, wanted=0)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated, record.available) == (4, 4, 0)


def test_a_stale_count_asks_again_and_changes_neither_stock_nor_price(member):
    listing = make_product(price="42.00", stock=10)
    record = StockRecord.objects.get(product=listing)
    stock_reserve({record.pk: 3})
    with pytest.raises(StaleStock) as stale:
        offer_change(product=listing, by=member, price=Decimal("99"), seen=10, wanted=12)
    assert stale.value.available == 7
    record.refresh_from_db()
    assert (record.price, record.available) == (Decimal("42.00"), 7)


def test_a_count_she_left_alone_does_not_stand_in_the_way_of_her_price(member):
    listing = make_product(price="42.00", stock=10)
    stock_reserve({StockRecord.objects.get(product=listing).pk: 3})
    offer_change(product=listing, by=member, price=Decimal("44"), seen=10, wanted=10)
    assert StockRecord.objects.get(product=listing).price == 44


# --- at the same time ---------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_members_who_change_at_once_share_one_waiting_change(member):
    listing = make_product("Couscous")
    failures: list[Exception] = []

    def change(column: str) -> None:
        try:
            listing_edit(product_id=listing.pk, by=member, changes={column: "Autre"})
        except Exception as error:  # told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    crowd = [Thread(target=change, args=[column]) for column in ("title_fr", "title_en", "ingredients_fr", "care_fr")]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert not failures
    assert set(StagedEdit.objects.get().changes) == {"title_fr", "title_en", "ingredients_fr", "care_fr"}
