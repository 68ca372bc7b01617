"""What the tracking page shows of an order, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.pages.papers import PaperLink
from marketplace.shop.basket.goods import goods_known
from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.shop.order.choices import CancelReason, PartStatus, ReleaseReason, reason_label
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.tracking import tracking_secret
from marketplace.storefront import papers
from marketplace.storefront.after import PartAfter, after_of
from marketplace.storefront.said import PartSaid, said_of, unread_orders

ORDERS_PER_PAGE = 10


@dataclass(frozen=True)
class Step:
    """One line of a timeline. at: None when it has not happened yet."""

    label: str
    icon: str
    at: datetime | None
    note: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class OrderRow:
    """One of my orders, with the way to its page."""

    order: Order
    secret: str
    unread: int = 0
    papers: tuple[PaperLink, ...] = ()


@dataclass(frozen=True)
class PartPage:
    part: CooperativeOrder
    steps: list[Step]
    said: PartSaid
    papers: list[PaperLink]
    after: PartAfter


@dataclass(frozen=True)
class TrackingPage:
    """initials and town are all that is shown of the shopper."""

    order: Order
    parts: list[PartPage]
    initials: str
    town: str
    may_name_company: bool = False

    @property
    def cash_to_confirm(self) -> Decimal:
        """MAD due at the door for parcels that she has not confirmed yet."""
        unsaid = (entry.part for entry in self.parts if entry.part.needs_cash_word)
        return sum((part.cash_due for part in unsaid), Decimal(0))

    @property
    def status_label(self) -> str:
        """Of the whole order; of the one part where that alone is fetched, in its words."""
        only = self.parts[0].part if len(self.parts) == 1 else None
        return only.status_label if only and only.is_fetched and only.packed_at else self.order.status_label


def tracking_page(order: Order) -> TrackingPage:
    """Everything the page shows, in a number of queries that does not grow with lines."""
    parts = list(order.parts.prefetch_related("lines").order_by("position"))
    _know_goods(parts)
    # Nothing is invoiced before it has left, nor is anything taken back of an invoice.
    left = [part for part in parts if part.shipped_at]
    prefetch_related_objects(left, "parcels__lines__line")
    links = papers.by_part(order, tracking_secret(order), [part.pk for part in left]) if left else {}
    pages, said, after = [], said_of(order, parts), after_of(parts)
    for part in parts:
        part.order = order
        pages.append(PartPage(part, list(_steps(part)), said[part.pk], links.get(part.pk, []), after[part.pk]))
    words = [word for word in order.customer_name.split() if word[0].isalpha()]
    initials = " ".join(f"{word[0]}." for word in words[:3])
    town = order.shipping_address.town_in(get_language()) if order.shipping_address_id else ""
    alive = any(part.status not in (PartStatus.DECLINED, PartStatus.CANCELLED) for part in parts)
    return TrackingPage(order, pages, initials, town, may_name_company=alive and not links)


def _know_goods(parts: list[CooperativeOrder]) -> None:
    """Nobody need read their products, nor the cooperatives that these belong to."""
    lines = [(part, line) for part in parts for line in part.lines.all()]
    products = goods_known(line.product_id for _part, line in lines if line.product_id)
    for part, line in lines:
        if product := products.get(line.product_id):
            line.product = product
            if product.cooperative_id == part.cooperative_id:
                part.cooperative = product.cooperative


def orders_page(user, number: str) -> Page:
    """A page of the user's orders (OrderRow), newest first. number: as in the address; nonsense means the first."""
    orders = Order.objects.filter(user=user).order_by("-date_placed", "-pk")
    page = Paginator(orders, ORDERS_PER_PAGE).get_page(number)
    unread = unread_orders([order.pk for order in page.object_list])
    secrets = {order.pk: (order, tracking_secret(order)) for order in page.object_list}
    links = papers.of_orders(secrets)
    page.object_list = [
        OrderRow(order, secret, unread.get(pk, 0), tuple(links.get(pk, ()))) for pk, (order, secret) in secrets.items()
    ]
    return page


def _steps(part: CooperativeOrder) -> Iterator[Step]:
    yield Step(_("Order received"), "check", part.placed_at)
    if part.status == PartStatus.AWAITING:
        yield Step(_("Paid"), "cash", None)
        return
    if part.reason in ReleaseReason.values:
        yield Step(_("The order has ended"), "cross", part.ended_at, reason_label(part.reason), is_bad=True)
        return
    if part.confirmed_at != part.placed_at:
        yield Step(_("Paid"), "cash", part.confirmed_at)
    if part.reason in CancelReason.values:
        words = _("You cancelled it") if part.reason == CancelReason.SHOPPER else reason_label(part.reason)
        yield Step(_("Cancelled"), "cross", part.ended_at, words, is_bad=True)
        return
    if part.status in (PartStatus.DECLINED, PartStatus.CANCELLED):
        yield Step(_("The cooperative cannot deliver"), "cross", part.ended_at, _reason(part), is_bad=True)
        return
    yield Step(_("Accepted by the cooperative"), "check", part.accepted_at)
    if part.delivery_method == DeliveryMethod.PICKUP:
        yield Step(_("Ready to fetch"), "box", part.packed_at)
        yield Step(_("Fetched"), "home", part.delivered_at)
    elif part.delivery_method == DeliveryMethod.NONE:
        yield Step(_("Done"), "check", part.delivered_at)
    else:
        yield Step(_("Packed"), "box", part.packed_at or part.shipped_at)
        yield from _journeys(part)
        if part.status != PartStatus.RETURNED:
            yield Step(_("Delivered"), "home", part.delivered_at)


def _journeys(part: CooperativeOrder) -> Iterator[Step]:
    """One step per parcel sent, and what will not be sent."""
    parcels = list(part.parcels.all()) if part.shipped_at else []
    if not parcels:
        yield Step(_("Sent"), "truck", None)
    for parcel in parcels:
        yield Step(_("Sent"), "truck", parcel.shipped_at, str(parcel))
        if parcel.refused_at:
            yield Step(_("The parcel came back"), "undo", parcel.refused_at, is_bad=True)
    if parcels and part.reason:
        yield Step(_("The rest will not be sent"), "cross", part.shipped_at, _reason(part), is_bad=True)


def _reason(part: CooperativeOrder) -> str:
    label = reason_label(part.reason)
    return f"{label} — {part.reason_words}" if part.reason_words else label
