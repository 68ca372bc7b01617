"""What the cooperative's shoppers say and ask, always through what is the cooperative's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.models import ProductImage
from cooperatives.models import Cooperative
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.voices.models import PartMessage, Question
from marketplace.shop.voices.services.conversation import is_open

PER_PAGE = 20


@dataclass(frozen=True)
class Tab:
    """One kind of what is said. waiting: how much of it wants an answer."""

    code: str
    label: str
    icon: str
    waiting: int


@dataclass(frozen=True)
class Talk:
    """A conversation as the member reads it."""

    part: CooperativeOrder
    messages: list[PartMessage]
    is_open: bool
    unread: int


def waiting_of(cooperative: Cooperative) -> dict[str, int]:
    """code of a tab -> how much wants an answer: two queries. A review wants none."""
    return {
        "questions": Question.objects.of(cooperative).open().count(),
        "messages": PartMessage.objects.of(cooperative).unread_by(shopper=False).count(),
        "reviews": 0,
    }


def tabs_of(cooperative: Cooperative) -> list[Tab]:
    waiting = waiting_of(cooperative)
    words = (
        ("questions", _("Questions"), "info"),
        ("messages", _("Messages"), "mail"),
        ("reviews", _("Reviews"), "heart"),
    )
    return [Tab(code, label, icon, waiting[code]) for code, label, icon in words]


def said_page(cooperative: Cooperative, show: str, number: str | None) -> Page:
    """A page of the tab `show`; an unknown one means questions. What waits comes first."""
    rows = {"messages": _talks, "reviews": _reviews}.get(show, _questions)(cooperative)
    return Paginator(rows, PER_PAGE).get_page(number)


def question_of(cooperative: Cooperative, pk: int) -> Question:
    """Raises Http404 for another cooperative's, or one that was taken away."""
    return _found(_questions(cooperative).filter(pk=pk))


def review_of(cooperative: Cooperative, pk: int) -> ProductReview:
    """Raises Http404 for a review of another cooperative's listing, or one that is not shown."""
    return _found(_reviews(cooperative).filter(pk=pk))


def talk_of(part: CooperativeOrder) -> Talk:
    """All that was said about a part, the oldest first."""
    rows = list(part.messages.select_related("by"))
    return Talk(part, rows, is_open(part), sum(1 for row in rows if row.from_shopper and row.read_at is None))


def unread_about(part: CooperativeOrder) -> tuple[int, int]:
    """(how many messages there are about a part, how many of them are new to the cooperative)."""
    new = Count("pk", filter=Q(from_shopper=True, read_at=None))
    counts = part.messages.order_by().aggregate(all=Count("pk"), new=new)
    return counts["all"], counts["new"]


def _found(rows: QuerySet):
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _pictures(path: str) -> Prefetch:
    return Prefetch(f"{path}__images", queryset=ProductImage.objects.order_by("display_order"))


def _questions(cooperative: Cooperative) -> QuerySet[Question]:
    rows = Question.objects.of(cooperative).select_related("product", "cooperative").prefetch_related(
        _pictures("product")
    )  # fmt: skip
    return rows.order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")


def _reviews(cooperative: Cooperative) -> QuerySet[ProductReview]:
    rows = ProductReview.objects.filter(product__cooperative=cooperative, status=ProductReview.APPROVED)
    rows = rows.select_related("product", "bought", "reply__cooperative").prefetch_related(_pictures("product"))
    return rows.order_by("-date_created", "-pk")


def _talks(cooperative: Cooperative) -> QuerySet[CooperativeOrder]:
    """Parts about which something was said, with `unread` and `last_at`; the unread first."""
    new = Count("messages", filter=Q(messages__from_shopper=True, messages__read_at=None))
    parts = CooperativeOrder.objects.of(cooperative).annotate(unread=new, last_at=Max("messages__sent_at"))
    return parts.filter(last_at__isnull=False).select_related("order").order_by("-unread", "-last_at", "-pk")
