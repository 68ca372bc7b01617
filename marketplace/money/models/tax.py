"""Tax as data: who charges VAT since when, at which rates since when, and what was true of a line when it was sold."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperatives.models import Cooperative

from .. import tax


class VatStatusQuerySet(models.QuerySet):
    """Statuses by day."""

    def in_force(self, day: date) -> VatStatusQuerySet:
        """Those that had begun on that day, the newest first."""
        return self.filter(since__lte=day).order_by("-since", "-pk")


class VatStatus(models.Model):
    """Whether a cooperative charges VAT, from a day on. Without a cooperative: all that have no status of their own."""

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, null=True, blank=True, related_name="vat_statuses"
    )
    taxable = models.BooleanField(default=False)
    since = models.DateField()
    # Printed instead of VAT while it charges none: language -> words.
    mention = models.JSONField(default=dict, blank=True)
    # False: an assumption of this software's, which the office has not read yet. Papers say so.
    confirmed = models.BooleanField(default=False)

    objects = VatStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("VAT status")
        verbose_name_plural = _("VAT statuses")
        constraints = [
            models.UniqueConstraint(fields=["cooperative", "since"], nulls_distinct=False, name="one_vat_status_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative_id or '*'}: {self.taxable} ({self.since})"


class TaxRateQuerySet(models.QuerySet):
    """Rates by day."""

    def in_force(self, day: date) -> TaxRateQuerySet:
        """Those that had begun on that day, the newest first."""
        return self.filter(since__lte=day).order_by("-since", "-pk")


class TaxRate(models.Model):
    """The rate of a product, of a category or class of products, of deliveries, or of everything else."""

    class Scope(models.TextChoices):
        DEFAULT = tax.DEFAULT, _("Everything else")
        DELIVERY = tax.DELIVERY, _("Delivery")
        PRODUCT_CLASS = tax.PRODUCT_CLASS, _("Kind of product")
        CATEGORY = tax.CATEGORY, _("Category")
        PRODUCT = tax.PRODUCT, _("Product")

    scope = models.CharField(max_length=10, choices=Scope.choices)
    # Of the category or class: both may be made after the rate.
    code = models.CharField(max_length=60, blank=True)
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Basis points: 2000 = 20 %.
    rate_bps = models.PositiveIntegerField(validators=[MaxValueValidator(tax.WHOLE)])
    name = models.CharField(max_length=80)
    # Printed beside what is exempt (rate 0): language -> words.
    mention = models.JSONField(default=dict, blank=True)
    since = models.DateField()
    confirmed = models.BooleanField(default=False)

    objects = TaxRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "code", "product", "since"], nulls_distinct=False, name="one_tax_rate_a_day"
            ),
            models.CheckConstraint(condition=Q(rate_bps__lte=tax.WHOLE), name="tax_rate_at_most_all"),
            models.CheckConstraint(
                condition=Q(scope__in=["default", "delivery"], code="", product=None)
                | (Q(scope__in=["class", "category"], product=None) & ~Q(code=""))
                | Q(scope="product", code="", product__isnull=False),
                name="tax_rate_names_its_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.since})"


class TaxIdentity(models.Model):
    """The numbers that the law wants on a cooperative's invoices. ICE: 15 digits."""

    cooperative = models.OneToOneField(Cooperative, on_delete=models.PROTECT, related_name="tax_identity")
    ice = models.CharField(_("ICE"), max_length=15, blank=True)
    fiscal_id = models.CharField(_("tax number (IF)"), max_length=20, blank=True)
    trade_tax = models.CharField(_("business tax number (TP)"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("tax identity")
        verbose_name_plural = _("tax identities")

    def __str__(self) -> str:
        return self.ice


class LineTax(models.Model):
    """What was true of a line on the day it was sold. rate_bps: 0 where exempt, `mention` then says why."""

    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="tax")
    rate_bps = models.PositiveIntegerField()
    mention = models.JSONField(default=dict)
    confirmed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tax of a line")
        verbose_name_plural = _("taxes of lines")

    def __str__(self) -> str:
        return f"{self.line_id}: {self.rate_bps}"


class DeliveryTax(models.Model):
    """The same for the delivery charge of a part."""

    part = models.OneToOneField("order.CooperativeOrder", on_delete=models.PROTECT, related_name="delivery_tax")
    rate_bps = models.PositiveIntegerField()
    mention = models.JSONField(default=dict)
    confirmed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tax of a delivery")
        verbose_name_plural = _("taxes of deliveries")

    def __str__(self) -> str:
        return f"{self.part_id}: {self.rate_bps}"
