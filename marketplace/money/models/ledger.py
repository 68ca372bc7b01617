"""The book: double entry, integer centimes, append-only (the database refuses to change or delete a row)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.money.choices import AccountKind, EntryKind, PostingKind


class Account(models.Model):
    """Somebody's side of the book. Positive: the market owes it to its holder; negative: the holder owes it.

    The gateway's and the bank's are negative by what they hold for the market.
    """

    kind = models.CharField(max_length=12, choices=AccountKind.choices)
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, null=True, related_name="accounts"
    )
    carrier = models.ForeignKey("delivery.Carrier", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(cooperative=None, carrier=None), name="one_account_of_the_market"
            ),
            models.UniqueConstraint(fields=["cooperative"], name="one_account_per_cooperative"),
            models.UniqueConstraint(fields=["carrier"], name="one_account_per_carrier"),
            models.CheckConstraint(
                condition=Q(kind=AccountKind.COOPERATIVE, cooperative__isnull=False, carrier=None)
                | Q(kind=AccountKind.CARRIER, cooperative=None, carrier__isnull=False)
                | Q(~Q(kind__in=[AccountKind.COOPERATIVE, AccountKind.CARRIER]), cooperative=None, carrier=None),
                name="account_has_its_holder",
            ),
        ]

    def __str__(self) -> str:
        return str(self.cooperative or self.carrier or self.get_kind_display())


class Posting(models.Model):
    """One thing that happened to money; its entries sum to zero (a deferred trigger says so at the commit).

    event_key names the fact ("sale 17", "refund 5"): each is posted once, whoever asks again.
    """

    kind = models.CharField(max_length=16, choices=PostingKind.choices)
    event_key = models.CharField(max_length=80, unique=True)
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, null=True, related_name="postings")
    part = models.ForeignKey("order.CooperativeOrder", on_delete=models.PROTECT, null=True, related_name="postings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.event_key


class Entry(models.Model):
    """One amount of a posting on one account."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    amount_centimes = models.BigIntegerField()
    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, null=True, related_name="entries")

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount_centimes=0), name="entry_not_zero")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_centimes}"
