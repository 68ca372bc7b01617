"""What a shopper says of goods that arrived: one row per claim, with its lines and, where there is one, its photo."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.money.claim_choices import LIVING, ClaimKind, ClaimState


class ClaimQuerySet(models.QuerySet):
    """Questions about claims."""

    def of(self, cooperative) -> ClaimQuerySet:
        """Those about one cooperative's parts: the only way a seller page reaches a claim."""
        return self.filter(part__cooperative=cooperative)

    def living(self) -> ClaimQuerySet:
        return self.filter(state__in=LIVING)

    def to_answer(self) -> ClaimQuerySet:
        """By the cooperative: an answer, or goods that come back. The nearest deadline first."""
        return self.filter(state__in=[ClaimState.OPEN, ClaimState.SEND_BACK]).order_by("answer_by", "pk")

    def to_decide(self) -> ClaimQuerySet:
        """By the delegation, the longest waiting first."""
        return self.filter(state=ClaimState.DELEGATION).order_by("escalated_at", "pk")

    def unanswered(self, now: datetime) -> ClaimQuerySet:
        """The cooperative let its time pass."""
        return self.filter(state=ClaimState.OPEN, answer_by__lt=now).order_by("answer_by", "pk")

    def shown(self) -> ClaimQuerySet:
        """With what a page shows of them, in a number of queries that does not grow with rows."""
        return self.select_related("part__order", "part__cooperative", "refund").prefetch_related(
            "lines__line__product__images", "lines__line__product__parent__images"
        )


class Claim(models.Model):
    """One at a time for each part. What the shopper and the others wrote stays as it was written."""

    part = models.ForeignKey("order.CooperativeOrder", on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=20, choices=ClaimKind.choices)
    state = models.CharField(max_length=12, choices=ClaimState.choices, default=ClaimState.OPEN)
    words = models.CharField(max_length=600, blank=True)
    # Where a transfer is to go, 24 digits; of an order that was paid by card, empty.
    rib = models.CharField(max_length=24, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    # Until when the cooperative answers; then it is the delegation's.
    answer_by = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # Of a refusal, or of what is to be done.
    answer = models.CharField(max_length=600, blank=True)
    # The delegation has spoken: there is nobody else to ask.
    is_final = models.BooleanField(default=False)
    liable = models.CharField(max_length=12, blank=True)
    refund = models.OneToOneField("money.Refund", on_delete=models.PROTECT, null=True, related_name="claim")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(state__in=["open", "delegation", "send_back"]), name="one_living_claim"
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="claim_queue")]

    def __str__(self) -> str:
        return f"claim {self.pk}"

    @property
    def is_living(self) -> bool:
        return self.state in LIVING

    @property
    def may_escalate(self) -> bool:
        """The shopper may ask the delegation to look at it."""
        return self.state == ClaimState.REFUSED and not self.is_final


class ClaimLine(models.Model):
    """How many units of a line it is about. units_fit: of those that came back, how many can be sold again."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, related_name="claim_lines")
    units = models.PositiveIntegerField()
    units_fit = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("line of a claim")
        verbose_name_plural = _("lines of a claim")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "line"], name="a_line_once_in_a_claim"),
            models.CheckConstraint(condition=Q(units__gte=F("units_fit")), name="no_more_fit_than_claimed"),
        ]

    def __str__(self) -> str:
        return f"{self.units} x {self.line_id}"


class ClaimPhoto(models.Model):
    """What the shopper photographed, upright and without hidden data (JPEG, some hundred kilobytes).

    In a table of its own, read only when it is shown, to those who answer the claim and to nobody else.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="photo")
    jpeg = models.BinaryField()

    class Meta:
        verbose_name = _("photo of a claim")
        verbose_name_plural = _("photos of claims")

    def __str__(self) -> str:
        return f"photo of {self.claim_id}"
