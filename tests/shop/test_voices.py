"""What is said, at the level of its rules: who may review, who is told, what a second press does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.services.errors import Stale, WrongState
from cooperatives.models import Membership
from marketplace.audit.models import Entry
from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from marketplace.shop.voices.models import BuyerReview, PartMessage, Question, ReviewInvitation, ReviewReply
from marketplace.shop.voices.rights import MayNotReview
from marketplace.shop.voices.services.conversation import part_message_send, part_messages_read
from marketplace.shop.voices.services.invite import reviews_invite_due
from marketplace.shop.voices.services.question import question_answer
from marketplace.shop.voices.services.remove import question_remove, reply_remove, review_remove
from marketplace.shop.voices.services.review import review_accept, review_refuse, review_reply
from marketplace.shop.voices.words import plain, short_name
from tests.factories import make_cooperative, make_member, make_order, make_product, make_user
from tests.factories.moderation import make_moderator
from tests.factories.orders import make_part
from tests.factories.voices import make_delivered, make_message, make_question, make_review, write_review

pytestmark = pytest.mark.django_db


def told(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("pk"))


# --- who may review ----------------------------------------------------------------------------------------------


def why_not(part: CooperativeOrder, **how) -> str:
    with pytest.raises(MayNotReview) as refused:
        write_review(part, **how)
    assert not BuyerReview.objects.exists()
    return refused.value.why


def test_only_what_has_arrived_can_be_reviewed():
    part = make_part()
    assert why_not(part) == "not_delivered"
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    assert why_not(part) == "not_delivered"
    part_deliver(part_id=part.pk, by=None)
    assert write_review(part).review.status == ProductReview.FOR_MODERATION


def test_another_cooperatives_parcel_in_the_same_order_proves_nothing():
    order = make_order((make_product(), 1), (make_product(), 1))
    arrived, waiting = order.parts.order_by("position")
    part_accept(part_id=arrived.pk, by=None)
    part_ship(part_id=arrived.pk, by=None)
    part_deliver(part_id=arrived.pk, by=None)
    assert why_not(waiting) == "not_delivered"
    arrived.refresh_from_db()
    assert write_review(arrived).listing.cooperative == arrived.cooperative


@pytest.mark.parametrize("former", [False, True])
@pytest.mark.parametrize("how", ["account", "address", "telephone", "writer"])
def test_a_member_does_not_review_what_her_cooperative_makes(former, how):
    product = make_product()
    member = make_member(product.cooperative)
    if how == "telephone":
        member.phone = "+212661000001"
        member.save(update_fields=["phone"])
    if former:
        Membership.objects.filter(user=member).update(ended_at=timezone.now())
    customer = {
        "account": {"user": member, "email": "autre@example.com"},
        "address": {"email": member.email.upper()},
        "telephone": {"phone": "+212661000001"},
        "writer": {},
    }[how]
    part = make_delivered(product, **customer)
    assert why_not(part, by=member if how == "writer" else None) == "member"


def test_a_member_reviews_what_others_make():
    member = make_member(make_cooperative())
    assert write_review(make_delivered(user=member, email=member.email), by=member)


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_is_one_to_five(score):
    with pytest.raises(ValueError, match="1 to 5"):
        write_review(make_delivered(), score=score)


# --- one review of a listing by a buyer --------------------------------------------------------------------------


def test_a_second_review_of_the_same_thing_is_the_first_one_written_again():
    product = make_product()
    first = write_review(make_delivered(product))
    again = write_review(make_delivered(product, email="SALMA@example.com"), score=2, title="Autre")
    assert (again.pk, ProductReview.objects.get().score, ProductReview.objects.get().title) == (first.pk, 2, "Autre")


def test_who_buys_first_as_a_guest_and_then_signed_in_says_it_once():
    product, user = make_product(), make_user()
    first = write_review(make_delivered(product, email=user.email))
    assert write_review(make_delivered(product, email=user.email, user=user)).pk == first.pk


def test_after_a_refusal_it_can_be_written_again_and_after_publication_not():
    part = make_delivered()
    bought = write_review(part)
    review_refuse(review_id=bought.pk, by=make_moderator(), reason="personal", words="Sans le nom du livreur.")
    bought = write_review(part, body="Sans nom.")
    assert (bought.reason, bought.words, bought.review.status) == ("", "", ProductReview.FOR_MODERATION)
    review_accept(review_id=bought.pk, by=make_moderator())
    with pytest.raises(MayNotReview, match="published"):
        write_review(part, body="Encore.")


def test_what_is_shown_counts_for_the_stars_and_what_waits_does_not():
    bought = write_review(make_delivered())
    bought.listing.refresh_from_db()
    assert not bought.listing.rating
    review_accept(review_id=bought.pk, by=make_moderator())
    bought.listing.refresh_from_db()
    assert bought.listing.rating == 4


def test_nobody_decides_what_she_has_not_read_nor_twice():
    part, by = make_delivered(), make_moderator()
    seen = write_review(part).written_at
    bought = write_review(part, body="Changé.")
    with pytest.raises(Stale):
        review_accept(review_id=bought.pk, by=by, seen=seen)
    review_accept(review_id=bought.pk, by=by, seen=bought.written_at)
    with pytest.raises(WrongState):
        review_refuse(review_id=bought.pk, by=by, reason="advert")
    assert [entry.what for entry in Entry.objects.filter(about=f"voices.buyerreview:{bought.pk}")] == [
        "review.published"
    ]


@pytest.mark.parametrize(("language", "words"), [("fr", "blessant"), ("ar", "يجرح"), ("en", "hurts somebody")])
def test_the_writer_reads_why_in_her_language(language, words):
    bought = write_review(make_delivered(language="fr"), language=language)
    review_refuse(review_id=bought.pk, by=make_moderator(), reason="offensive", words="Restons polis.")
    (message,) = told("review_refused")
    assert message.language == language
    assert words in message.payload["reason"]
    assert message.payload["words"] == "Restons polis."
    assert f"/{language}/track/" in message.payload["url"]


def test_what_is_taken_away_is_neither_shown_nor_counted_and_the_writer_may_say_it_differently():
    bought, by = make_review(reply="Merci !", score=1, language="ar"), make_moderator()
    listing, review = bought.listing, bought.review
    listing.refresh_from_db()
    assert listing.rating == 1
    review_remove(review_id=review.pk, by=by, reason="offensive", words="Restons polis.")
    listing.refresh_from_db()
    assert not listing.rating
    assert not ReviewReply.objects.exists()  # it answered words that are gone
    entry = Entry.objects.get(what="review.removed")
    assert (entry.before["body"], entry.before["reply"], entry.why) == (
        "Gonfle sans coller.", "Merci !", "offensive: Restons polis.",
    )  # fmt: skip
    (message,) = told("review_removed")
    assert (message.language, message.payload["words"]) == ("ar", "Restons polis.")
    assert "يجرح" in message.payload["reason"]
    assert f"/ar/track/{bought.line.order.number}/" in message.payload["url"]
    with pytest.raises(WrongState):
        review_remove(review_id=review.pk, by=by, reason="offensive")
    again = write_review(bought.line.part, body="Décevant.")
    assert (again.pk, again.reason, again.review.status) == (bought.pk, "", ProductReview.FOR_MODERATION)
    review_accept(review_id=again.pk, by=by)
    member = make_member(listing.cooperative)
    assert review_reply(review_id=review.pk, cooperative=listing.cooperative, by=member, words="Dommage.")


def test_a_review_that_waits_is_refused_and_not_taken_away():
    bought = write_review(make_delivered())
    with pytest.raises(WrongState):
        review_remove(review_id=bought.review_id, by=make_moderator(), reason="advert")
    assert not Entry.objects.filter(what="review.removed").exists()


# --- the reply ---------------------------------------------------------------------------------------------------


def test_a_cooperative_answers_once_and_only_what_is_shown_of_its_own():
    bought = make_review(reply="Merci !")
    cooperative = bought.listing.cooperative
    by = make_member(cooperative)
    with pytest.raises(WrongState):
        review_reply(review_id=bought.review_id, cooperative=cooperative, by=by, words="Encore")
    with pytest.raises(ProductReview.DoesNotExist):
        review_reply(review_id=bought.review_id, cooperative=make_cooperative(), by=by, words="De la voisine")
    waiting = write_review(make_delivered(make_product(cooperative=cooperative)))
    with pytest.raises(WrongState):
        review_reply(review_id=waiting.review_id, cooperative=cooperative, by=by, words="Trop tôt")


def test_a_reply_that_was_taken_away_is_kept_and_not_written_again():
    bought = make_review(reply="Achetez ailleurs")
    reply, by = bought.review.reply, make_moderator()
    reply_remove(reply_id=reply.pk, by=by, reason="advert", words="Pas ici.")
    with pytest.raises(WrongState):
        reply_remove(reply_id=reply.pk, by=by, reason="advert")
    with pytest.raises(WrongState):
        review_reply(review_id=bought.review_id, cooperative=reply.cooperative, by=reply.by, words="Encore")
    assert Entry.objects.get(what="reply.removed").why == "advert: Pas ici."
    (message,) = told("answer_removed")
    assert message.address == reply.by.email
    assert (message.payload["answer"], message.payload["words"]) == ("Achetez ailleurs", "Pas ici.")
    assert f"/seller/{reply.cooperative.slug}/voices/" in message.payload["url"]


# --- questions ---------------------------------------------------------------------------------------------------


def test_a_question_is_told_to_sales_in_her_language_and_asked_once():
    product = make_product()
    make_member(product.cooperative)
    sales = make_member(product.cooperative, role="sales")
    sales.language = "ar"
    sales.save(update_fields=["language"])
    first = make_question(product)
    assert make_question(product).pk == first.pk
    (message,) = told("question_asked")
    assert (message.address, message.language) == (sales.email, "ar")
    assert f"/ar/seller/{product.cooperative.slug}/" in message.payload["url"]


def test_where_nobody_can_be_told_the_delegation_is(settings):
    question = make_question()
    (message,) = told("question_asked")
    assert message.address == settings.DELEGATION_EMAIL
    assert message.payload["unheard"]
    assert f"/delegation/cooperatives/{question.cooperative.slug}/" in message.payload["url"]


def test_the_answer_goes_to_the_asker_once_in_her_language():
    question = make_question(language="ar", answer="نعم")
    (message,) = told("question_answered")
    assert (message.address, message.language) == ("nadia@example.com", "ar")
    assert message.payload["answer"] == "نعم"
    by = make_user()
    with pytest.raises(WrongState):
        question_answer(question_id=question.pk, cooperative=question.cooperative, by=by, words="Encore")
    with pytest.raises(Question.DoesNotExist):
        question_answer(question_id=question.pk, cooperative=make_cooperative(), by=by, words="La voisine")


def test_a_question_that_was_taken_away_is_neither_shown_nor_answered():
    question = make_question(answer="Oui.")
    question_remove(question_id=question.pk, by=make_moderator(), reason="other", words="Doublon")
    assert not Question.objects.about(question.product).shown().exists()
    assert not Question.objects.of(question.cooperative).exists()
    assert Entry.objects.filter(what="question.removed").count() == 1
    (message,) = told("answer_removed")
    assert (message.payload["answer"], message.payload["reason"]) == ("Oui.", "")


def test_nobody_is_told_of_a_question_that_had_no_answer_yet():
    question_remove(question_id=make_question().pk, by=make_moderator(), reason="advert")
    assert not told("answer_removed")


# --- words about an order ----------------------------------------------------------------------------------------


def test_each_side_is_told_of_what_the_other_writes():
    part = make_part(language="ar")
    member = make_member(part.cooperative)
    make_message(part)
    make_message(part, "Demain.", from_shopper=False)
    (to_member,), (to_shopper,) = told("shopper_wrote"), told("cooperative_wrote")
    assert (to_member.address, to_shopper.address) == (member.email, "salma@example.com")
    assert to_shopper.language == "ar"
    assert "salma@example.com" not in str(to_member.payload)
    assert "0612345678" not in str(to_member.payload)


def test_a_double_press_says_it_once_and_an_answer_reads_what_was_asked():
    part = make_part()
    make_member(part.cooperative)
    assert make_message(part).pk == make_message(part).pk
    assert PartMessage.objects.unread_by(shopper=False).count() == 1
    make_message(part, "Demain.", from_shopper=False)
    assert PartMessage.objects.unread_by(shopper=False).count() == 0
    assert part_messages_read(part_id=part.pk, by_shopper=True) == 1
    assert PartMessage.objects.unread_by(shopper=True).count() == 0


def test_a_conversation_ends_ninety_days_after_the_goods_arrived():
    part = make_delivered()
    CooperativeOrder.objects.filter(pk=part.pk).update(delivered_at=timezone.now() - timedelta(days=89))
    make_message(part)
    CooperativeOrder.objects.filter(pk=part.pk).update(delivered_at=timezone.now() - timedelta(days=91))
    with pytest.raises(WrongState):
        part_message_send(part_id=part.pk, from_shopper=True, words="Encore")


# --- the invitation ----------------------------------------------------------------------------------------------


def delivered_days_ago(days: int, product=None, **customer) -> CooperativeOrder:
    part = make_delivered(product, **customer)
    CooperativeOrder.objects.filter(pk=part.pk).update(delivered_at=timezone.now() - timedelta(days=days))
    return part


def test_some_days_after_delivery_a_review_is_asked_for_once():
    delivered_days_ago(4)
    delivered_days_ago(31)
    due = delivered_days_ago(6, language="ar")
    assert reviews_invite_due() == 1
    assert reviews_invite_due() == 0
    (message,) = told("review_invitation")
    assert (message.language, message.payload["number"]) == ("ar", due.order.number)
    assert f"/ar/track/{due.order.number}/" in message.payload["url"]


def test_who_has_said_it_or_may_not_is_not_asked():
    product = make_product()
    write_review(delivered_days_ago(6, product))
    delivered_days_ago(6, product)
    member = make_member(product.cooperative)
    delivered_days_ago(6, product, user=member, email=member.email)
    assert reviews_invite_due() == 3
    assert ReviewInvitation.objects.count() == 3
    assert not told("review_invitation")


def test_a_sweep_takes_so_many_and_the_next_one_the_rest():
    for _ in range(3):
        delivered_days_ago(6)
    assert [reviews_invite_due(limit=2), reviews_invite_due(limit=2), reviews_invite_due(limit=2)] == [2, 1, 0]
    assert len(told("review_invitation")) == 3


# --- words -------------------------------------------------------------------------------------------------------


def test_words_are_kept_without_what_turns_a_page_around():
    assert plain("  un\x00\u202edeux\r\n\r\n\r\n\r\ntrois <3 ") == "undeux\n\ntrois <3"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Salma Idrissi", "Salma I."),
        ("Salma", "Salma"),
        ("Nadia (démonstration)", "Nadia"),
        ("", ""),
        ("سلمى الإدريسي حسن", "سلمى ا."),
    ],
)
def test_a_name_is_shown_as_a_first_name_and_a_letter(name, shown):
    assert short_name(name) == shown
