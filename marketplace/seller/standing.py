"""Where a part stands and what comes next: an icon, a word and a colour for each, never one of them alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.managers import TO_DO
from marketplace.shop.order.models import CooperativeOrder

_ICONS = {
    PartStatus.AWAITING: "clock",
    PartStatus.NEW: "clock",
    PartStatus.ACCEPTED: "check",
    PartStatus.PACKED: "box",
    PartStatus.SHIPPED: "truck",
    PartStatus.DELIVERED: "home",
    PartStatus.DECLINED: "cross",
    PartStatus.CANCELLED: "cross",
    PartStatus.RETURNED: "undo",
}


@dataclass(frozen=True)
class Standing:
    """code: PartStatus, which is also the colour (class status-<code>)."""

    code: str
    label: str
    icon: str


@dataclass(frozen=True)
class Move:
    """Something a member may do now. name: of the URL; is_page: there is something to fill in first."""

    name: str
    label: str
    icon: str
    is_page: bool = False


def standing_of(part: CooperativeOrder) -> Standing:
    """In the words of the way its goods go."""
    return Standing(part.status, _label(part), _ICONS[PartStatus(part.status)])


def _label(part: CooperativeOrder) -> str:
    if is_partly_sent(part):
        return _("Partly sent")
    if part.delivery_method == DeliveryMethod.PICKUP:
        own = {PartStatus.PACKED: _("Ready for pick-up"), PartStatus.DELIVERED: _("Handed to the shopper")}
    elif part.delivery_method == DeliveryMethod.NONE:
        own = {PartStatus.DELIVERED: _("Done")}
    else:
        own = {}
    return own.get(PartStatus(part.status)) or part.get_status_display()


def next_move(part: CooperativeOrder) -> Move | None:
    """The one obvious thing to do."""
    if part.status == PartStatus.NEW:
        return Move("accept", _("Accept"), "check")
    if part.status == PartStatus.PACKED and part.needs_cash_word:
        return Move("confirm-cash", _("I called: it is still wanted"), "phone")
    if part.delivery_method == DeliveryMethod.PARCEL:
        return {
            PartStatus.ACCEPTED: Move("pack", _("It is packed"), "box"),
            PartStatus.PACKED: Move("send", _("Send"), "truck", is_page=True),
            PartStatus.SHIPPED: Move("deliver", _("It has arrived"), "home"),
        }.get(PartStatus(part.status))
    done = Move(
        "deliver", _("Handed to the shopper") if part.delivery_method == DeliveryMethod.PICKUP else _("Done"), "check"
    )
    if part.status == PartStatus.ACCEPTED and part.delivery_method == DeliveryMethod.PICKUP:
        return Move("pack", _("Ready for pick-up"), "box")
    return done if part.status in (PartStatus.ACCEPTED, PartStatus.PACKED) else None


def is_partly_sent(part: CooperativeOrder) -> bool:
    """A first parcel is on its way and something is still open."""
    return part.status in (PartStatus.ACCEPTED, PartStatus.PACKED) and part.shipped_at is not None


def can_send(part: CooperativeOrder) -> bool:
    return part.delivery_method == DeliveryMethod.PARCEL and part.status in (PartStatus.ACCEPTED, PartStatus.PACKED)


def can_decline(part: CooperativeOrder) -> bool:
    return part.status in TO_DO and not is_partly_sent(part)
