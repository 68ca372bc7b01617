"""The words of refunds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RefundReason(models.TextChoices):
    """Why money goes back; the shopper reads it."""

    CALLED_OFF = "called_off", _("You cancelled it before it was sent")
    DECLINED = "declined", _("The cooperative cannot deliver it")
    REST = "rest", _("A part of it cannot be sent")
    CAME_BACK = "came_back", _("The parcel came back")
    CHANGED_MIND = "changed_mind", _("You changed your mind")
    DAMAGED = "damaged", _("It arrived damaged")
    MISSING = "missing", _("Something was missing")
    NOT_AS_DESCRIBED = "not_as_described", _("It is not what was described")
    SUSPENDED = "suspended", _("The cooperative does not sell at the moment")
    OTHER = "other", _("Another reason")


class Liable(models.TextChoices):
    """Who bears it."""

    COOPERATIVE = "cooperative", _("The cooperative")
    PLATFORM = "platform", _("The market")
    CARRIER = "carrier", _("The carrier")


class RefundMethod(models.TextChoices):
    """How the money reaches the shopper."""

    CARD = "card", _("To the card")
    BANK = "bank", _("Bank transfer")
    BY_HAND = "by_hand", _("In cash, by the cooperative")


class RefundState(models.TextChoices):
    """due -> done; due -> held, when it may not be sent before somebody has looked at it."""

    DUE = "due", _("To be paid back")
    DONE = "done", _("Paid back")
    HELD = "held", _("Held")
