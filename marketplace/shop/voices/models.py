"""What is said: around Oscar's review the purchase that earned it and the one reply, questions, words about an order.

All words are plain text: cleaned by words.plain on the way in, escaped by the templates on the way out.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import SaidReason
from .managers import BuyerReviewQuerySet, PartMessageQuerySet, QuestionQuerySet, ReplyQuerySet

MOST_WORDS = 1500


def _person(**options) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class BuyerReview(models.Model):
    """The purchase that a review stands on. Whether it is shown is the review's own status."""

    review = models.OneToOneField("reviews.ProductReview", on_delete=models.CASCADE, related_name="bought")
    listing = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, related_name="+")
    # Who bought it (rights.buyer_key): one review of a listing each.
    buyer = models.CharField(max_length=270)
    language = models.CharField(max_length=2, default="fr")
    written_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=12, choices=SaidReason.choices, blank=True)
    words = models.CharField(max_length=600, blank=True)

    objects = BuyerReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "buyer"], name="one_review_per_buyer"),
            models.CheckConstraint(condition=~Q(buyer=""), name="review_has_a_buyer"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} · {self.buyer}"


class Removable(models.Model):
    """What is shown at once and read by the delegation afterwards, which can take it away and says why."""

    removed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=SaidReason.choices, blank=True)
    removed_words = models.CharField(max_length=600, blank=True)

    class Meta:
        abstract = True


class ReviewReply(Removable):
    """The one answer of the cooperative to a review; one that was taken away is not written again."""

    review = models.OneToOneField("reviews.ProductReview", on_delete=models.CASCADE, related_name="reply")
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    by = _person()
    words = models.TextField(max_length=MOST_WORDS)
    made_at = models.DateTimeField(default=timezone.now)

    objects = ReplyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.cooperative} · {self.review_id}"


class Question(Removable):
    """Asked about a listing by anybody; everybody reads it once the cooperative has answered."""

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="questions")
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="questions")
    user = _person(null=True, blank=True)
    name = models.CharField(_("Name"), max_length=60)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="fr")
    words = models.TextField(max_length=MOST_WORDS)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=MOST_WORDS, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = _person(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_with_words",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "-answered_at"], name="question_shown"),
            models.Index(fields=["asked_at"], condition=Q(answered_at=None, removed_at=None), name="question_open"),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.name}"


class PartMessage(models.Model):
    """One thing said about a part of an order: by whoever bought it, or by a member of its cooperative."""

    part = models.ForeignKey("order.CooperativeOrder", on_delete=models.PROTECT, related_name="messages")
    from_shopper = models.BooleanField()
    # None for a guest.
    by = _person(null=True, blank=True)
    words = models.TextField(max_length=MOST_WORDS)
    sent_at = models.DateTimeField(default=timezone.now)
    # When the other side answered, or said that it has read it: opening a page writes nothing.
    read_at = models.DateTimeField(null=True, blank=True)

    objects = PartMessageQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        indexes = [
            models.Index(fields=["part", "from_shopper"], condition=Q(read_at=None), name="part_message_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} · {self.sent_at:%Y-%m-%d %H:%M}"


class ReviewInvitation(models.Model):
    """That a delivered part's shopper was asked for a review, or need not be: the sweep looks at a part once."""

    part = models.OneToOneField("order.CooperativeOrder", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.part_id)
