"""What is sold. Replaces Oscar's ProductClass, Product and ProductImage; the rest of its models come unchanged.

A listing is an Oscar product; variants are its children. What shoppers filter by are typed columns here, Oscar's
attributes only describe.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractProduct, AbstractProductClass, AbstractProductImage

from .choices import (
    Allergen,
    Colour,
    EditState,
    NetUnit,
    PictureState,
    Reason,
    State,
    Temperature,
    Variety,
    Weaving,
    Withdrawal,
    Wood,
)
from .managers import ProductQuerySet, ShownPictures, StagedEditQuerySet
from .sanitise import clean_rich_text


def _codes(verbose_name: str) -> ArrayField:
    """A column of allergen codes."""
    return ArrayField(
        models.CharField(max_length=12, choices=Allergen.choices), verbose_name=verbose_name, default=list, blank=True
    )


class ProductClass(AbstractProductClass):
    """A family of goods: how it must travel and whether it can be given back."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    temperature = models.CharField(_("Temperature"), max_length=8, choices=Temperature.choices, default="ambient")
    fragile = models.BooleanField(_("Fragile"), default=False)
    perishable = models.BooleanField(_("Perishable"), default=False)
    withdrawal = models.CharField(_("Withdrawal"), max_length=14, choices=Withdrawal.choices, default="allowed")


class Product(AbstractProduct):
    """A listing or one of its variants. Weights in grams as packed, sizes in centimetres as packed."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="products", verbose_name=_("Cooperative")
    )
    state = models.CharField(_("State"), max_length=14, choices=State.choices, default=State.DRAFT, db_index=True)
    listing_code = models.SlugField(_("Listing code"), max_length=60, unique=True)
    submitted_at = models.DateTimeField(_("Submitted at"), null=True, blank=True)

    ingredients = models.TextField(_("Ingredients"), blank=True)
    storage = models.CharField(_("Storage"), max_length=300, blank=True)
    care = models.CharField(_("Care"), max_length=400, blank=True)
    size_label = models.CharField(_("Size"), max_length=60, blank=True)

    net_quantity = models.DecimalField(_("Net quantity"), max_digits=9, decimal_places=2, null=True, blank=True)
    net_unit = models.CharField(_("Unit"), max_length=5, choices=NetUnit.choices, default="piece")
    weight_g = models.PositiveIntegerField(_("Packed weight (g)"), default=0)
    length_cm = models.PositiveSmallIntegerField(_("Length (cm)"), default=0)
    width_cm = models.PositiveSmallIntegerField(_("Width (cm)"), default=0)
    height_cm = models.PositiveSmallIntegerField(_("Height (cm)"), default=0)

    allergens = _codes(_("Allergens"))
    may_contain = _codes(_("May contain"))
    free_from = _codes(_("Free from"))
    variety = models.CharField(_("Variety"), max_length=16, choices=Variety.choices, blank=True)
    weaving = models.CharField(_("Weaving"), max_length=8, choices=Weaving.choices, blank=True)
    colour = models.CharField(_("Main colour"), max_length=8, choices=Colour.choices, blank=True)
    wood = models.CharField(_("Wood"), max_length=12, choices=Wood.choices, blank=True)
    # Granted by the office for a seller's product; everything is for Morocco only until then.
    exportable = models.BooleanField(_("May be exported"), default=False)
    harvest_year = models.PositiveSmallIntegerField(_("Harvest"), null=True, blank=True)
    ready_in_days = models.PositiveSmallIntegerField(_("Made to order in (days)"), default=0)
    is_unique = models.BooleanField(_("One of a kind"), default=False)
    certificates = models.ManyToManyField("cooperatives.Certificate", blank=True, related_name="products")

    # Limits of this listing beyond its class: the longest journey it stands, the only zones it goes to.
    max_transit_days = models.PositiveSmallIntegerField(_("Longest journey (days)"), null=True, blank=True)
    only_zones = ArrayField(models.SlugField(max_length=40), verbose_name=_("Only to zones"), default=list, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta(AbstractProduct.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(net_unit__in=["g", "ml"]) | Q(structure="parent") | Q(net_quantity__gt=0),
                name="net_quantity_of_measured_goods",
            ),
        ]
        indexes = [models.Index(F("date_created").desc(), F("id").desc(), name="product_newest")]

    def save(self, *args, **kwargs) -> None:
        """Sanitises what people wrote: once here, and once more where it is shown."""
        for field in ("description_fr", "description_ar", "description_en"):
            setattr(self, field, clean_rich_text(getattr(self, field) or ""))
        super().save(*args, **kwargs)

    @property
    def listing(self) -> Product:
        """The listing this product belongs to: itself, or its parent."""
        return self.parent if self.is_child else self

    @property
    def is_live(self) -> bool:
        """Whether it and its listing are shown and sold, as far as that is theirs to say and not the cooperative's."""
        return self.state == State.LIVE and self.listing.state == State.LIVE and self.listing.is_public


class StagedEdit(models.Model):
    """A change to a live listing's words, picture, category or claims. The live version stays until it is accepted."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="staged_edits")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    # Column of the listing -> wanted value; "category" holds a category's code.
    changes = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=EditState.choices, default=EditState.WAITING)

    objects = StagedEditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(state=EditState.WAITING), name="one_waiting_edit_per_listing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.state}"


class Decision(models.Model):
    """What the delegation decided on a listing, or on a change to one, with the reason that its members are shown."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="decisions")
    edit = models.ForeignKey(StagedEdit, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    accepted = models.BooleanField()
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    # Name of the form's field that the reason stands beside; empty: the whole listing.
    field = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.product} · {self.reason or 'accepted'}"


class ProductImage(AbstractProductImage):
    """A picture of a listing with what a page needs to hold its place: size, and one of 16 placeholder colours.

    `objects` holds those that pages may show; `whole` also those not rendered yet, and those of a staged edit.
    """

    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    palette = models.PositiveSmallIntegerField(default=0)
    # Widths in pixels of the renditions that exist beside the original (pictures.py).
    renditions = ArrayField(models.PositiveIntegerField(), default=list, blank=True)

    # The job of rendering it: a row with state, attempts and lease, like every job.
    state = models.CharField(max_length=7, choices=PictureState.choices, default=PictureState.READY)
    upload = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    edit = models.ForeignKey(StagedEdit, on_delete=models.CASCADE, null=True, blank=True, related_name="pictures")

    objects = ShownPictures()
    whole = models.Manager()

    class Meta(AbstractProductImage.Meta):
        indexes = [models.Index(fields=["id"], condition=Q(state=PictureState.WAITING), name="picture_waiting")]


from oscar.apps.catalogue.models import *  # noqa: E402,F403 - Oscar's remaining models, after our own
