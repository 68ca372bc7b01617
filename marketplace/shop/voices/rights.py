"""Who may review what: the rule that a delivered purchase earns, asked downwards of the orders."""

from __future__ import annotations

from django.db.models import Q

from cooperatives.models import Membership
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import Line, Order

from .models import BuyerReview


class MayNotReview(Exception):
    """why: "not_delivered", "gone" (the listing is), "member" (of the cooperative) or "published" (said already)."""

    def __init__(self, why: str):
        self.why = why
        super().__init__(why)


def buyer_key(order: Order) -> str:
    """Who bought it: the account, else the e-mail address, else the telephone."""
    if order.user_id:
        return f"user {order.user_id}"
    return f"mail {order.guest_email.lower()}" if order.guest_email else f"phone {order.guest_phone}"


def same_buyer(order: Order) -> Q:
    """BuyerReviews of the same person, signed in or not. A telephone is shared by many: it counts only alone."""
    same = Q(buyer=buyer_key(order))
    if order.user_id:
        same |= Q(line__order__user=order.user_id)
    if order.guest_email:
        same |= Q(line__order__guest_email__iexact=order.guest_email)
    return same


def cooperatives_of_buyer(order: Order, *, by=None) -> set[int]:
    """Ids of the cooperatives that the buyer, or `by` who writes, is or was a member of."""
    people = Q(user__in=[pk for pk in (order.user_id, getattr(by, "pk", None)) if pk])
    if order.guest_email:
        people |= Q(user__email__iexact=order.guest_email)
    if order.guest_phone:
        people |= Q(user__phone=order.guest_phone)
    return set(Membership.objects.filter(people).values_list("cooperative_id", flat=True))


def reviews_of_buyer(order: Order, listing_ids: set[int]) -> dict[int, BuyerReview]:
    """listing id -> what this buyer said of it: one query."""
    mine = BuyerReview.objects.filter(same_buyer(order), listing__in=listing_ids).select_related("review")
    return {one.listing_id: one for one in mine.order_by("pk")}


def was_delivered(line: Line) -> bool:
    """Some of its units are in the shopper's hands."""
    return line.part is not None and line.part.status == PartStatus.DELIVERED and line.quantity_shipped > 0


def check_right(line: Line, *, by=None) -> None:
    """Raises MayNotReview, but for a review that was published already."""
    if not was_delivered(line):
        raise MayNotReview("not_delivered")
    if line.product is None:
        raise MayNotReview("gone")
    if line.part.cooperative_id in cooperatives_of_buyer(line.order, by=by):
        raise MayNotReview("member")
