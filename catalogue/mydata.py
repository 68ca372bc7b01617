"""What a person wrote about goods: reviews, and changes to the listings of her cooperative."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from oscar.apps.catalogue.reviews.models import ProductReview

from marketplace.mydata.registry import Part, leave_out, register

from .models import Decision, StagedEdit
from .shown import listing_changed


def _reviews_of(user) -> QuerySet[ProductReview]:
    proved = user.emailaddress_set.filter(verified=True).values("email")
    return ProductReview.objects.filter(Q(user=user) | Q(user=None, email__in=proved)).order_by("pk")


def _export(user) -> list[dict]:
    return [
        {
            "product": review.product.listing.title,
            "name": review.name,
            "email": review.email,
            "stars": review.score,
            "title": review.title,
            "text": review.body,
            "written_at": review.date_created,
            "shown": review.is_approved,
        }
        for review in _reviews_of(user).select_related("product__parent")
    ]


def _forget(user) -> None:
    listing_changed(*_reviews_of(user).order_by().values_list("product__cooperative_id", flat=True).distinct())
    _reviews_of(user).update(user=None, name="", email="", homepage="")


def _edits(user) -> list[dict]:
    rows = StagedEdit.objects.filter(made_by=user).select_related("product__parent").order_by("pk")
    return [
        {"product": row.product.listing.title, "at": row.made_at, "state": row.state, "changes": row.changes}
        for row in rows
    ]


def _decisions(user) -> list[dict]:
    rows = Decision.objects.filter(made_by=user).select_related("product__parent").order_by("pk")
    return [
        {"product": row.product.listing.title, "at": row.made_at, "accepted": row.accepted, "words": row.words}
        for row in rows
    ]


register(
    Part(
        name="reviews",
        columns=("reviews.ProductReview.user", "reviews.ProductReview.email"),
        export=_export,
        erase=_forget,
        kept="What she thought of a product stays, by a customer without a name.",
    )
)
register(
    Part(
        name="listing_changes",
        columns=("catalogue.StagedEdit.made_by",),
        export=_edits,
        kept="The words are the cooperative's; the account that wrote them has no name any more.",
    )
)
register(
    Part(
        name="listing_decisions",
        columns=("catalogue.Decision.made_by",),
        export=_decisions,
        kept="Decisions of the delegation are papers; the account that took them has no name any more.",
    )
)
leave_out(["reviews.Vote.user"], reason="Oscar's table: this market has no votes.")
