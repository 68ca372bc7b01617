"""The messages this package sends: kinds, and the snapshot (JSON) that each one's template is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cooperatives.access import people_to_tell
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell

from .choices import CancelReason, PartStatus, reason_label

if TYPE_CHECKING:
    from .models import CooperativeOrder, Line, Order, Parcel

ORDER_CONFIRMED = "order_confirmed"
ORDER_RECEIVED = "order_received"
ORDER_UNHEARD = "order_unheard"
PARCEL_SENT = "parcel_sent"
PARCEL_DELIVERED = "parcel_delivered"
READY_FOR_PICKUP = "ready_for_pickup"
PART_DECLINED = "part_declined"
PART_CANCELLED = "part_cancelled"
PART_CALLED_OFF = "part_called_off"
ORDER_CALLED_OFF = "order_called_off"

for _kind in (
    ORDER_CONFIRMED,
    ORDER_UNHEARD,
    PARCEL_SENT,
    PARCEL_DELIVERED,
    READY_FOR_PICKUP,
    PART_DECLINED,
    PART_CANCELLED,
    PART_CALLED_OFF,
    ORDER_CALLED_OFF,
):
    register(_kind)
register(ORDER_RECEIVED, of_others=True)  # the members of a cooperative read the shopper's name


def tell_order_placed(order: Order, parts: list[CooperativeOrder] | None = None) -> None:
    """The confirmation to the shopper, and "you have an order" to each cooperative's members.

    parts: of a new order, whose cooperatives and lines are known; else they are read.
    """
    if parts is None:
        parts = list(order.parts.select_related("cooperative", "cooperative__city").prefetch_related("lines"))
    for part in parts:
        part.order = order
    _tell_shopper(order, f"order {order.number} confirmed", ORDER_CONFIRMED, _confirmation(order, parts))
    for part in parts:
        _tell_members(part)


def tell_parcel_sent(part: CooperativeOrder, parcel: Parcel, *, remaining: bool) -> None:
    """ "Your parcel is on its way"."""
    payload = {
        **_part(part),
        "carrier": parcel.carrier_name,
        "tracking_number": parcel.tracking_number,
        "lines": [
            {"title": row.line.title_in(part.order.language), "quantity": row.quantity}
            for row in parcel.lines.select_related("line")
        ],
        "cash_due": str(parcel.cash_due),
        "remaining": remaining,
    }
    _tell_shopper(part.order, f"parcel {parcel.pk} sent", PARCEL_SENT, payload)


def tell_ready_for_pickup(part: CooperativeOrder) -> None:
    """ "You can fetch it"."""
    payload = {**_part(part), **_pickup(part), "phone": part.cooperative.phone, "cash_due": str(part.cash_due)}
    _tell_shopper(part.order, f"part {part.pk} ready", READY_FOR_PICKUP, payload)


def tell_delivered(part: CooperativeOrder) -> None:
    """ "It arrived", with the days to change one's mind."""
    payload = {**_part(part), "withdrawal_days": settings.WITHDRAWAL_DAYS}
    _tell_shopper(part.order, f"part {part.pk} delivered", PARCEL_DELIVERED, payload)


def tell_declined(part: CooperativeOrder) -> None:
    """ "The cooperative cannot deliver", with its reason."""
    payload = _ended(part, [(line, line.quantity) for line in part.lines.all()])
    _tell_shopper(part.order, f"part {part.pk} declined", PART_DECLINED, payload)


def tell_rest_cancelled(part: CooperativeOrder, cancelled: list[tuple[Line, int]]) -> None:
    """ "The rest will not come"."""
    _tell_shopper(part.order, f"part {part.pk} rest cancelled", PART_CANCELLED, _ended(part, cancelled))


def tell_called_off(part: CooperativeOrder, cancelled: list[tuple[Line, int]]) -> None:
    """To the shopper that it is cancelled, as she asked or the delegation decided; to the members to pack no more."""
    payload = {**_ended(part, cancelled), "by_shopper": part.reason == CancelReason.SHOPPER}
    _tell_shopper(part.order, f"part {part.pk} called off", PART_CALLED_OFF, payload)
    for member in people_to_tell(part.cooperative):
        user = member.user
        channel, address = ("email", user.email) if user.email else ("sms", user.phone)
        if channel == "email" or settings.SMS_BACKEND:
            told = _called_off(part, cancelled, user.language)
            key = f"order {part.number} called off"
            tell(event_key=key, kind=ORDER_CALLED_OFF, address=address, channel=channel, language=user.language,
                 payload=told)  # fmt: skip


def _called_off(part: CooperativeOrder, cancelled: list[tuple[Line, int]], language: str) -> dict:
    with translation.override(language):
        reason, name = reason_label(part.reason), part.cooperative.name
    return {
        "number": part.number,
        "cooperative": name,
        "slug": part.cooperative.slug,
        "craft": part.cooperative.craft,
        "band": {"slug": part.cooperative.slug, "craft": part.cooperative.craft},
        "reason": reason,
        "lines": [{"title": line.title_in(language), "quantity": units} for line, units in cancelled],
        "url": _seller_url(part, language),
    }


def _tell_shopper(order: Order, event_key: str, kind: str, payload: dict) -> None:
    """By e-mail; a customer without one is told by telephone message where that is set up."""
    if order.guest_email:
        tell(event_key=event_key, kind=kind, address=order.guest_email, language=order.language, payload=payload)


def _tell_members(part: CooperativeOrder) -> None:
    """Sales, else the president; when nobody can be reached, the delegation: never nobody."""
    told = False
    for member in people_to_tell(part.cooperative):
        user = member.user
        channel, address = ("email", user.email) if user.email else ("sms", user.phone)
        if channel == "sms" and not settings.SMS_BACKEND:
            continue
        tell(
            event_key=f"order {part.number} received",
            kind=ORDER_RECEIVED,
            address=address,
            channel=channel,
            language=user.language,
            payload=_received(part, user.language),
        )
        told = True
    if not told:
        _tell_delegation(part)


def _tell_delegation(part: CooperativeOrder) -> None:
    payload = {**_part(part), "url": _seller_url(part, "fr")}
    tell(
        event_key=f"order {part.number} unheard",
        kind=ORDER_UNHEARD,
        address=settings.DELEGATION_EMAIL,
        language="fr",
        payload=payload,
    )


def _part(part: CooperativeOrder) -> dict:
    """What every message to the shopper about one part says."""
    from .tracking import tracking_url

    cooperative = part.cooperative
    return {
        "number": part.order.number,
        "customer_name": part.order.customer_name,
        "cooperative": part.cooperative_name,
        "slug": cooperative.slug,
        "craft": cooperative.craft,
        "band": {"slug": cooperative.slug, "craft": cooperative.craft},
        "tracking_url": tracking_url(part.order),
    }


def _confirmation(order: Order, parts: list[CooperativeOrder]) -> dict:
    from .tracking import tracking_url

    address = order.shipping_address
    with translation.override(order.language):
        terms_url = settings.SITE_URL + reverse("storefront:terms")
    excluded = [line for part in parts for line in part.lines.all() if line.withdrawal != "allowed"]
    return {
        "number": order.number,
        "placed_at": order.date_placed.isoformat(),
        "total": str(order.total_incl_tax),
        "payment_method": order.payment_method,
        "confirm": any(part.needs_cash_word for part in parts),
        "tracking_url": tracking_url(order),
        "customer_name": order.customer_name,
        "address": [text for text in (address.line1, address.landmark, address.postcode, address.town_name) if text]
        if address
        else [],
        "parts": [_confirmed_part(part, order.language) for part in parts],
        "terms_url": terms_url,
        "withdrawal_days": settings.WITHDRAWAL_DAYS,
        "excluded_titles": [line.title_in(order.language) for line in excluded],
    }


def _confirmed_part(part: CooperativeOrder, language: str) -> dict:
    return {
        "cooperative": part.cooperative_name,
        "slug": part.cooperative.slug,
        "craft": part.cooperative.craft,
        "phone": part.cooperative.phone,
        "method": part.delivery_method,
        **(_pickup(part) if part.is_fetched else {"pickup_address": "", "opening": ""}),
        "carrier": part.carrier_name,
        "days_min": part.days_min,
        "days_max": part.days_max,
        "charge": str(part.delivery_charge),
        "goods_total": str(part.goods_total),
        "discount": str(part.discount),
        "cash_due": str(part.cash_due),
        "lines": [
            {
                "title": line.title_in(language),
                "quantity": line.quantity,
                "unit_price": str(line.unit_price_incl_tax),
                "total": str(line.line_price_before_discounts_incl_tax),
            }
            for line in part.lines.all()
        ],
    }


def _received(part: CooperativeOrder, language: str) -> dict:
    """What a member needs to start packing: her own lines only, and the shopper's name and town."""
    address = part.order.shipping_address
    with translation.override(language):
        name = part.cooperative.name
    return {
        "number": part.number,
        "cooperative": name,
        "slug": part.cooperative.slug,
        "craft": part.cooperative.craft,
        "band": {"slug": part.cooperative.slug, "craft": part.cooperative.craft},
        "lines": [{"title": line.title_in(language), "quantity": line.quantity} for line in part.lines.all()],
        "goods_total": str(part.goods_total),
        "discount_own": str(part.discount_own),
        "discount_market": str(part.discount_market),
        "charge": str(part.delivery_charge),
        "cash_due": str(part.cash_due),
        "paid": not part.order.is_cash,
        "accept_by": part.accept_by.isoformat(),
        "url": _seller_url(part, language),
        "customer_name": part.order.customer_name,
        "city": address.town_in(language) if address and part.delivery_method == "parcel" else "",
        "method": part.delivery_method,
    }


def _ended(part: CooperativeOrder, lines: list[tuple[Line, int]]) -> dict:
    language = part.order.language
    with translation.override(language):
        reason = reason_label(part.reason)
    others = part.order.parts.exclude(pk=part.pk).exclude(
        status__in=[PartStatus.DECLINED, PartStatus.CANCELLED, PartStatus.RETURNED]
    )
    return {
        **_part(part),
        "reason": f"{reason} — {part.reason_words}" if part.reason_words else reason,
        "lines": [{"title": line.title_in(language), "quantity": units} for line, units in lines],
        "others": others.exists(),
    }


def _pickup(part: CooperativeOrder) -> dict[str, str]:
    """Where it is fetched and when that is open, in the shopper's language."""
    cooperative = part.cooperative
    with translation.override(part.order.language):
        town = cooperative.city.name
        address = ", ".join(filter(None, [cooperative.address, "" if town in (cooperative.address or "") else town]))
        return {"pickup_address": address, "opening": cooperative.opening}


def _seller_url(part: CooperativeOrder, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("seller:order", args=[part.cooperative.slug, part.pk])
