"""What cooperatives pay the market: the commission of their cash sales."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperatives.models import Cooperative


class Remittance(models.Model):
    """Money that a cooperative paid to settle its debt. reference: of the bank's statement or the receipt."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="remittances")
    amount_centimes = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=40, unique=True)
    received_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("debt settled")
        verbose_name_plural = _("debts settled")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_centimes__gt=0), name="remittance_of_something")]

    def __str__(self) -> str:
        return self.reference
