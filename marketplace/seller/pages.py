"""What the seller pages read, always through one cooperative's own parts of orders.

Nothing of the purchase around a part leaves this module: no total of it, no other part, no e-mail address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperatives.models import Cooperative
from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.shop.delivery.models import Carrier
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.managers import TO_DO, CooperativeOrderQuerySet
from marketplace.shop.order.models import CooperativeOrder, Line

from .deadlines import Deadline, accept_deadline
from .standing import Move, Standing, next_move, standing_of

PER_PAGE = 20
ENDED = (PartStatus.DECLINED, PartStatus.CANCELLED, PartStatus.RETURNED)


@dataclass(frozen=True)
class Row:
    """One line of a part with the units that matter where it is shown, after `first` others. amount: MAD for them."""

    line: Line
    units: int
    first: int = 0

    @property
    def title(self) -> str:
        return self.line.title_in(get_language() or "fr")

    @property
    def amount(self) -> Decimal:
        return self.line.price_of(self.units, first=self.first)


class PartCard:
    """A part as a card of a list: what, how much, where to, until when, what next."""

    def __init__(self, part: CooperativeOrder):
        self.part = part

    @cached_property
    def rows(self) -> list[Row]:
        """What is still to be sent; of a part that is done, what it was."""
        if not self.is_open:
            return self.all_rows
        lines = [row.line for row in self.all_rows if row.line.open_quantity]
        return [Row(line, line.open_quantity, first=line.settled_quantity) for line in lines]

    @cached_property
    def all_rows(self) -> list[Row]:
        return [Row(line, line.quantity) for line in sorted(self.part.lines.all(), key=lambda line: line.pk)]

    @property
    def is_open(self) -> bool:
        return self.part.status in TO_DO

    @property
    def units(self) -> int:
        return sum(row.units for row in self.rows)

    @property
    def cash(self) -> Decimal:
        """MAD to collect: with what is still to be sent; of a part that is done, in all."""
        return cash_for(self.part, self.rows) if self.is_open else self.part.cash_due

    @property
    def standing(self) -> Standing:
        return standing_of(self.part)

    @property
    def deadline(self) -> Deadline | None:
        return accept_deadline(self.part)

    @property
    def next(self) -> Move | None:
        return next_move(self.part)

    @property
    def town(self) -> str:
        """Where the parcel goes, in the reader's language; empty when nothing is sent."""
        address = self.part.order.shipping_address
        if self.part.delivery_method != DeliveryMethod.PARCEL or address is None:
            return ""
        return address.town.name if address.town else address.town_name


def cash_for(part: CooperativeOrder, rows: list[Row]) -> Decimal:
    """MAD due at the door for these units, nothing when it is paid; the delivery charge goes with the first parcel."""
    if not part.order.is_cash:
        return Decimal(0)
    goods = sum((row.amount for row in rows), Decimal(0))
    return goods if part.shipped_at else goods + part.delivery_charge


@dataclass(frozen=True)
class Tile:
    """A number with its icon, leading to the list behind it. status: of the list's filter."""

    status: str
    label: str
    icon: str
    count: int


def tiles_of(cooperative: Cooperative) -> list[Tile]:
    """How many wait for what: one query."""
    counts = CooperativeOrder.objects.of(cooperative).aggregate(
        new=Count("pk", filter=Q(status=PartStatus.NEW)),
        accepted=Count("pk", filter=Q(status=PartStatus.ACCEPTED)),
        packed=Count("pk", filter=Q(status=PartStatus.PACKED)),
        late=Count("pk", filter=Q(status=PartStatus.NEW, accept_by__lt=timezone.now())),
    )
    words = (
        ("new", _("To accept"), "check"),
        ("accepted", _("To pack"), "box"),
        ("packed", _("To send"), "truck"),
        ("late", _("Late"), "warning"),
    )
    return [Tile(code, label, icon, counts[code]) for code, label, icon in words]


# Filters of the list of orders, in their order on the page.
FILTERS = {
    "": _("All"),
    "new": _("To accept"),
    "accepted": _("To pack"),
    "packed": _("To send"),
    "late": _("Late"),
    "shipped": _("On the way"),
    "delivered": _("Delivered"),
    "ended": _("Ended"),
}


def to_do_page(cooperative: Cooperative, number: str | None) -> Page:
    """A page of cards: what is to be done, oldest first."""
    return _cards(CooperativeOrder.objects.of(cooperative).to_do(), number)


def orders_page(cooperative: Cooperative, *, status: str, asked: str, number: str | None) -> Page:
    """A page of cards of all orders, newest first. asked: an order's number, or how it begins."""
    parts = CooperativeOrder.objects.of(cooperative).order_by("-placed_at", "-pk")
    if status == "late":
        parts = parts.late()
    elif status == "ended":
        parts = parts.filter(status__in=ENDED)
    elif status in FILTERS and status:
        parts = parts.filter(status=status)
    # ABCD2345-1 is typed as it is printed, as it is read aloud, and with blanks.
    wanted = "".join(asked.split()).upper().partition("-")[0]
    return _cards(parts.filter(order__number__startswith=wanted) if wanted else parts, number)


def _cards(parts: CooperativeOrderQuerySet, number: str | None) -> Page:
    """Cards of one page, in a number of queries that does not grow with rows."""
    joined = parts.select_related("order__shipping_address__town").prefetch_related(
        Prefetch("lines", queryset=Line.objects.select_related("product__parent")),
        "lines__product__images",
        "lines__product__parent__images",
    )
    page = Paginator(joined, PER_PAGE).get_page(number)
    page.object_list = [PartCard(part) for part in page.object_list]
    return page


def part_of(cooperative: Cooperative, pk: int) -> CooperativeOrder:
    """One part with its lines, address and parcels. Raises Http404 for another cooperative's."""
    part = CooperativeOrder.objects.of(cooperative).with_lines().select_related("carrier").filter(pk=pk).first()
    if part is None:
        raise Http404
    part.cooperative = cooperative
    return part


@dataclass(frozen=True)
class Recipient:
    """All that a parcel needs of the shopper; `place` is empty when nothing is sent."""

    name: str
    phone: str
    place: tuple[str, ...] = ()


def recipient_of(part: CooperativeOrder) -> Recipient:
    """Name and telephone; of a parcel also street, landmark and town."""
    order, address = part.order, part.order.shipping_address
    if part.delivery_method != DeliveryMethod.PARCEL or address is None:
        return Recipient(order.customer_name, order.guest_phone)
    town = address.town.name if address.town else ""
    # Carriers know the town by the name that was written at the sale; the reader by her own.
    towns = " · ".join(dict.fromkeys(filter(None, [town, address.town_name])))
    place = (address.line1, address.landmark, f"{address.postcode} {towns}".strip())
    phone = str(address.phone_number or order.guest_phone)
    return Recipient(address.recipient or order.customer_name, phone, tuple(filter(None, place)))


@dataclass(frozen=True)
class Slip:
    """What lies in one parcel and what is due for it, in MAD."""

    rows: list[Row]
    cash: Decimal
    parcel: int | None = None


def slip_of(part: CooperativeOrder, parcel_id: int | None) -> Slip:
    """Of a parcel that was sent, or of what is still to be sent. Raises Http404 for a parcel of another part."""
    if parcel_id is None:
        card = PartCard(part)
        return Slip(card.rows, card.cash)
    for parcel in part.parcels.all():
        if parcel.pk == parcel_id:
            return Slip([Row(row.line, row.quantity) for row in parcel.lines.all()], parcel.cash_due, parcel.pk)
    raise Http404


def carriers() -> list[Carrier]:
    """Those a parcel can be given to."""
    return list(Carrier.objects.filter(is_active=True).order_by("name"))


def greeting_hour(now: datetime | None = None) -> int:
    """The hour in Morocco."""
    return timezone.localtime(now).hour
