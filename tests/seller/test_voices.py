"""What shoppers say, on the seller's pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.shop.voices.models import PartMessage, Question, ReviewReply
from marketplace.shop.voices.services.remove import reply_remove
from tests.factories import make_product
from tests.factories.moderation import make_moderator
from tests.factories.orders import make_part
from tests.factories.voices import make_delivered, make_message, make_question, make_review, write_review

pytestmark = pytest.mark.django_db


def url(seller, name: str, *args) -> str:
    return reverse(f"seller:{name}", args=[seller.cooperative.slug, *args])


def show(seller, tab: str) -> str:
    answer = seller.client.get(url(seller, "voices"), {"show": tab})
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_says_how_much_waits_for_an_answer(seller):
    product = make_product(cooperative=seller.cooperative)
    assert "to answer" not in seller.see("home")
    make_question(product)
    make_message(make_part(product))
    assert '<bdi dir="ltr">2</bdi> to answer' in seller.see("home")


def test_a_member_answers_a_question_once(seller):
    question = make_question(make_product(cooperative=seller.cooperative))
    assert question.words in show(seller, "questions")
    where = url(seller, "question", question.pk)
    assert seller.client.post(where, {"words": " "}).status_code == 422
    assert "on the market" in seller.client.post(where, {"words": "Oui."}, follow=True).content.decode()
    assert "answer already" in seller.client.post(where, {"words": "Non."}, follow=True).content.decode()
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Oui.", seller.user)


def test_a_member_replies_to_a_review_once_and_reads_why_it_was_taken_away(seller):
    bought = make_review(make_product(cooperative=seller.cooperative))
    assert bought.review.title in show(seller, "reviews")
    where = url(seller, "review-reply", bought.review_id)
    seller.client.post(where, {"words": "Merci !"})
    seller.client.post(where, {"words": "Encore"})
    reply = ReviewReply.objects.get()
    assert (reply.words, reply.by) == ("Merci !", seller.user)
    reply_remove(reply_id=reply.pk, by=make_moderator(), reason="advert", words="Pas de prix ici.")
    page = show(seller, "reviews")
    assert "The delegation took your answer away:" in page
    assert "Pas de prix ici." in page


def test_what_waits_for_the_delegation_is_not_answered(seller):
    bought = write_review(make_delivered(make_product(cooperative=seller.cooperative)))
    assert bought.review.title not in show(seller, "reviews")
    assert seller.client.get(url(seller, "review-reply", bought.review_id)).status_code == 404


def test_a_member_reads_and_answers_about_an_order_without_the_shoppers_address(seller):
    part = make_part(make_product(cooperative=seller.cooperative))
    make_message(part, "Puis-je passer le prendre ?")
    assert part.number in show(seller, "messages")
    assert "new message" in seller.see("order", part)
    page = seller.see("messages", part)
    assert "Puis-je passer" in page
    assert "salma@example.com" not in page
    assert "0612345678" not in page
    assert PartMessage.objects.unread_by(shopper=False).count() == 1, "reading a page writes nothing"
    assert seller.client.post(seller.url("messages", part), {"words": "x" * 1501}).status_code == 422
    seller.press("messages", part, words="Oui, avant midi.")
    assert PartMessage.objects.unread_by(shopper=False).count() == 0
    assert "new message" not in seller.see("order", part)


def test_a_member_says_that_she_has_read_it(seller):
    part = make_part(make_product(cooperative=seller.cooperative))
    make_message(part)
    seller.press("messages", part, read="1")
    assert PartMessage.objects.unread_by(shopper=False).count() == 0


def test_another_cooperatives_voices_are_not_in_the_list(seller):
    make_question(words="Ailleurs")
    make_review(title="Ailleurs aussi")
    make_message(make_part())
    assert Question.objects.count() == 1
    for tab in ("questions", "reviews", "messages"):
        page = show(seller, tab)
        assert "Ailleurs" not in page
        assert "Nothing here yet" in page


@pytest.mark.parametrize("tab", ["questions", "reviews", "messages"])
def test_the_list_costs_the_same_for_one_or_many(seller, tab):
    def add() -> None:
        product = make_product(cooperative=seller.cooperative)
        if tab == "questions":
            make_question(product, answer="Oui")
        elif tab == "reviews":
            make_review(product, reply="Merci")
        else:
            make_message(make_part(product))

    def cost() -> int:
        show(seller, tab)
        with CaptureQueriesContext(connection) as captured:
            show(seller, tab)
        return len(captured)

    add()
    one = cost()
    for _ in range(5):
        add()
    assert cost() == one
