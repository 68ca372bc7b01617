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


class Variety(models.TextChoices):
    """The cereal of a couscous, the flower of a honey."""

    WHEAT = "wheat", _("Wheat")
    BARLEY = "barley", _("Barley")
    MAIZE = "maize", _("Maize")
    RICE = "rice", _("Rice")
    MILLET = "millet", _("Millet")
    QUINOA = "quinoa", _("Quinoa")
    MIXED = "mixed", _("Several")
    THYME = "thyme", _("Thyme")
    ORANGE_BLOSSOM = "orange_blossom", _("Orange blossom")
    EUPHORBIA = "euphorbia", _("Euphorbia")
    EUCALYPTUS = "eucalyptus", _("Eucalyptus")
    LAVENDER = "lavender", _("Lavender")
    MULTIFLOWER = "multiflower", _("Many flowers")


class Weaving(models.TextChoices):
    KNOTTED = "knotted", _("Knotted")
    FLAT = "flat", _("Flat-woven")


class Colour(models.TextChoices):
    """The colour that a rug is looked for by."""

    RED = "red", _("Red")
    BLUE = "blue", _("Blue")
    GREEN = "green", _("Green")
    YELLOW = "yellow", _("Yellow")
    BROWN = "brown", _("Brown")
    BLACK = "black", _("Black")
    WHITE = "white", _("White")


class Wood(models.TextChoices):
    """Species by their own names: thuya is never sold as cedar."""

    THUYA_BURL = "thuya_burl", _("Thuya root burl")
    THUYA_TRUNK = "thuya_trunk", _("Thuya trunk")
    LEMONWOOD = "lemonwood", _("Lemonwood")
    WALNUT = "walnut", _("Walnut")


class State(models.TextChoices):
    """The life of a listing (DESIGN section 3)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    LIVE = "live", _("For sale")
    CHANGES_ASKED = "changes_asked", _("Changes asked")
    PAUSED = "paused", _("Paused")
    ARCHIVED = "archived", _("Archived")


class PictureState(models.TextChoices):
    """A picture between its upload and the moment when pages may show it."""

    WAITING = "waiting", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be read")


class EditState(models.TextChoices):
    """A change to a live listing, which stays as it was until the delegation accepts."""

    WAITING = "waiting", _("Waiting for the delegation")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class Reason(models.TextChoices):
    """Why a listing or a change to one is sent back: said to the member in her own language."""

    PICTURE_UNCLEAR = "picture_unclear", _("The picture does not show the product clearly")
    TEXT_UNCLEAR = "text_unclear", _("The text does not say clearly what is sold")
    SIZE_MISSING = "size_missing", _("The weight, volume or size is missing or wrong")
    PRICE_DOUBTFUL = "price_doubtful", _("The price looks like a mistake")
    ALLERGENS_MISSING = "allergens", _("Ingredients or allergens are missing")
    CLAIM_UNPROVED = "claim_unproved", _("A label or a health benefit is claimed without proof")
    WRONG_CATEGORY = "wrong_category", _("The category does not fit")
    NOT_OWN_GOODS = "not_own_goods", _("It is not made by the cooperative")
    OTHER = "other", _("Something else")
