"""Closed lists of the catalogue: what a shopper filters by is a choice, never free text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Allergen(models.TextChoices):
    """The fourteen of the Codex/EU list."""

    GLUTEN = "gluten", _("Gluten")
    CRUSTACEANS = "crustaceans", _("Crustaceans")
    EGGS = "eggs", _("Eggs")
    FISH = "fish", _("Fish")
    PEANUTS = "peanuts", _("Peanuts")
    SOY = "soy", _("Soy")
    MILK = "milk", _("Milk")
    NUTS = "nuts", _("Nuts")
    CELERY = "celery", _("Celery")
    MUSTARD = "mustard", _("Mustard")
    SESAME = "sesame", _("Sesame")
    SULPHITES = "sulphites", _("Sulphites")
    LUPIN = "lupin", _("Lupin")
    MOLLUSCS = "molluscs", _("Molluscs")


class Temperature(models.TextChoices):
    AMBIENT = "ambient", _("Room temperature")
    CHILLED = "chilled", _("Chilled")


class Withdrawal(models.TextChoices):
    """Whether law 31-08's right of withdrawal applies, and why not."""

    ALLOWED = "allowed", _("You may change your mind")
    PERISHABLE = "perishable", _("Perishable: no right of withdrawal")
    MADE_TO_ORDER = "made_to_order", _("Made to your order: no right of withdrawal")
    DATE_BOUND = "date_bound", _("Bound to a date: no right of withdrawal")


class NetUnit(models.TextChoices):
    GRAM = "g", _("g")
    MILLILITRE = "ml", _("ml")
    PIECE = "piece", _("piece")


class State(models.TextChoices):
    """The life of a listing (DESIGN section 3)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    LIVE = "live", _("For sale")
    CHANGES_ASKED = "changes_asked", _("Changes asked")
    PAUSED = "paused", _("Paused")
    ARCHIVED = "archived", _("Archived")
