"""Fulfilling one cooperative's part: accept, pack, send, deliver; decline, or cancel what cannot be sent.

Every move locks the order and the part, checks that it is allowed from here, moves stock, writes the audit and the
message, all in one transaction. Doing the same thing again raises MoveNotAllowed and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from urllib.parse import quote

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.shop.delivery.models import Carrier
from marketplace.shop.order import messages
from marketplace.shop.order.choices import PART_MOVES, CancelReason, OrderStatus, PartStatus
from marketplace.shop.order.locks import lock_part
from marketplace.shop.order.models import CooperativeOrder, Line, Parcel, ParcelLine
from marketplace.shop.order.services.cash import cash_word_note
from marketplace.shop.order.services.status import order_status_refresh
from marketplace.shop.order.signals import parcels_delivered, units_cancelled
from marketplace.shop.partner.stock import stock_release, stock_ship
from marketplace.shop.voucher.services import voucher_uses_release


class MoveNotAllowed(Exception):
    """The part is not where this move starts from; somebody was here first. status: where it is."""

    def __init__(self, status: str):
        self.status = status
        super().__init__(status)


class CashNotConfirmed(Exception):
    """Nobody has heard from the shopper that she still wants what she is to pay at the door: call her first."""


class WrongQuantity(Exception):
    """More units than are still to be sent, or none at all."""


def _begin(part_id: int, target: str) -> CooperativeOrder:
    part = lock_part(part_id)
    if target not in PART_MOVES.get(part.status, frozenset()):
        raise MoveNotAllowed(part.status)
    return part


def _move(part: CooperativeOrder, status: str, *, by, stamp: str = "", why: str = "") -> None:
    """Write the new status, its moment in the column `stamp`, the order's own status and the audit."""
    before, part.status = part.status, status
    if stamp:
        setattr(part, stamp, timezone.now())
    part.save(update_fields=["status", *filter(None, [stamp]), "reason", "reason_words", "cash_due"])
    order_status_refresh(part.order)
    record(who=by, what=f"part.{status}", about=part, before={"status": before}, after={"status": status}, why=why)


@transaction.atomic
def part_accept(*, part_id: int, by, cash_confirmed: bool = False) -> CooperativeOrder:
    """The cooperative says yes. cash_confirmed: it has called the shopper, who still wants it (services/cash.py)."""
    part = _begin(part_id, PartStatus.ACCEPTED)
    if cash_confirmed and part.needs_cash_word:
        cash_word_note(part, by=by)
    _move(part, PartStatus.ACCEPTED, by=by, stamp="accepted_at")
    return part


@transaction.atomic
def part_pack(*, part_id: int, by) -> CooperativeOrder:
    """Packed, ready for the carrier or for pick-up."""
    part = _begin(part_id, PartStatus.PACKED)
    _move(part, PartStatus.PACKED, by=by, stamp="packed_at")
    if part.delivery_method == DeliveryMethod.PICKUP:
        messages.tell_ready_for_pickup(part)
    return part


@transaction.atomic
def part_ship(
    *,
    part_id: int,
    by,
    carrier_name: str = "",
    tracking_number: str = "",
    quantities: Mapping[int, int] | None = None,
    parcels_seen: int | None = None,
) -> Parcel:
    """Send a parcel with all open units, or with `quantities` (line id -> units) of them.

    The part is "sent" when nothing is open any more.
    parcels_seen: how many parcels there were when this one was asked for; a double click on "one of two" sends one.
    Raises MoveNotAllowed (also for goods that are fetched, and when there are more parcels than seen), WrongQuantity;
    CashNotConfirmed before the shopper has confirmed what she is to pay at the door.
    """
    part = _begin(part_id, PartStatus.SHIPPED)
    if part.delivery_method != DeliveryMethod.PARCEL:
        raise MoveNotAllowed(part.status)
    if parcels_seen is not None and part.parcels.count() != parcels_seen:
        raise MoveNotAllowed(part.status)
    if part.needs_cash_word:
        raise CashNotConfirmed(part_id)
    lines = list(part.lines.order_by("pk"))
    sending = _chosen(lines, quantities)
    parcel = _create_parcel(part, lines, sending, carrier_name or part.carrier_name, tracking_number)
    stock_ship(by_stock((line, sending[line.pk]) for line in lines if line.pk in sending))
    remaining = sum(line.open_quantity for line in lines) > 0
    if remaining:
        part.shipped_at = parcel.shipped_at
        part.save(update_fields=["shipped_at"])
        order_status_refresh(part.order)
        record(who=by, what="part.partly_shipped", about=part, after={"parcel": parcel.pk})
    else:
        _move(part, PartStatus.SHIPPED, by=by, stamp="shipped_at")
    messages.tell_parcel_sent(part, parcel, remaining=remaining)
    return parcel


def _chosen(lines: list[Line], quantities: Mapping[int, int] | None) -> dict[int, int]:
    """line id -> units to send, checked against what is open."""
    open_units = {line.pk: line.open_quantity for line in lines}
    chosen = open_units if quantities is None else dict(quantities)
    if any(units < 0 or units > open_units.get(pk, 0) for pk, units in chosen.items()):
        raise WrongQuantity
    chosen = {pk: units for pk, units in chosen.items() if units}
    if not chosen:
        raise WrongQuantity
    return chosen


def _create_parcel(
    part: CooperativeOrder, lines: list[Line], sending: dict[int, int], carrier_name: str, tracking_number: str
) -> Parcel:
    """The parcel's rows; its cash, if any is due, is the goods in it, and the delivery charge with the first."""
    first = not part.parcels.exists()
    goods = sum(
        (line.price_of(sending[line.pk], first=line.settled_quantity) for line in lines if line.pk in sending),
        Decimal(0),
    )
    carrier = Carrier.objects.filter(name=carrier_name).first() if tracking_number else None
    pattern = carrier.tracking_url if carrier else ""
    parcel = Parcel.objects.create(
        part=part,
        carrier_name=carrier_name,
        tracking_number=tracking_number,
        tracking_url=pattern.replace("{number}", quote(tracking_number, safe="")),
        shipped_at=timezone.now(),
        cash_due=goods + (part.delivery_charge if first else Decimal(0)) if part.order.is_cash else Decimal(0),
    )
    ParcelLine.objects.bulk_create(
        [ParcelLine(parcel=parcel, line=line, quantity=sending[line.pk]) for line in lines if line.pk in sending]
    )
    for line in lines:
        if line.pk in sending:
            line.quantity_shipped += sending[line.pk]
            line.save(update_fields=["quantity_shipped"])
    return parcel


@transaction.atomic
def part_deliver(*, part_id: int, by) -> CooperativeOrder:
    """Everything arrived (or was handed over at the counter)."""
    part = lock_part(part_id)
    if part.delivery_method != DeliveryMethod.PARCEL and part.status in (PartStatus.ACCEPTED, PartStatus.PACKED):
        lines = list(part.lines.order_by("pk"))
        sending = _chosen(lines, None)
        _create_parcel(part, lines, sending, "", "")
        stock_ship(by_stock((line, sending[line.pk]) for line in lines if line.pk in sending))
        part.shipped_at = timezone.now()
        part.save(update_fields=["shipped_at"])
    elif PartStatus.DELIVERED not in PART_MOVES.get(part.status, frozenset()):
        raise MoveNotAllowed(part.status)
    on_the_way = part.parcels.filter(delivered_at=None, refused_at=None)
    arrived = list(on_the_way)
    on_the_way.update(delivered_at=timezone.now())
    _move(part, PartStatus.DELIVERED, by=by, stamp="delivered_at")
    messages.tell_delivered(part)
    parcels_delivered.send(sender=CooperativeOrder, part=part, parcels=arrived)
    return part


@transaction.atomic
def part_decline(*, part_id: int, by, reason: str, words: str = "") -> CooperativeOrder:
    """The cooperative cannot: its open units go back on sale and the shopper is told why.

    Raises MoveNotAllowed once something of the part has been sent: then part_cancel_rest is meant.
    """
    part = _begin(part_id, PartStatus.DECLINED)
    if part.parcels.exists():
        raise MoveNotAllowed(part.status)
    cancelled = _cancel_open(part)
    part.reason, part.reason_words, part.cash_due = reason, words[:300], Decimal(0)
    _move(part, PartStatus.DECLINED, by=by, stamp="ended_at", why=f"{reason} {words}".strip())
    nothing_left = part.order.status == OrderStatus.CANCELLED
    voucher_uses_release(order=part.order, cooperative_ids={part.cooperative_id}, everything=nothing_left)
    messages.tell_declined(part)
    units_cancelled.send(sender=CooperativeOrder, part=part, units=cancelled, everything=True)
    return part


@transaction.atomic
def part_cancel(*, part_id: int, by, reason: str = CancelReason.SHOPPER, words: str = "") -> CooperativeOrder:
    """The shopper wants it no longer, or the delegation ends it, before anything was sent: as a decline, but not the
    cooperative's word. by: None for a shopper without an account.

    Raises MoveNotAllowed once something has been sent.
    """
    part = _begin(part_id, PartStatus.CANCELLED)
    if part.parcels.exists():
        raise MoveNotAllowed(part.status)
    cancelled = _cancel_open(part)
    part.reason, part.reason_words, part.cash_due = reason, words[:300], Decimal(0)
    _move(part, PartStatus.CANCELLED, by=by, stamp="ended_at", why=f"{reason} {words}".strip())
    nothing_left = part.order.status == OrderStatus.CANCELLED
    voucher_uses_release(order=part.order, cooperative_ids={part.cooperative_id}, everything=nothing_left)
    messages.tell_called_off(part, cancelled)
    units_cancelled.send(sender=CooperativeOrder, part=part, units=cancelled, everything=True)
    return part


@transaction.atomic
def part_cancel_rest(*, part_id: int, by, reason: str, words: str = "") -> CooperativeOrder:
    """After a first parcel: what was not sent will not be. The part counts as sent with what did go.

    Raises MoveNotAllowed when nothing was sent yet (that is a decline) or nothing is open.
    """
    part = lock_part(part_id)
    if part.status not in (PartStatus.ACCEPTED, PartStatus.PACKED) or not part.parcels.exists():
        raise MoveNotAllowed(part.status)
    cancelled = _cancel_open(part)
    goods = sum((line.price_of(units, first=line.settled_quantity) for line, units in cancelled), Decimal(0))
    part.reason, part.reason_words = reason, words[:300]
    part.cash_due = part.cash_due - goods if part.order.is_cash else Decimal(0)
    # Sent when the last parcel was; nothing goes out today. Unless all that was sent came back.
    came_back = not part.parcels.filter(refused_at=None).exists()
    status = PartStatus.RETURNED if came_back else PartStatus.SHIPPED
    _move(part, status, by=by, stamp="ended_at" if came_back else "", why=f"{reason} {words}".strip())
    messages.tell_rest_cancelled(part, cancelled)
    units_cancelled.send(sender=CooperativeOrder, part=part, units=cancelled, everything=False)
    return part


def _cancel_open(part: CooperativeOrder) -> list[tuple[Line, int]]:
    """Cancel every open unit and give its stock back; returns what was cancelled."""
    cancelled = [(line, line.open_quantity) for line in part.lines.order_by("pk") if line.open_quantity]
    for line, units in cancelled:
        Line.objects.filter(pk=line.pk).update(quantity_cancelled=F("quantity_cancelled") + units)
    stock_release(by_stock(cancelled))
    return cancelled


def by_stock(units: Iterable[tuple[Line, int]]) -> Counter[int]:
    """stock record id -> units, summed: two lines of one product move its stock once."""
    total: Counter[int] = Counter()
    for line, count in units:
        total[line.stockrecord_id] += count
    return total
