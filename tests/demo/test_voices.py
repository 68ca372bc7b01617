"""What is said in the demo: there for every page to show, and said once."""

import pytest
from oscar.apps.catalogue.reviews.models import ProductReview

from marketplace.accounts.models import User
from marketplace.demo.life import SHOPPER
from marketplace.demo.reviews import reviews_load
from marketplace.demo.voices import voices_load
from marketplace.outbox.models import Message
from marketplace.shop.voices.models import BuyerReview, PartMessage, Question, ReviewReply

pytestmark = pytest.mark.usefixtures("lived")


def test_questions_replies_reviews_and_a_conversation_are_there_and_loading_again_adds_nothing():
    reviews_load()
    assert voices_load() == 14
    assert voices_load() == 0
    assert Question.objects.shown().count() == 4
    assert {question.language for question in Question.objects.all()} == {"fr", "ar", "en"}
    assert Question.objects.open().filter(cooperative__slug="al-alfia-atalita").count() == 1
    assert ReviewReply.objects.count() == 3
    assert BuyerReview.objects.waiting().count() == 2
    assert ProductReview.objects.filter(status=ProductReview.FOR_MODERATION).count() == 2
    shopper = User.objects.get(email=SHOPPER)
    assert PartMessage.objects.filter(part__order__user=shopper).count() == 3
    assert Message.objects.filter(kind="review_invitation").exists()
    assert not Message.objects.filter(kind__in=["review_invitation", "question_asked"], state="pending").exists()
