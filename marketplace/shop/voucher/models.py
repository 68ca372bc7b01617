"""Vouchers, the market's own and a cooperative's, and what was used of them.

Oscar's vouchers and offers are not used: they work inside its basket machinery, which never runs here, their limits
count orders that were never paid, and deleting one deletes its history.
"""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .choices import VoucherKind

CODE_LENGTH = 20


class Voucher(models.Model):
    """A code that takes something off goods, never off delivery. Never deleted: `ends_at` ends it."""

    code = models.CharField(
        max_length=CODE_LENGTH,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]{4,20}$", _("4 to 20 letters A to Z, digits or hyphens."))],
    )
    # None: the market's own, on everybody's goods, paid by the market. Else on that one's goods, which alone bears it.
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, null=True, blank=True, related_name="vouchers"
    )
    kind = models.CharField(max_length=8, choices=VoucherKind.choices)
    # MAD, or per cent.
    value = models.DecimalField(max_digits=8, decimal_places=2)
    # MAD of the goods it applies to, before any discount.
    least_goods = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # How many orders in all; None: any number.
    most_uses = models.PositiveIntegerField(null=True, blank=True)
    once_per_customer = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="voucher_value_positive"),
            models.CheckConstraint(condition=Q(least_goods__gte=0), name="voucher_least_not_negative"),
            models.CheckConstraint(
                condition=~Q(kind=VoucherKind.PERCENT) | Q(value__lte=100), name="voucher_percent_to_100"
            ),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="voucher_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.code


class InBasket(models.Model):
    """A code that a shopper put into her basket; whether it counts is asked anew at every reading."""

    basket = models.ForeignKey("basket.Basket", on_delete=models.CASCADE, related_name="voucher_rows")
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["basket", "voucher"], name="voucher_once_in_basket")]

    def __str__(self) -> str:
        return f"{self.voucher_id} in {self.basket_id}"


class Use(models.Model):
    """What a voucher took off one order. released_at: given back, because what it was for was never delivered."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="uses")
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="voucher_uses")
    # MAD.
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voucher", "order"], name="voucher_once_in_order")]

    def __str__(self) -> str:
        return f"{self.voucher_id} on {self.order_id}"
