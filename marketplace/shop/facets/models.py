"""The narrow rows. Nobody writes them: triggers do (migration 0001), in the transaction that changes a listing."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cooperatives.models import Cooperative


class NarrowQuerySet(models.QuerySet):
    """Questions about narrow rows."""

    def visible(self) -> NarrowQuerySet:
        """Of the listings that everybody may see: as Product.objects.visible() says it of the wide rows."""
        return self.filter(shown=True, cooperative__in=Cooperative.objects.selling())


class Narrow(models.Model):
    """A listing as small numbers. Prices in centimes, those of all its offers (one, or one a variant), sorted.

    certified: until when each kind of certificate proves something, in the order of Certificate.Kind; so an expiry
    needs no write. free_from: a bit for each Allergen, in their order. here_*: only of offers that are in stock.
    The cooperative's province and state are read from its own row.
    """

    product = models.OneToOneField(
        "catalogue.Product", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    shown = models.BooleanField()
    created = models.DateTimeField()
    rating = models.FloatField(null=True)
    categories = ArrayField(models.BigIntegerField())
    certified = ArrayField(models.DateField(null=True))
    free_from = models.IntegerField()
    prices = ArrayField(models.BigIntegerField())
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    here_prices = ArrayField(models.BigIntegerField())
    here_low = models.BigIntegerField(null=True)
    here_high = models.BigIntegerField(null=True)

    objects = NarrowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("created").desc(), F("product").desc(), name="narrow_newest", condition=Q(shown=True)),
            models.Index(
                F("low").asc(nulls_last=True), F("product").desc(), name="narrow_cheapest", condition=Q(shown=True)
            ),
            models.Index(
                F("low").desc(nulls_last=True), F("product").desc(), name="narrow_dearest", condition=Q(shown=True)
            ),
            models.Index(
                F("rating").desc(nulls_last=True), F("product").desc(), name="narrow_liked", condition=Q(shown=True)
            ),
            models.Index(fields=["cooperative"], name="narrow_cooperative", condition=Q(shown=True)),
            GinIndex(fields=["categories"], name="narrow_categories"),
        ]

    def __str__(self) -> str:
        return f"facets of listing {self.product_id}"
