"""The lives of an order and of its parts (DESIGN section 3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.shop.delivery.choices import DeliveryMethod


class PaymentMethod(models.TextChoices):
    """How an order is paid."""

    COD = "cod", _("Cash on delivery")
    CARD = "card", _("Card")
    TRANSFER = "transfer", _("Bank transfer")


class PartStatus(models.TextChoices):
    # Ordered and not paid yet: the cooperative knows nothing of it.
    AWAITING = "awaiting", _("Waiting for payment")
    NEW = "new", _("New")
    ACCEPTED = "accepted", _("Accepted")
    PACKED = "packed", _("Packed")
    SHIPPED = "shipped", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    # Sent, and nothing of it was kept: every parcel came back.
    RETURNED = "returned", _("Came back")


# Where the goods are not sent, the shopper reads other words.
_OTHER_WORDS = {
    DeliveryMethod.PICKUP: {PartStatus.PACKED: _("Ready to fetch"), PartStatus.DELIVERED: _("Fetched")},
    DeliveryMethod.NONE: {PartStatus.DELIVERED: _("Done")},
}


def part_status_label(status: str, method: str) -> str:
    """A part's status in the words of the way its goods go."""
    return _OTHER_WORDS.get(method, {}).get(status) or PartStatus(status).label


class OrderStatus(models.TextChoices):
    """What the shopper sees of the whole purchase; derived from the parts."""

    AWAITING = "awaiting", _("Waiting for payment")
    NEW = "new", _("Received")
    IN_PROGRESS = "in_progress", _("Being prepared")
    PARTLY_SHIPPED = "partly_shipped", _("Partly sent")
    SHIPPED = "shipped", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    CANCELLED = "cancelled", _("Cancelled")
    RETURNED = "returned", _("Came back")


class DeclineReason(models.TextChoices):
    """Why a cooperative says no: a choice, because few like to type."""

    SOLD_OUT = "sold_out", _("We have none left")
    DAMAGED = "damaged", _("The goods are damaged")
    CANNOT_DELIVER = "cannot_deliver", _("We cannot deliver there")
    CLOSED = "closed", _("We are closed these days")
    OTHER = "other", _("Another reason")


class ReleaseReason(models.TextChoices):
    """Why an order ended before it was paid."""

    UNPAID = "unpaid", _("It was not paid in time")
    CHANGED = "changed", _("You went back to change it")


class CancelReason(models.TextChoices):
    """Why a part that was paid, or would have been at the door, ended before it was sent, by somebody else than the
    cooperative."""

    SHOPPER = "shopper", _("Cancelled by the shopper")
    SUSPENDED = "suspended", _("The cooperative does not sell at the moment")


def reason_label(reason: str) -> str:
    """Why a part ended, in words; empty for a code that means nothing."""
    for words in (DeclineReason, ReleaseReason, CancelReason):
        if reason in words.values:
            return str(words(reason).label)
    return ""


# From each status, where a part may go.
PART_MOVES: dict[str, frozenset[str]] = {
    PartStatus.NEW: frozenset({PartStatus.ACCEPTED, PartStatus.DECLINED, PartStatus.CANCELLED}),
    PartStatus.ACCEPTED: frozenset({PartStatus.PACKED, PartStatus.SHIPPED, PartStatus.DECLINED, PartStatus.CANCELLED}),
    PartStatus.PACKED: frozenset({PartStatus.SHIPPED, PartStatus.DECLINED, PartStatus.CANCELLED}),
    PartStatus.SHIPPED: frozenset({PartStatus.DELIVERED, PartStatus.RETURNED}),
}
