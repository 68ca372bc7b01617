"""Reviews on the desk, and what is taken away after it was shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from oscar.apps.catalogue.reviews.models import ProductReview

from marketplace.audit.models import Entry
from marketplace.outbox.models import Message
from marketplace.shop.voices.models import BuyerReview, Question
from tests.factories.voices import make_delivered, make_question, make_review, write_review

pytestmark = pytest.mark.django_db


def test_a_moderator_reads_a_review_and_shows_it(desk):
    bought = write_review(make_delivered())
    page = desk.see("review", bought.pk).content.decode()
    assert "Gonfle sans coller." in page
    assert "salma@example.com" not in page
    assert "Everybody can read it now." in desk.decide("review", bought.pk, "accept").content.decode()
    assert ProductReview.objects.get().status == ProductReview.APPROVED
    assert Entry.objects.get(what="review.published").who == desk.user
    assert Message.objects.filter(kind="review_accepted", address="salma@example.com").count() == 1


def test_a_moderator_refuses_with_a_reason_and_whoever_comes_second_changes_nothing(desk):
    bought = write_review(make_delivered())
    answer = desk.decide("review", bought.pk, "refuse", reason="other", words="")
    assert answer.status_code == 422
    desk.decide("review", bought.pk, "refuse", reason="advert", words="Pas de lien.")
    late = desk.press("review", bought.pk, "accept", seen=bought.written_at.isoformat())
    assert "You changed nothing" in late.content.decode()
    assert ProductReview.objects.get().status == ProductReview.REJECTED


def test_what_was_written_again_meanwhile_is_not_decided(desk):
    part = make_delivered()
    seen = write_review(part).written_at
    bought = write_review(part, body="Autre chose.")
    answer = desk.press("review", bought.pk, "accept", seen=seen.isoformat())
    assert "changed while you were reading" in answer.content.decode()
    assert ProductReview.objects.get().status == ProductReview.FOR_MODERATION


def test_reviews_replies_and_questions_are_listed_and_can_be_taken_away(desk):
    reply = make_review(reply="Achetez chez mon cousin").review.reply
    review = make_review(title="Des injures").review
    question = make_question(words="Répondue", answer="Oui.")
    for show, name, pk, words in (
        ("replies", "reply-remove", reply.pk, "Achetez chez mon cousin"),
        ("questions", "question-remove", question.pk, "Répondue"),
        ("reviews", "review-remove", review.pk, "Des injures"),
    ):
        assert words in desk.see("said", show=show).content.decode()
        where = reverse(f"delegation:{name}", args=[pk])
        assert desk.client.post(where, {"reason": ""}).status_code == 422
        after = desk.client.post(where, {"reason": "advert", "words": "Non."}, follow=True).content.decode()
        assert "no longer shown" in after
        assert words not in after
        assert desk.client.get(where).status_code == 404
    assert Entry.objects.filter(what__endswith=".removed", who=desk.user).count() == 3


def test_a_question_that_nobody_answered_for_a_week_is_late(desk):
    late, fresh = make_question(words="Depuis longtemps"), make_question(words="Depuis hier")
    Question.objects.filter(pk=late.pk).update(asked_at=timezone.now() - timedelta(days=8))
    page = desk.see("late").content.decode()
    assert late.words in page
    assert fresh.words not in page


def test_the_lists_cost_the_same_for_one_or_many(desk):
    def add() -> None:
        make_review(reply="Merci")
        question = make_question(words="Une autre ?")
        Question.objects.filter(pk=question.pk).update(asked_at=timezone.now() - timedelta(days=8))

    add()

    def cost(name: str, asked: dict) -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.see(name, **asked)
        return len(captured)

    pages = (*(("said", {"show": show}) for show in ("replies", "questions", "reviews")), ("late", {}))
    for name, asked in pages:
        desk.see(name, **asked)
    one = [cost(*page) for page in pages]
    for _ in range(4):
        add()
    assert [cost(*page) for page in pages] == one
    assert BuyerReview.objects.count() == 5
