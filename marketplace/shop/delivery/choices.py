"""How a cooperative's goods reach the shopper."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryMethod(models.TextChoices):
    PARCEL = "parcel", _("Delivery to the door")
    PICKUP = "pickup", _("Pick-up at the cooperative")
    NONE = "none", _("Nothing to send")
