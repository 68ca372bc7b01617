"""Questions about what was said, asked by more than one door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from oscar.apps.catalogue.reviews.models import ProductReview

if TYPE_CHECKING:
    from catalogue.models import Product
    from cooperatives.models import Cooperative


class BuyerReviewQuerySet(models.QuerySet):
    def waiting(self) -> BuyerReviewQuerySet:
        """Those that wait for the delegation, the longest waiting first."""
        return self.filter(review__status=ProductReview.FOR_MODERATION).order_by("written_at", "pk")


class ReplyQuerySet(models.QuerySet):
    def shown(self) -> ReplyQuerySet:
        """Those that the delegation has not taken away."""
        return self.filter(removed_at=None)


class QuestionQuerySet(models.QuerySet):
    def of(self, cooperative: Cooperative) -> QuestionQuerySet:
        """Those asked of one cooperative, without what was taken away."""
        return self.filter(cooperative=cooperative, removed_at=None)

    def open(self) -> QuestionQuerySet:
        """Without an answer yet, the longest waiting first."""
        return self.filter(answered_at=None, removed_at=None).order_by("asked_at", "pk")

    def shown(self) -> QuestionQuerySet:
        """Answered and not taken away, the newest answers first."""
        return self.filter(answered_at__isnull=False, removed_at=None).order_by("-answered_at", "-pk")

    def about(self, listing: Product) -> QuestionQuerySet:
        return self.filter(product=listing)


class PartMessageQuerySet(models.QuerySet):
    def of(self, cooperative: Cooperative) -> PartMessageQuerySet:
        """Those about one cooperative's parts of orders."""
        return self.filter(part__cooperative=cooperative)

    def unread_by(self, *, shopper: bool) -> PartMessageQuerySet:
        """What the other side wrote and this one has not acknowledged yet."""
        return self.filter(from_shopper=not shopper, read_at=None)
