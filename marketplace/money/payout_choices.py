"""The words of payouts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """A batch of payouts: nothing leaves before two people agreed."""

    PROPOSED = "proposed", _("Waits for two signatures")
    APPROVED = "approved", _("Signed: the bank file is being made")
    HANDED_OVER = "handed_over", _("With the bank")
    CLOSED = "closed", _("Finished")


class LineState(models.TextChoices):
    """One cooperative's transfer. A line that was returned or left out no longer holds its entries."""

    WAITING = "waiting", _("Waits")
    INSTRUCTED = "instructed", _("With the bank")
    PAID = "paid", _("Paid")
    RETURNED = "returned", _("Returned by the bank")
    LEFT_OUT = "left_out", _("Left out")


LIVING = (LineState.WAITING, LineState.INSTRUCTED, LineState.PAID)


class Held(models.TextChoices):
    """Why money that could leave stays where it is, or is not there yet."""

    SUSPENDED = "suspended", _("The cooperative is suspended")
    NO_ACCOUNT = "no_account", _("No bank account that the delegation has checked")
    ACCOUNT_CHANGED = "account_changed", _("Its bank account has changed")
    DISPUTED = "disputed", _("The bank of a buyer asks for the money back")
    CLAIMED = "claimed", _("A buyer's claim is not settled")
    NOTHING = "nothing", _("There is nothing to pay: it is carried to the next time")
