"""The words of payments, of what a gateway reports, and of payments that a bank takes back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentState(models.TextChoices):
    """waiting -> paid; waiting -> released (-> paid, when it comes after all); a payment that buys nothing is given
    back: refund_due -> refunded."""

    WAITING = "waiting", _("Waiting")
    PAID = "paid", _("Paid")
    RELEASED = "released", _("Ended unpaid")
    REFUND_DUE = "refund_due", _("To be given back")
    REFUNDED = "refunded", _("Given back")


class Trouble(models.TextChoices):
    """Why a payment that came bought nothing."""

    AMOUNT = "amount", _("The amount is not that of the order")
    TOO_LATE = "too_late", _("The order had ended and its goods were gone")


class EventState(models.TextChoices):
    """received -> done; after too many attempts failed, for the delegation to see."""

    RECEIVED = "received", _("Received")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class DisputeState(models.TextChoices):
    """A card holder asks her bank for the money back."""

    OPEN = "open", _("Open: the money is held")
    WON = "won", _("Won: the money is back")
    LOST = "lost", _("Lost: the money is gone")


class DisputeReason(models.TextChoices):
    """Why, in the words of the bank's codes; other codes are not about goods."""

    FRAUDULENT = "fraudulent", _("The card's holder says that it was not she who paid")
    UNRECOGNIZED = "unrecognized", _("The card's holder does not recognise the payment")
    DUPLICATE = "duplicate", _("The card's holder says that she was charged twice")
    NOT_RECEIVED = "product_not_received", _("The card's holder says that the goods did not come")
    UNACCEPTABLE = "product_unacceptable", _("The card's holder says that the goods are not as described")
    NOT_CREDITED = "credit_not_processed", _("The card's holder says that a refund did not come")
    OTHER = "general", _("Another reason")


def dispute_reason_words(code: str) -> str:
    """A bank's code in words; one that is not known is another reason."""
    known = code if code in DisputeReason.values else DisputeReason.OTHER
    return str(DisputeReason(known).label)
