"""A parcel that comes back: refused at the door, or brought back by the carrier; then looked at, and for sale again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.locks import lock_part
from marketplace.shop.order.models import CooperativeOrder, Parcel, ParcelLine
from marketplace.shop.order.services.fulfil import MoveNotAllowed, WrongQuantity, by_stock
from marketplace.shop.order.services.status import order_status_refresh
from marketplace.shop.order.signals import parcel_came_back
from marketplace.shop.partner.stock import stock_return


@transaction.atomic
def parcel_refuse(*, parcel_id: int, by) -> Parcel:
    """The shopper did not take it, or it could not be handed over: it comes back. Nothing is due for it any more.

    Its siblings go on. Raises MoveNotAllowed for one that arrived, or was refused before.
    """
    part, parcel = _locked(parcel_id)
    if not parcel.is_on_the_way:
        raise MoveNotAllowed(part.status)
    parcel.refused_at = timezone.now()
    parcel.save(update_fields=["refused_at"])
    part.cash_due -= parcel.cash_due
    part.save(update_fields=["cash_due"])
    record(who=by, what="parcel.refused", about=part, after={"parcel": parcel.pk})
    _settle(part, by)
    return parcel


def _settle(part: CooperativeOrder, by) -> None:
    """Where nothing is on its way, or still to be sent, the part is at its end."""
    if part.status != PartStatus.SHIPPED:
        return
    parcels = list(part.parcels.all())
    if any(parcel.is_on_the_way for parcel in parcels):
        return
    arrived = [parcel.delivered_at for parcel in parcels if parcel.delivered_at]
    before = part.status
    part.status = PartStatus.DELIVERED if arrived else PartStatus.RETURNED
    stamp = "delivered_at" if arrived else "ended_at"
    setattr(part, stamp, max(arrived) if arrived else timezone.now())
    part.save(update_fields=["status", stamp])
    order_status_refresh(part.order)
    record(who=by, what=f"part.{part.status}", about=part, before={"status": before}, after={"status": part.status})


@transaction.atomic
def return_inspect(*, parcel_id: int, by, fit: Mapping[int, int]) -> Parcel:
    """Somebody looked at what came back. fit: line id -> units that can be sold again; they are in stock from now on.

    Raises MoveNotAllowed for a parcel that did not come back or was looked at before; WrongQuantity for more units
    than were in it.
    """
    part, parcel = _locked(parcel_id)
    if parcel.refused_at is None or parcel.inspected_at is not None:
        raise MoveNotAllowed(part.status)
    rows = list(parcel.lines.select_related("line").order_by("line_id"))
    if any(not 0 <= fit.get(row.line_id, 0) <= row.quantity for row in rows) or set(fit) - {
        row.line_id for row in rows
    }:
        raise WrongQuantity
    for row in rows:
        row.quantity_fit = fit.get(row.line_id, 0)
    ParcelLine.objects.bulk_update(rows, ["quantity_fit"])
    stock_return(by_stock((row.line, row.quantity_fit) for row in rows if row.quantity_fit and row.line.stockrecord_id))
    parcel.inspected_at = timezone.now()
    parcel.save(update_fields=["inspected_at"])
    record(who=by, what="parcel.inspected", about=part, after={"parcel": parcel.pk, "fit": sum(fit.values())})
    units = [(row.line, row.quantity) for row in rows]
    everything = part.status == PartStatus.RETURNED
    parcel_came_back.send(sender=CooperativeOrder, part=part, parcel=parcel, units=units, everything=everything)
    return parcel


def _locked(parcel_id: int) -> tuple[CooperativeOrder, Parcel]:
    """Its order and part, locked, and with them the parcel."""
    part = lock_part(Parcel.objects.values_list("part_id", flat=True).get(pk=parcel_id))
    return part, Parcel.objects.get(pk=parcel_id)
