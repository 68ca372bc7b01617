"""The life of one part as its cooperative sees it: what was done, when, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.shop.order.choices import PartStatus, reason_label
from marketplace.shop.order.models import CooperativeOrder, Parcel


@dataclass(frozen=True)
class Step:
    """at: None when it has not happened yet. parcel: what was sent in this step."""

    label: str
    icon: str
    at: datetime | None
    note: str = ""
    parcel: Parcel | None = None
    is_bad: bool = False


def steps_of(part: CooperativeOrder) -> list[Step]:
    """In the order in which they happen; steps that a declined part never took are left out."""
    steps = list(_steps(part))
    if part.status == PartStatus.RETURNED:
        return [step for step in steps if step.at]
    if part.status in (PartStatus.DECLINED, PartStatus.CANCELLED):
        end = Step(part.get_status_display(), "cross", part.ended_at, reason_text(part), is_bad=True)
        return [*(step for step in steps if step.at), end]
    return steps


def _steps(part: CooperativeOrder) -> Iterator[Step]:
    yield Step(_("Ordered"), "basket", part.placed_at)
    if part.confirmed_at != part.placed_at:
        yield Step(_("Paid"), "cash", part.confirmed_at)
    yield Step(_("Accepted"), "check", part.accepted_at)
    if part.delivery_method == DeliveryMethod.PICKUP:
        yield Step(_("Ready for pick-up"), "box", part.packed_at)
        yield Step(_("Handed to the shopper"), "home", part.delivered_at)
    elif part.delivery_method == DeliveryMethod.NONE:
        yield Step(_("Done"), "home", part.delivered_at)
    else:
        yield Step(_("Packed"), "box", part.packed_at)
        yield from _parcels(part)
        yield Step(_("Delivered"), "home", part.delivered_at)


def _parcels(part: CooperativeOrder) -> Iterator[Step]:
    parcels = list(part.parcels.all())
    for parcel in parcels:
        yield Step(_("Sent"), "truck", parcel.shipped_at, parcel=parcel)
        if parcel.refused_at:
            yield Step(_("The parcel came back"), "undo", parcel.refused_at, is_bad=True)
        if parcel.inspected_at:
            yield Step(_("Looked at"), "check", parcel.inspected_at)
    if parcels and part.reason:
        yield Step(_("The rest is cancelled"), "cross", part.shipped_at, reason_text(part), is_bad=True)
    elif not parcels or part.status in (PartStatus.ACCEPTED, PartStatus.PACKED):
        yield Step(_("Sent"), "truck", None)


def reason_text(part: CooperativeOrder) -> str:
    """The reason as it was told to the shopper."""
    return " — ".join(filter(None, [reason_label(part.reason), part.reason_words]))
