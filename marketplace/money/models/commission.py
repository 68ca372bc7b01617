"""What the market keeps of the goods: rules by date, and the rate that a sale was made under."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CommissionRule(models.Model):
    """A rate for a time: everybody's, one cooperative's, one category's, or one cooperative's in one category.

    Never changed once it has begun: a new rate is a new row, so that the past can be read.
    """

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, null=True, blank=True, related_name="commission_rules"
    )
    category = models.ForeignKey(
        "catalogue.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="commission_rules"
    )
    # Basis points: 1000 is 10 %.
    rate_bps = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("commission rule")
        verbose_name_plural = _("commission rules")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rate_bps__lte=10_000), name="commission_to_100_percent"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="commission_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rate_bps / 100:g} %"


class LineTerms(models.Model):
    """The commission of one line, frozen when the order was placed; refunds give back of it, never of a new rate."""

    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="terms")
    # None: a new cooperative's free months, or no rule at all.
    rule = models.ForeignKey(CommissionRule, on_delete=models.PROTECT, null=True, related_name="+")
    rate_bps = models.PositiveIntegerField()
    # Of the whole line: goods after the cooperative's own discounts, before those that the market pays.
    commission_centimes = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("terms of a line")
        verbose_name_plural = _("terms of lines")

    def __str__(self) -> str:
        return f"{self.rate_bps} on {self.line_id}"
