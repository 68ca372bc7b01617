"""Carriers and what they charge, as data: a new carrier or price is a row, not a release."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Carrier(models.Model):
    """Who carries parcels, and what it refuses. Weights in grams."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(default=True)
    # cm3 per kg: length x width x height / divisor is what a bulky parcel is charged as.
    volumetric_divisor = models.PositiveIntegerField(_("volumetric divisor"), default=5000)
    takes_chilled = models.BooleanField(_("takes chilled goods"), default=False)
    takes_perishable = models.BooleanField(_("takes perishable goods"), default=True)
    # Cash on delivery this carrier collects at most, in MAD.
    cash_limit = models.DecimalField(_("cash limit"), max_digits=12, decimal_places=2, default=10000)
    tracking_url = models.CharField(
        _("tracking address"), max_length=200, blank=True, help_text=_("{number} stands for the tracking number.")
    )

    class Meta:
        verbose_name = _("carrier")
        verbose_name_plural = _("carriers")

    def __str__(self) -> str:
        return self.name


class CarrierRate(models.Model):
    """The price of one parcel to one zone, for one band of weight. Prices in MAD, taxes included.

    The weight that counts is the greater of real and volumetric weight.
    """

    carrier = models.ForeignKey(Carrier, on_delete=models.CASCADE, related_name="rates")
    zone = models.ForeignKey("places.Zone", on_delete=models.PROTECT, related_name="+")
    # A cheaper rate when the parcel stays in the province that it leaves from.
    same_province = models.BooleanField(default=False)
    over_g = models.PositiveIntegerField(_("over (g)"), default=0)
    up_to_g = models.PositiveIntegerField(_("up to (g)"))
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2)
    # Every started kilogram above `included_g` costs this much more.
    included_g = models.PositiveIntegerField(_("included (g)"), default=10_000)
    per_extra_kg = models.DecimalField(_("per extra kg"), max_digits=8, decimal_places=2, default=0)
    days_min = models.PositiveSmallIntegerField(_("days at least"))
    days_max = models.PositiveSmallIntegerField(_("days at most"))

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.UniqueConstraint(fields=["carrier", "zone", "same_province", "over_g"], name="one_rate_per_band"),
            models.CheckConstraint(condition=models.Q(over_g__lt=models.F("up_to_g")), name="band_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} · {self.zone} · {self.up_to_g} g"
