"""What is shown and should not be: the delegation takes it away, says why, and it stays on record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.locks import lock_listing
from catalogue.services.errors import WrongState
from marketplace.audit.models import reason_with, record
from marketplace.shop.voices import messages
from marketplace.shop.voices.choices import SaidReason
from marketplace.shop.voices.models import BuyerReview, Question, Removable, ReviewReply
from marketplace.shop.voices.words import plain


@transaction.atomic
def review_remove(*, review_id: int, by, reason: str, words: str = "") -> ProductReview:
    """No longer shown nor counted, and its reply neither; the writer reads why and may write it again.

    review_id: of the ProductReview. Raises WrongState when it is not shown.
    """
    lock_listing(ProductReview.objects.values_list("product_id", flat=True).get(pk=review_id))  # first, as who writes
    review = ProductReview.objects.select_for_update(of=("self",)).get(pk=review_id)
    if review.status != ProductReview.APPROVED:
        raise WrongState(str(review.status))
    before, review.status = {"status": review.status, "body": review.body}, ProductReview.REJECTED
    # What is written again is another review: an answer to this one would stand beneath words it does not answer.
    for reply in ReviewReply.objects.shown().filter(review=review):
        before["reply"] = reply.words
        reply.delete()
    review.save()  # also counts the stars of the listing
    bought = BuyerReview.objects.filter(review=review).select_related("line__order", "listing__cooperative").first()
    about = bought or review
    entry = record(who=by, what="review.removed", about=about, before=before, why=reason_with(reason, words))
    if bought:
        bought.reason, bought.words = SaidReason(reason), plain(words)
        bought.save(update_fields=["reason", "words"])
        messages.tell_review_removed(bought, fact=entry.pk)
    return review


@transaction.atomic
def reply_remove(*, reply_id: int, by, reason: str, words: str = "") -> ReviewReply:
    """The review stays, without its reply; the cooperative reads why. Raises WrongState when it is away already."""
    reply = _remove(ReviewReply, reply_id, "reply.removed", by=by, reason=reason, words=words)
    messages.tell_answer_removed(reply, product=reply.review.product, answer=reply.words)
    return reply


@transaction.atomic
def question_remove(*, question_id: int, by, reason: str, words: str = "") -> Question:
    """The question and its answer, or a question that waits for one; a cooperative that has answered reads why.

    Raises WrongState when it is away already.
    """
    question = _remove(Question, question_id, "question.removed", by=by, reason=reason, words=words)
    if question.answered_at:
        messages.tell_answer_removed(question, product=question.product, answer=question.answer)
    return question


def _remove(model: type[Removable], pk: int, what: str, *, by, reason: str, words: str):
    said = model.objects.select_for_update(of=("self",)).get(pk=pk)
    if said.removed_at:
        raise WrongState("removed")
    said.removed_at, said.reason, said.removed_words = timezone.now(), SaidReason(reason), plain(words)
    said.save(update_fields=["removed_at", "reason", "removed_words"])
    record(who=by, what=what, about=said, why=reason_with(reason, words))
    return said
