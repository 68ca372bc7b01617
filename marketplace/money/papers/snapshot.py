"""What a paper says for ever, in all languages at once, without a word of layout: plain dictionaries for Paper.data.

Amounts are integer centimes, days ISO 8601, texts {language: words}. Whatever is renamed, moved, repriced or closed
later, the paper keeps saying this.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise

from cooperatives.models import Cooperative
from marketplace.centimes import centimes
from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.shop.order.models import CooperativeOrder, Order

Words = dict[str, str]


def in_all_languages(words: str | Promise | Mapping[str, str]) -> Words:
    """A text in every language of the market; plain text is the same in all."""
    if isinstance(words, Mapping):
        return {code: str(words.get(code) or words.get("fr") or "") for code, _name in settings.LANGUAGES}
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(words)
    return found


def column_in_all_languages(thing, field: str) -> Words:
    """A translated column, French where a translation is missing."""
    french = getattr(thing, f"{field}_fr") or ""
    return {code: getattr(thing, f"{field}_{code}") or french for code, _name in settings.LANGUAGES}


def day(moment) -> str:
    """The day in Morocco, ISO 8601; empty for None."""
    return timezone.localdate(moment).isoformat() if moment else ""


def seller_of(cooperative: Cooperative) -> dict:
    """Who the law says must be named on an invoice (CGI art. 145, facts 3.3): identity, numbers, register, address."""
    identity = getattr(cooperative, "tax_identity", None)
    return {
        "name": column_in_all_languages(cooperative, "name"),
        "kind": in_all_languages(Cooperative.Kind(cooperative.kind).label),
        "slug": cooperative.slug,
        "craft": cooperative.craft,
        "address": column_in_all_languages(cooperative, "address"),
        "town": column_in_all_languages(cooperative.city, "name"),
        "phone": cooperative.phone,
        "email": cooperative.email,
        "register": {
            "number": cooperative.registration_number,
            "court": cooperative.registration_court,
            "on": cooperative.registered_on.isoformat() if cooperative.registered_on else "",
        },
        "ice": identity.ice if identity else "",
        "fiscal_id": identity.fiscal_id if identity else "",
        "trade_tax": identity.trade_tax if identity else "",
        "is_fictitious": cooperative.is_fictitious,
    }


def buyer_of(order: Order) -> dict:
    """For whom the invoice is: a name and an address; a company and its ICE where the buyer gave them."""
    company, address = getattr(order, "buyer_identity", None), order.shipping_address
    return {
        "name": company.name if company else order.customer_name,
        "person": order.customer_name if company else "",
        "ice": company.ice if company else "",
        "street": address.line1 if address else "",
        "landmark": address.landmark if address else "",
        "postal_code": address.postcode if address else "",
        "town": _town_of(address),
    }


def recipient_of(part: CooperativeOrder) -> dict:
    """What a parcel needs of the shopper, and no more; goods that are fetched need no address."""
    order, address = part.order, part.order.shipping_address
    sent = part.delivery_method == DeliveryMethod.PARCEL and address is not None
    return {
        "name": (address.recipient if sent else "") or order.customer_name,
        "phone": str((address.phone_number if sent else "") or order.guest_phone or ""),
        "street": address.line1 if sent else "",
        "landmark": address.landmark if sent else "",
        "postal_code": address.postcode if sent else "",
        "town": _town_of(address) if sent else in_all_languages(""),
        # Carriers know the town by the name that was written at the sale.
        "town_written": address.town_name if sent else "",
    }


def slip_data(part: CooperativeOrder, parcel_id: int | None) -> dict:
    """What lies in a parcel that was sent, or in what is still to be sent: titles and counts, never a price.

    Raises Parcel.DoesNotExist for a parcel of another part.
    """
    parcel = part.parcels.get(pk=parcel_id) if parcel_id else None
    return {
        "seller": seller_of(part.cooperative),
        "recipient": recipient_of(part),
        "order": part.number,
        "placed_on": day(part.placed_at),
        "method": part.delivery_method,
        "carrier": parcel.carrier_name if parcel else part.carrier_name,
        "tracking": parcel.tracking_number if parcel else "",
        "gift_note": part.order.gift_note,
        "cash": centimes(parcel.cash_due) if parcel and part.cash_due else 0 if parcel else _cash_still_due(part),
        "lines": _in_parcel(parcel) if parcel else _still_open(part),
    }


def mark(data: dict) -> str:
    """Sixteen letters that change with anything in a snapshot."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def period_days(begins: date, ends: date) -> dict:
    """First and last day of a statement."""
    return {"begins": begins.isoformat(), "ends": ends.isoformat()}


def titles_of(line) -> Words:
    """A line's title as it was at the sale, with the size of a variant."""
    return {code: line.title_in(code) for code, _name in settings.LANGUAGES}


def _town_of(address) -> Words:
    """The town's name for each reader; the written one where the town is gone from the list."""
    if address is None:
        return in_all_languages("")
    return {code: address.town_in(code) or address.town_name for code, _name in settings.LANGUAGES}


def _in_parcel(parcel) -> list[dict]:
    rows = parcel.lines.select_related("line").order_by("pk")
    return [{"title": titles_of(row.line), "units": row.quantity} for row in rows]


def _still_open(part: CooperativeOrder) -> list[dict]:
    """Units still to be sent; of a part that is done, all."""
    lines = list(part.lines.order_by("pk"))
    opened = [(line, line.open_quantity) for line in lines if line.open_quantity]
    return [
        {"title": titles_of(line), "units": units} for line, units in opened or [(one, one.quantity) for one in lines]
    ]


def _cash_still_due(part: CooperativeOrder) -> int:
    """Centimes to collect with what is still to be sent; the delivery charge goes with the first parcel."""
    if not part.cash_due:
        return 0
    lines = [line for line in part.lines.all() if line.open_quantity]
    goods = sum((line.price_of(line.open_quantity, first=line.settled_quantity) for line in lines), Decimal(0))
    return centimes(goods + (Decimal(0) if part.shipped_at else part.delivery_charge)) if lines else 0
