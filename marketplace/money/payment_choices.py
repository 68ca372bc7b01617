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
