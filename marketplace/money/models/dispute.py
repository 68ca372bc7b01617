"""A card holder asks her bank for the money back: recorded, held, shown to the delegation, which answers at Stripe."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.money.payment_choices import DisputeState

from .payment import Payment


class Dispute(models.Model):
    """amount_centimes: of MAD, at most the payment's. reason: the bank's code. answer_by: the evidence's deadline."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    dispute_id = models.CharField(max_length=100, unique=True)
    amount_centimes = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=60, blank=True)
    # The gateway's own word for where it stands, and ours.
    gateway_status = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=DisputeState.choices, default=DisputeState.OPEN)
    opened_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("payment taken back by the bank")
        verbose_name_plural = _("payments taken back by the bank")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.dispute_id
