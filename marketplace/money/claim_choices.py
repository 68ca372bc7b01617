"""The words of claims: what a shopper wants to give back, or says is wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimKind(models.TextChoices):
    """In the shopper's words."""

    CHANGED_MIND = "changed_mind", _("I changed my mind")
    DAMAGED = "damaged", _("It arrived damaged")
    MISSING = "missing", _("Something is missing")
    NOT_AS_DESCRIBED = "not_as_described", _("It is not what was described")


class ClaimState(models.TextChoices):
    """open (the cooperative answers) -> send_back -> settled; open -> refused; open or refused -> delegation, which
    settles, asks for the goods or refuses for good."""

    OPEN = "open", _("The cooperative is looking at it")
    DELEGATION = "delegation", _("The delegation is looking at it")
    SEND_BACK = "send_back", _("Send it back")
    SETTLED = "settled", _("Agreed: your money comes back")
    REFUSED = "refused", _("Refused")


# Somebody still has to do something.
LIVING = (ClaimState.OPEN, ClaimState.DELEGATION, ClaimState.SEND_BACK)
