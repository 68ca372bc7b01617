"""What was said: reviews that wait, and reviews, replies and answers that are shown already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.catalogue.reviews.models import ProductReview

from marketplace.delegation.waiting import Age, age_of
from marketplace.shop.voices.models import BuyerReview, Question, ReviewReply

PER_PAGE = 20
# Days after which a question without an answer is late, and how many such questions the page of late things shows.
LATE_DAYS, MOST_LATE = 7, 30


@dataclass
class ReviewPage:
    """A review that waits, or was decided already."""

    bought: BuyerReview

    @property
    def thing(self) -> BuyerReview:
        return self.bought

    @property
    def is_waiting(self) -> bool:
        return self.bought.review.status == ProductReview.FOR_MODERATION

    @property
    def standing(self) -> str:
        words = {ProductReview.APPROVED: _("shown"), ProductReview.REJECTED: _("not shown")}
        return words.get(self.bought.review.status, _("waiting"))

    @property
    def age(self) -> Age | None:
        return age_of(self.bought.written_at)


@dataclass(frozen=True)
class LateQuestion:
    question: Question
    age: Age


def review_page(pk: int) -> ReviewPage:
    """Raises Http404."""
    rows = BuyerReview.objects.select_related(
        "review", "listing__cooperative__province", "line__part__order", "line__order"
    )
    bought = rows.prefetch_related("listing__images").filter(pk=pk).first()
    if bought is None:
        raise Http404
    return ReviewPage(bought)


def reviews_page(number: str | None) -> Page:
    """Reviews that everybody reads, newest first."""
    return Paginator(_reviews_shown().order_by("-date_created", "-pk"), PER_PAGE).get_page(number)


def replies_page(number: str | None) -> Page:
    """What cooperatives answered to reviews, newest first."""
    rows = ReviewReply.objects.shown().select_related("cooperative__province", "review__product")
    return Paginator(rows.order_by("-made_at", "-pk"), PER_PAGE).get_page(number)


def questions_page(number: str | None) -> Page:
    """Questions with and without an answer, newest first."""
    rows = Question.objects.filter(removed_at=None).select_related("cooperative__province", "product")
    return Paginator(rows.order_by("-asked_at", "-pk"), PER_PAGE).get_page(number)


def late_questions() -> list[LateQuestion]:
    """Those that have waited more than a week, the longest first."""
    rows = Question.objects.open().filter(asked_at__lt=timezone.now() - timedelta(days=LATE_DAYS))
    rows = rows.select_related("cooperative__province", "product")
    return [LateQuestion(question, age_of(question.asked_at)) for question in rows[:MOST_LATE]]


def review_shown(pk: int) -> ProductReview:
    """Raises Http404 for one that waits or is not shown."""
    return _found(_reviews_shown().filter(pk=pk))


def reply_shown(pk: int) -> ReviewReply:
    """Raises Http404 for one that was taken away."""
    rows = ReviewReply.objects.shown().filter(pk=pk)
    return _found(rows.select_related("cooperative", "review__product__cooperative"))


def question_shown(pk: int) -> Question:
    """Raises Http404 for one that was taken away."""
    rows = Question.objects.filter(pk=pk, removed_at=None)
    return _found(rows.select_related("product__cooperative"))


def _reviews_shown():
    rows = ProductReview.objects.filter(status=ProductReview.APPROVED)
    return rows.select_related("product__cooperative__province")


def _found(rows):
    row = rows.first()
    if row is None:
        raise Http404
    return row
