"""Money that goes back to a shopper: one row per refund, with what it takes back of each line."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.money.refund_choices import Liable, RefundMethod, RefundReason, RefundState


class RefundQuerySet(models.QuerySet):
    """Questions about refunds."""

    def to_send(self, now: datetime) -> RefundQuerySet:
        """To a card, due, and in nobody's hands."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        due = self.filter(free, method=RefundMethod.CARD, state=RefundState.DUE, not_before__lte=now)
        return due.order_by("not_before", "pk")

    def to_transfer(self) -> RefundQuerySet:
        """What the delegation has to pay from its bank account, the oldest first."""
        return self.filter(method=RefundMethod.BANK, state=RefundState.DUE).order_by("asked_at", "pk")


class Refund(models.Model):
    """What one part's shopper gets back. Its rows in the book were written with it (event key "refund <id>").

    amount_centimes: all of it, delivery_centimes of it for delivery.
    """

    part = models.ForeignKey("order.CooperativeOrder", on_delete=models.PROTECT, related_name="refunds")
    reason = models.CharField(max_length=20, choices=RefundReason.choices)
    words = models.CharField(max_length=300, blank=True)
    liable = models.CharField(max_length=12, choices=Liable.choices)
    carrier = models.ForeignKey("delivery.Carrier", on_delete=models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=8, choices=RefundMethod.choices)
    state = models.CharField(max_length=8, choices=RefundState.choices, default=RefundState.DUE)
    amount_centimes = models.PositiveBigIntegerField()
    delivery_centimes = models.PositiveBigIntegerField(default=0)
    # Of a transfer: the shopper's account, 24 digits; empty until she has told it.
    rib = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    # By law fifteen days after the shopper asked (facts 3.1); pages show it.
    pay_by = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    gateway_id = models.CharField(max_length=100, blank=True, db_index=True)
    # The bank's own line, of a transfer that was made.
    bank_reference = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="done_has_its_moment"),
            models.CheckConstraint(
                condition=Q(liable="carrier", carrier__isnull=False) | ~Q(liable="carrier"), name="carrier_is_named"
            ),
        ]
        indexes = [models.Index(fields=["method", "state", "not_before"], name="refund_queue")]

    def __str__(self) -> str:
        return f"refund {self.pk}"

    @property
    def is_done(self) -> bool:
        return self.state == RefundState.DONE

    @property
    def needs_rib(self) -> bool:
        """It is to be transferred, and the shopper has not said where to."""
        return self.method == RefundMethod.BANK and self.state == RefundState.DUE and not self.rib


class RefundLine(models.Model):
    """What a refund takes back of one line, in centimes (see units.UnitMoney); all but `paid` zero where somebody else
    than the cooperative bears it."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, related_name="refund_lines")
    # 0: only the price was reduced.
    units = models.PositiveIntegerField(default=0)
    goods_centimes = models.PositiveBigIntegerField(default=0)
    funding_centimes = models.PositiveBigIntegerField(default=0)
    commission_centimes = models.PositiveBigIntegerField(default=0)
    paid_centimes = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("line of a refund")
        verbose_name_plural = _("lines of a refund")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["refund", "line"], name="a_line_once_in_a_refund")]

    def __str__(self) -> str:
        return f"{self.units} x {self.line_id}"
