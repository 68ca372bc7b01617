"""What a product page shows of the reviews of a listing: one query."""

from __future__ import annotations

from dataclasses import dataclass, field

from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.models import Product

# Read and counted; beyond them a page would not be read to its end either.
MOST = 200
STARS = 5


@dataclass
class Reviews:
    """Approved reviews, newest first."""

    rows: list[ProductReview] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def average(self) -> float:
        """Of the scores, 1 to 5; 0 without reviews."""
        return sum(review.score for review in self.rows) / self.count if self.rows else 0

    @property
    def bars(self) -> list[tuple[int, int]]:
        """(stars, how many gave them), from five down to one."""
        scores = [review.score for review in self.rows]
        return [(stars, scores.count(stars)) for stars in range(STARS, 0, -1)]


def reviews_of(listing: Product) -> Reviews:
    """The newest approved reviews of a listing."""
    approved = ProductReview.objects.filter(product=listing, status=ProductReview.APPROVED)
    return Reviews(list(approved.order_by("-date_created", "-pk")[:MOST]))
