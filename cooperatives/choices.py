"""Why the delegation decides as it does: a choice, said to the members in their own language, with words beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Craft(models.TextChoices):
    """What a cooperative makes; it also chooses the yarns of its band (weave.py)."""

    ARGAN = "argan", _("Argan")
    COUSCOUS = "couscous", _("Couscous and grain")
    CHEESE = "cheese", _("Cheese and dairy")
    HONEY = "honey", _("Honey")
    OLIVE = "olive", _("Olive oil")
    CUMIN = "cumin", _("Cumin and spices")
    HERBS = "herbs", _("Aromatic herbs")
    NUTS = "nuts", _("Nuts and fruit")
    COSMETICS = "cosmetics", _("Natural cosmetics")
    CARPET = "carpet", _("Carpets")
    WOOD = "wood", _("Thuya wood")
    CRAFTS = "crafts", _("Handicrafts")
    TOURISM = "tourism", _("Green tourism")


class HolidayReason(models.TextChoices):
    """Why nothing is packed for some days, as shoppers read it."""

    REST = "rest", _("Yearly holiday")
    FEAST = "feast", _("Days of the feast")
    HARVEST = "harvest", _("Harvest time")
    FAIR = "fair", _("At a fair")
    FAMILY = "family", _("A family occasion")
    WORKS = "works", _("Works in the workshop")


class ApplicationReason(models.TextChoices):
    """Why an application is sent back, or refused."""

    REGISTRATION = "registration", _("The registration number or its court is missing or wrong")
    PAPERS = "papers", _("A paper is missing")
    UNREACHABLE = "unreachable", _("We could not reach you by telephone")
    NOT_COOPERATIVE = "not_cooperative", _("It is not a registered cooperative, union or economic interest group")
    OUTSIDE_REGION = "outside_region", _("It does not work in Marrakech-Safi")
    ALREADY_HERE = "already_here", _("This cooperative is on the market already")
    OTHER = "other", _("Something else")


class SuspensionReason(models.TextChoices):
    """Why a cooperative stops selling for a time."""

    LATE = "late", _("Orders were not sent in time")
    COMPLAINTS = "complaints", _("Several shoppers have complained")
    SAFETY = "safety", _("A question of hygiene or safety must be settled first")
    UNPROVED_CLAIM = "unproved_claim", _("Something that is said of the goods could not be proved")
    PAPERS_EXPIRED = "papers_expired", _("A paper has expired")
    ASKED = "asked", _("The cooperative asked for it")
    OTHER = "other", _("Something else")


class ClosingReason(models.TextChoices):
    """Why a cooperative leaves the market for good."""

    ASKED = "asked", _("The cooperative asked for it")
    DISSOLVED = "dissolved", _("The cooperative no longer exists")
    STRUCK_OFF = "struck_off", _("Its registration has ended")
    OTHER = "other", _("Something else")
