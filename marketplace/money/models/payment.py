"""Money that is waited for or has come: one row per order that is not paid in cash."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.money.payment_choices import PaymentState, Trouble
from marketplace.shop.order.choices import PaymentMethod


class PaymentQuerySet(models.QuerySet):
    """Questions about payments."""

    def due(self, now: datetime) -> PaymentQuerySet:
        """Card payments that somebody has to ask about now, and that nobody is asking about."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        open_ones = Q(state__in=[PaymentState.WAITING, PaymentState.REFUND_DUE])
        return self.filter(free, open_ones, method=PaymentMethod.CARD, next_look_at__lte=now).order_by(
            "next_look_at", "pk"
        )

    def transfers(self) -> PaymentQuerySet:
        return self.filter(method=PaymentMethod.TRANSFER)


class Payment(models.Model):
    """How one order is paid, by card or bank transfer. Amounts in centimes of MAD unless a column says otherwise."""

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="payment")
    method = models.CharField(max_length=10, choices=PaymentMethod.choices)
    state = models.CharField(max_length=12, choices=PaymentState.choices, default=PaymentState.WAITING)
    amount_centimes = models.PositiveBigIntegerField()
    # Until when the goods are held: the end of the payment page, or the deadline of a transfer.
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(auto_now_add=True)
    paid_at = models.DateTimeField(null=True)

    # What the payment page asks for: in its currency (ISO, small letters), in its smallest unit.
    currency = models.CharField(max_length=3, default="mad")
    asked_amount = models.PositiveBigIntegerField()
    # A page that never came about is asked for anew under the next number (it is in the idempotency key).
    attempt = models.PositiveSmallIntegerField(default=1)
    session_id = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001 - unique where there is one
    payment_intent = models.CharField(max_length=100, blank=True, db_index=True)
    charge = models.CharField(max_length=100, blank=True)
    # What the gateway keeps; None while it has not said.
    fee_centimes = models.PositiveBigIntegerField(null=True)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)
    # The refund of a payment that bought nothing.
    refund_id = models.CharField(max_length=100, blank=True)

    # The sweep: when the gateway is to be asked again, and who is asking.
    next_look_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    looks = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid_at__isnull=False), name="paid_has_its_moment"),
        ]
        indexes = [models.Index(fields=["state", "next_look_at"], name="payment_queue")]

    def __str__(self) -> str:
        return f"{self.method} {self.order_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state == PaymentState.WAITING

    @property
    def is_card(self) -> bool:
        return self.method == PaymentMethod.CARD
