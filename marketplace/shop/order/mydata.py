"""A person's orders and her basket; and Oscar's tables about persons, in which this market writes nothing."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from oscar.apps.basket.models import Basket

from marketplace.mydata.registry import Part, leave_out, register

from .models import CooperativeOrder, Order


def _orders_of(user) -> QuerySet[Order]:
    """Those of her account, and those she placed as a guest with an address that she proved."""
    proved = user.emailaddress_set.filter(verified=True).values("email")
    return Order.objects.filter(Q(user=user) | Q(user=None, guest_email__in=proved)).order_by("pk")


def _export(user) -> list[dict]:
    orders = _orders_of(user).select_related("shipping_address").prefetch_related("parts__lines", "parts__parcels")
    return [
        {
            "number": order.number,
            "placed_at": order.date_placed,
            "status": order.status,
            "total_mad": order.total_incl_tax,
            "payment": order.payment_method,
            "name": order.customer_name,
            "email": order.guest_email,
            "telephone": order.guest_phone,
            "language": order.language,
            "gift_note": order.gift_note,
            "terms": order.terms_version,
            "address": _address(order),
            "parcels": [_part(part, order.language) for part in order.parts.all()],
        }
        for order in orders
    ]


def _address(order: Order) -> dict | None:
    address = order.shipping_address
    if address is None:
        return None
    return {
        "recipient": address.recipient,
        "telephone": str(address.phone_number or ""),
        "street": address.line1,
        "landmark": address.landmark,
        "postal_code": address.postcode,
        "town": address.town_name,
    }


def _part(part: CooperativeOrder, language: str) -> dict:
    return {
        "cooperative": part.cooperative_name,
        "status": part.status,
        "delivery": part.delivery_method,
        "goods_mad": part.goods_total,
        "discount_mad": part.discount,
        "delivery_mad": part.delivery_charge,
        "delivered_at": part.delivered_at,
        "goods": [
            {"title": line.title_in(language), "quantity": line.quantity, "price_mad": line.unit_price_incl_tax}
            for line in part.lines.all()
        ],
        "sent": [
            {"carrier": parcel.carrier_name, "number": parcel.tracking_number, "at": parcel.shipped_at}
            for parcel in part.parcels.all()
        ],
    }


def _basket(user) -> list[dict]:
    lines = [
        line for basket in Basket.open.filter(owner=user).order_by("pk")
        for line in basket.lines.select_related("product__parent").order_by("pk")
    ]  # fmt: skip
    return [{"product": line.product.listing.title, "quantity": line.quantity} for line in lines]


def _empty_basket(user) -> None:
    """What was not ordered goes; what became an order stays with it, and is nobody's."""
    Basket.open.filter(owner=user).delete()
    Basket.objects.filter(owner=user).update(owner=None)


register(
    Part(
        name="orders",
        columns=(
            "order.Order.user",
            "order.Order.guest_email",
            "order.Order.guest_phone",
            "order.Order.customer_name",
            "order.ShippingAddress.phone_number",
            "order.ShippingAddress.recipient",
        ),
        export=_export,
        erase=lambda user: Order.objects.filter(user=user).update(user=None),
        kept="Orders are papers of the accounts, with the name and address that they were sent to, for ten years.",
    )
)
register(Part(name="basket", columns=("basket.Basket.owner",), export=_basket, erase=_empty_basket))
leave_out(
    [
        "address.UserAddress.user",
        "address.UserAddress.phone_number",
        "analytics.UserProductView.user",
        "analytics.UserRecord.user",
        "analytics.UserSearch.user",
        "communication.Email.email",
        "communication.Email.user",
        "communication.Notification.recipient",
        "communication.Notification.sender",
        "customer.ProductAlert.email",
        "customer.ProductAlert.user",
        "offer.RangeProductFileUpload.uploaded_by",
        "order.OrderNote.user",
        "partner.Partner.users",
        "payment.Bankcard.user",
        "voucher.VoucherApplication.user",
        "wishlists.WishList.owner",
        "wishlists.WishListSharedEmail.email",
    ],
    reason="Oscar's table or column, in which this market writes nothing.",
)
