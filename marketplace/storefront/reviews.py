"""What is said about a listing: reviews with their replies in one query, answered questions in one."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.models import Product
from marketplace.shop.voices.models import Question

# Read and counted; beyond them a page would not be read to its end either.
MOST = 200
STARS = 5
# Shown on the product page itself; the rest has a page of its own.
FEW, PER_PAGE = 5, 20
# All that is shown of them: a cooperative alone has fifty columns.
_SAID = ["product", "score", "title", "body", "name", "date_created", "bought__id", "reply__words", "reply__removed_at"]
_SAID += [f"reply__cooperative__name_{code}" for code in ("fr", "ar", "en")]
_ASKED = ["words", "name", "asked_at", "answer", *(f"cooperative__name_{code}" for code in ("fr", "ar", "en"))]


@dataclass
class Reviews:
    """Approved reviews, newest first. listing_id: whose."""

    rows: list[ProductReview] = field(default_factory=list)
    listing_id: int | None = None

    @property
    def few(self) -> list[ProductReview]:
        """Those on the product page."""
        return self.rows[:FEW]

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


@dataclass(frozen=True)
class SaidPage:
    """Everything that is said about one listing."""

    listing: Product
    page: Page
    questions: list[Question]


def reviews_of(listing: Product) -> Reviews:
    """The newest approved reviews of a listing."""
    return Reviews(list(_approved(listing)[:MOST]), listing.pk)


def questions_of(listing: Product, *, most: int = FEW + 1) -> list[Question]:
    """The newest answers; one more than are shown tells that there are others."""
    rows = Question.objects.about(listing).shown().select_related("cooperative").only(*_ASKED)
    return list(rows[:most])


def said_page(pk: int, number: str) -> SaidPage:
    """Raises Http404 for a listing that is not shown, or a page that does not exist."""
    listing = listing_shown(pk)
    pages = Paginator(_approved(listing), PER_PAGE)
    if not number.isdecimal() or not 1 <= int(number) <= pages.num_pages:
        raise Http404
    return SaidPage(listing, pages.page(int(number)), questions_of(listing, most=MOST))


def listing_shown(pk: int) -> Product:
    """Raises Http404 for one that not everybody may see."""
    shown = Product.objects.visible().select_related("cooperative__province").prefetch_related("images")
    listing = shown.filter(pk=pk).first()
    if listing is None:
        raise Http404
    return listing


def _approved(listing: Product) -> QuerySet[ProductReview]:
    rows = ProductReview.objects.filter(product=listing, status=ProductReview.APPROVED)
    rows = rows.select_related("bought", "reply__cooperative").only(*_SAID)
    return rows.order_by("-date_created", "-pk")
