"""Reviews of listings."""

from __future__ import annotations

from django.db import transaction
from oscar.apps.catalogue.reviews.models import ProductReview

from marketplace.audit.models import record

from ..models import Product


@transaction.atomic
def review_publish(
    *, product: Product, by, name: str, email: str, score: int, title: str, body: str, code: str | None = None
) -> ProductReview:
    """Show a review that the delegation read. score: 1 to 5; code: names it once and for all, for what is loaded twice.

    Raises ValueError for a score outside 1 to 5.
    """
    if not 1 <= score <= 5:
        raise ValueError(f"a score of {score}: 1 to 5 are meant")
    review = ProductReview.objects.create(
        product=product, name=name, email=email, score=score, title=title, body=body, code=code,
        status=ProductReview.APPROVED,
    )  # fmt: skip
    record(who=by, what="review.published", about=review, after={"score": score})
    return review
