"""A card holder asks her bank for the money back: recorded, held, shown to the delegation, which answers at Stripe."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.money.payment_choices import DisputeState
from marketplace.money.refund_choices import Liable

from .payment import Payment


class Dispute(models.Model):
    """amount_centimes: of MAD, at most the payment's. reason: the bank's code. answer_by: the evidence's deadline.

    What it is about are its items; without any it is not known, and may be all of the order.
    """

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
    # Who bears it when it is lost; empty until the delegation has said so: then the market does.
    liable = models.CharField(max_length=12, choices=Liable.choices, blank=True, db_default="", default="")
    # What the gateway asks for it (MAD); below zero is nothing, it may give a fee back.
    fee_centimes = models.BigIntegerField(default=0, db_default=0)
    # How often it was written into the book and taken out again: odd while its loss stands there.
    moves = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("payment taken back by the bank")
        verbose_name_plural = _("payments taken back by the bank")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.dispute_id

    @property
    def is_booked(self) -> bool:
        return self.moves % 2 == 1

    @property
    def book_prefix(self) -> str:
        """How the keys of all its postings begin, fees left out."""
        return f"dispute {self.pk}."


class DisputedItem(models.Model):
    """Something that a dispute is about: a line of the order, or (line is empty) the delivery of a part."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="items")
    part = models.ForeignKey("order.CooperativeOrder", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("disputed item")
        verbose_name_plural = _("disputed items")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "line"], name="a_line_once_in_a_dispute"),
            models.UniqueConstraint(
                fields=["dispute", "part"], condition=Q(line=None), name="a_delivery_once_in_a_dispute"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line_id}" if self.line_id else f"delivery of {self.part_id}"
