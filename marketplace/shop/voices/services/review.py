"""A review: written by who bought it, read by the delegation, answered once by the cooperative."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.locks import lock_listing
from catalogue.services.errors import Stale, WrongState
from cooperatives.models import Cooperative
from marketplace.audit.models import Entry, reason_with, record
from marketplace.shop.order.models import Line
from marketplace.shop.voices import messages, rights
from marketplace.shop.voices.choices import SaidReason
from marketplace.shop.voices.models import BuyerReview, ReviewReply
from marketplace.shop.voices.words import plain

STARS = 5


@transaction.atomic
def review_write(*, line_id: int, score: int, title: str, body: str, name: str, language: str, by=None) -> BuyerReview:
    """Say it, or say it differently while it waits and after a refusal; the delegation reads it before anybody.

    score: 1 to 5. by: who writes, None for a guest. Raises rights.MayNotReview, ValueError for another score.
    """
    if not 1 <= score <= STARS:
        raise ValueError(f"a score of {score}: 1 to {STARS} are meant")
    line = Line.objects.select_related("order", "part", "product__parent").get(pk=line_id)
    rights.check_right(line, by=by)
    order, listing = line.order, lock_listing(line.product.listing.pk)  # two clicks are one review
    bought = rights.reviews_of_buyer(order, {listing.pk}).get(listing.pk)
    if bought and bought.review.status == ProductReview.APPROVED:
        raise rights.MayNotReview("published")
    review = bought.review if bought else ProductReview(product=listing, user=order.user, email=order.guest_email)
    review.score, review.title, review.body, review.name = score, plain(title), plain(body), plain(name)
    review.status = ProductReview.FOR_MODERATION
    review.save()
    bought = bought or BuyerReview(review=review, listing=listing, line=line, buyer=rights.buyer_key(order))
    bought.language, bought.written_at, bought.reason, bought.words = language, timezone.now(), "", ""
    bought.save()
    return bought


@transaction.atomic
def review_accept(*, review_id: int, by, seen: datetime | None = None) -> BuyerReview:
    """Shown to everybody from now on, and counted. review_id: of the BuyerReview. Raises WrongState, Stale."""
    bought = _waiting(review_id, seen)
    entry = _decide(bought, ProductReview.APPROVED, by=by)
    messages.tell_review_accepted(bought, fact=entry.pk)
    return bought


@transaction.atomic
def review_refuse(*, review_id: int, by, reason: str, words: str = "", seen: datetime | None = None) -> BuyerReview:
    """Not shown; the writer reads why and may write it again. reason: of SaidReason. Raises WrongState, Stale."""
    bought = _waiting(review_id, seen)
    bought.reason, bought.words = SaidReason(reason), plain(words)
    bought.save(update_fields=["reason", "words"])
    entry = _decide(bought, ProductReview.REJECTED, by=by, why=reason_with(reason, words))
    messages.tell_review_refused(bought, fact=entry.pk)
    return bought


@transaction.atomic
def review_reply(*, review_id: int, cooperative: Cooperative, by, words: str) -> ReviewReply:
    """The cooperative's one answer, beneath the review at once: the delegation reads it afterwards (reply_remove).

    review_id: of the ProductReview. Raises WrongState when it is not shown, or has its reply already.
    """
    review = ProductReview.objects.select_for_update(of=("self",)).get(pk=review_id, product__cooperative=cooperative)
    if review.status != ProductReview.APPROVED or ReviewReply.objects.filter(review=review).exists():
        raise WrongState("replied" if review.status == ProductReview.APPROVED else "waiting")
    reply = ReviewReply.objects.create(
        review=review, cooperative=cooperative, by=by, words=plain(words), made_at=timezone.now()
    )
    record(who=by, what="review.replied", about=reply)
    return reply


def _waiting(review_id: int, seen: datetime | None) -> BuyerReview:
    lock_listing(BuyerReview.objects.values_list("listing_id", flat=True).get(pk=review_id))  # first, as who writes
    rows = BuyerReview.objects.select_for_update(of=("self",))
    bought = rows.select_related("review__product", "line__order", "listing__cooperative").get(pk=review_id)
    if bought.review.status != ProductReview.FOR_MODERATION:
        raise WrongState(str(bought.review.status))
    if seen is not None and seen != bought.written_at:
        raise Stale
    return bought


def _decide(bought: BuyerReview, status: int, *, by, why: str = "") -> Entry:
    before, bought.review.status = bought.review.status, status
    bought.review.save()  # also counts the stars of the listing
    what = "review.published" if status == ProductReview.APPROVED else "review.refused"
    after = {"status": status, "score": bought.review.score}
    return record(who=by, what=what, about=bought, before={"status": before}, after=after, why=why)
