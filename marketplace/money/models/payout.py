"""Payouts: a batch for a period, a line per cooperative, and the ledger entries that each line pays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperatives.models import Cooperative
from marketplace.money.payout_choices import BatchState, Held, LineState
from marketplace.money.rib import rib_shown

from .bank_account import BankAccount
from .ledger import Entry


class PayoutBatch(models.Model):
    """All payouts of one period; a job whose last step, the bank file, is made by a worker.

    begins, ends: first and last day of the period, whose only use is that there is one batch of each.
    """

    begins = models.DateField(unique=True)
    ends = models.DateField()
    reference = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.PROPOSED)
    proposed_at = models.DateTimeField(default=timezone.now)
    # From then on no line is left out any more: what the file says stands.
    settled_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # How the provider names what it was given; of a bank file its name in the private storage.
    handed_as = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("batch of payouts")
        verbose_name_plural = _("batches of payouts")
        ordering = ["-begins"]

    def __str__(self) -> str:
        return self.reference


class PayoutApproval(models.Model):
    """One person's signature below a batch; two different ones are needed."""

    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signature below a batch")
        verbose_name_plural = _("signatures below batches")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "by"], name="one_signature_per_person")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.by_id}"


class PayoutLineQuerySet(models.QuerySet):
    """Questions about lines."""

    def of(self, cooperative: Cooperative) -> PayoutLineQuerySet:
        """Those of one cooperative: the only way a seller page reaches a payout."""
        return self.filter(cooperative=cooperative).select_related("batch").order_by("-pk")

    def unsettled(self) -> PayoutLineQuerySet:
        """Of which it is not known yet how they end."""
        return self.filter(state__in=[LineState.WAITING, LineState.INSTRUCTED])


class PayoutLine(models.Model):
    """One cooperative's transfer: the amount, and the account as it was when the batch was proposed."""

    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="lines")
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="payouts")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    rib = models.CharField(max_length=24)
    holder = models.CharField(max_length=70)
    amount_centimes = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=10, choices=LineState.choices, default=LineState.WAITING)
    # Why it was left out (Held), or in the bank's words why it came back.
    reason = models.CharField(max_length=20, choices=Held.choices, blank=True)
    words = models.CharField(max_length=300, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True)
    paid_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    objects = PayoutLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "cooperative"], name="one_payout_per_batch"),
            models.CheckConstraint(condition=Q(amount_centimes__gt=0), name="payout_of_something"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def rib_grouped(self) -> str:
        """Isolate it left to right."""
        return rib_shown(self.rib)


class PayoutClaim(models.Model):
    """An entry that a line pays. An entry is in at most one line that lives; a returned line lets go of its own."""

    line = models.ForeignKey(PayoutLine, on_delete=models.PROTECT, related_name="claims")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="claims")
    is_living = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("entry of a payout")
        verbose_name_plural = _("entries of payouts")
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(is_living=True), name="an_entry_is_paid_once"),
            models.UniqueConstraint(fields=["line", "entry"], name="an_entry_once_per_payout"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.entry_id}"
