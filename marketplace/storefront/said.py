"""What the shopper may say on her order's page: a review of each thing that arrived, words with each cooperative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.http import Http404
from oscar.apps.catalogue.reviews.models import ProductReview

from marketplace.shop.order.models import CooperativeOrder, Line, Order
from marketplace.shop.voices.models import BuyerReview, PartMessage
from marketplace.shop.voices.rights import (
    MayNotReview,
    check_right,
    cooperatives_of_buyer,
    reviews_of_buyer,
    was_delivered,
)
from marketplace.shop.voices.services.conversation import is_open


@dataclass(frozen=True)
class LineSaid:
    """A line that may be reviewed, or was. review: None before."""

    line: Line
    review: BuyerReview | None

    @property
    def standing(self) -> str:
        """ "", "waiting", "published" or "refused"."""
        if self.review is None:
            return ""
        words = {ProductReview.APPROVED: "published", ProductReview.REJECTED: "refused"}
        return words.get(self.review.review.status, "waiting")

    def check(self, *, by=None) -> None:
        """Raises MayNotReview."""
        check_right(self.line, by=by)
        if self.standing == "published":
            raise MayNotReview("published")


@dataclass(frozen=True)
class PartSaid:
    """lines: what may be reviewed. messages, unread: how many there are; is_open: more may be written."""

    messages: int
    unread: int
    is_open: bool
    lines: list[LineSaid] = field(default_factory=list)


@dataclass(frozen=True)
class Conversation:
    """All that was said about a part, the oldest first."""

    part: CooperativeOrder
    messages: list[PartMessage]
    is_open: bool
    unread: int


def said_of(order: Order, parts: Sequence[CooperativeOrder]) -> dict[int, PartSaid]:
    """part id -> what there is to say and was said. Three queries at most; parts: with their lines prefetched."""
    written, unread = _counts(parts)
    mine = {line.pk: line for part in parts for line in part.lines.all() if _may(part, line)}
    said, barred = {}, set()
    if mine:
        said = reviews_of_buyer(order, {line.product.listing.pk for line in mine.values()})
        barred = cooperatives_of_buyer(order)
    pages = {}
    for part in parts:
        lines = [line for line in part.lines.all() if line.pk in mine and part.cooperative_id not in barred]
        once = {line.product.listing.pk: line for line in reversed(lines)}  # two sizes of one listing: one review
        shown = [LineSaid(line, said.get(pk)) for pk, line in reversed(once.items())]
        pages[part.pk] = PartSaid(written[part.pk], unread[part.pk], is_open(part), shown)
    return pages


def unread_orders(order_ids: list[int]) -> dict[int, int]:
    """order id -> how much of what cooperatives wrote the shopper has not seen."""
    unread = PartMessage.objects.filter(part__order__in=order_ids).unread_by(shopper=True).order_by()
    return dict(unread.values_list("part__order").annotate(Count("pk")))


def line_of(order: Order, pk: int) -> LineSaid:
    """A line of this order with what was said of it. Raises Http404 for another order's, or one without a product."""
    lines = Line.objects.filter(order=order, pk=pk).select_related("part__cooperative", "product__parent", "order")
    line = lines.prefetch_related("product__images", "product__parent__images").first()
    if line is None or line.product is None or line.part is None:
        raise Http404
    listing = line.product.listing.pk
    return LineSaid(line, reviews_of_buyer(order, {listing}).get(listing))


def conversation_of(order: Order, position: int) -> Conversation:
    """Raises Http404 for a part that the order does not have."""
    part = order.parts.select_related("cooperative__province").filter(position=position).first()
    if part is None:
        raise Http404
    part.order = order
    rows = list(part.messages.all())
    unread = sum(1 for row in rows if not row.from_shopper and row.read_at is None)
    return Conversation(part, rows, is_open(part), unread)


def _may(part: CooperativeOrder, line: Line) -> bool:
    line.part = part  # known already: no query for it
    return line.product is not None and was_delivered(line)


def _counts(parts: Sequence[CooperativeOrder]) -> tuple[Counter, Counter]:
    """part id -> how many messages there are; how many of the cooperative's the shopper has not seen."""
    rows = list(PartMessage.objects.filter(part__in=parts).values_list("part", "from_shopper", "read_at"))
    unseen = [part for part, from_shopper, read_at in rows if not from_shopper and read_at is None]
    return Counter(part for part, *_rest in rows), Counter(unseen)
