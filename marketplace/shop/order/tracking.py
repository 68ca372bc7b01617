"""The tracking link: whoever holds it may look, without an account.

The secret is not stored at all: it is the first 128 bits of an HMAC of the order's number under SECRET_KEY, so that a
leaked database opens no order and a mail sent by a worker can still carry the link. Source: DESIGN section 7.
"""

from __future__ import annotations

import base64
from datetime import timedelta

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Order

# Days that a link stays open after the last parcel arrived.
VALID_DAYS = 90
_SALT = "marketplace.shop.order.tracking"


def _secret(number: str, key: str) -> str:
    digest = salted_hmac(_SALT, number, secret=key, algorithm="sha256").digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def tracking_secret(order: Order) -> str:
    """The secret of an order's link, 22 characters."""
    return _secret(order.number, settings.SECRET_KEY)


def tracking_url(order: Order, language: str | None = None) -> str:
    """The whole address of the tracking page, in the order's language unless told otherwise."""
    with translation.override(language or order.language):
        path = reverse("storefront:track", args=[order.number, tracking_secret(order)])
    return f"{settings.SITE_URL}{path}"


def order_by_link(number: str, secret: str, user=None) -> Order:
    """The order of a link. Raises Http404 for a wrong secret, an unknown number or a link past its time.

    user: who asks; for the one who bought it a link never ends.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(secret, _secret(number, key)) for key in keys):
        raise Http404
    order = Order.objects.filter(number=number).select_related("shipping_address__town").first()
    if order is None or (_expired(order) and not (order.user_id and order.user_id == getattr(user, "pk", None))):
        raise Http404
    return order


def _expired(order: Order) -> bool:
    """90 days after the last part came to its end, if all did."""
    if order.date_placed > timezone.now() - timedelta(days=VALID_DAYS):
        return False
    ends = [part.delivered_at or part.ended_at for part in order.parts.all()]
    return bool(ends) and all(ends) and max(ends) < timezone.now() - timedelta(days=VALID_DAYS)


def order_of_basket(basket_id: int | None) -> Order | None:
    """The order that a basket became, if it did."""
    return Order.objects.filter(basket_id=basket_id).first() if basket_id else None
