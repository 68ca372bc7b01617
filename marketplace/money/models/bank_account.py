"""Where a cooperative's money goes: never changed, a new account is a new row that the delegation checks."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperatives.models import Cooperative
from marketplace.money.rib import iban_of, rib_shown


class BankAccountQuerySet(models.QuerySet):
    """Questions about accounts."""

    def of(self, cooperative: Cooperative) -> BankAccountQuerySet:
        """Those of one cooperative, the newest first."""
        return self.filter(cooperative=cooperative).order_by("-pk")

    def checked(self) -> BankAccountQuerySet:
        """Those that the delegation accepted."""
        return self.filter(review__is_accepted=True)

    def waiting(self) -> BankAccountQuerySet:
        """Those that wait for the delegation: of each cooperative its newest, the longest waiting first."""
        newer = BankAccount.objects.filter(cooperative=models.OuterRef("cooperative"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(newer), review=None).order_by("since", "pk")


class BankAccount(models.Model):
    """An account as a member wrote it down. Of those that were accepted the newest counts."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="bank_accounts")
    rib = models.CharField(max_length=24, validators=[RegexValidator(r"^\d{24}$")])
    holder = models.CharField(max_length=70)
    since = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["cooperative", "-id"], name="bank_account_newest")]

    def __str__(self) -> str:
        return rib_shown(self.rib)

    @property
    def shown(self) -> str:
        """The RIB in groups; isolate it left to right."""
        return rib_shown(self.rib)

    @property
    def iban(self) -> str:
        """In groups of four, as it is printed; isolate it left to right."""
        iban = iban_of(self.rib)
        return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


class BankAccountReview(models.Model):
    """What the delegation says of an account: it is the cooperative's own, or why it will not be used."""

    account = models.OneToOneField(BankAccount, on_delete=models.PROTECT, related_name="review")
    is_accepted = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("check of a bank account")
        verbose_name_plural = _("checks of bank accounts")

    def __str__(self) -> str:
        return f"{self.account_id}: {self.is_accepted}"
