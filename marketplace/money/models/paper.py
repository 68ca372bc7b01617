"""Papers: what was said once and for all (Paper), and the files made of it, one per language (PaperFile)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperatives.models import Cooperative

from ..papers.choices import SERIES, FileState, PaperKind, paper_number


class PaperQuerySet(models.QuerySet):
    """Questions about papers, always through somebody who may read them."""

    def of(self, cooperative: Cooperative) -> PaperQuerySet:
        """Those of one cooperative: the only way a seller page reaches a paper."""
        return self.filter(cooperative=cooperative)

    def of_order(self, order_id: int) -> PaperQuerySet:
        """What the buyer of an order may read: invoices and credit notes, never a slip or a statement."""
        return self.filter(part__order_id=order_id, kind__in=[PaperKind.INVOICE, PaperKind.CREDIT_NOTE])

    def numbered(self) -> PaperQuerySet:
        """Those that stand in a series, the newest first."""
        return self.filter(number__isnull=False).order_by("-issued_at", "-pk")

    def with_files(self) -> PaperQuerySet:
        """With their files and what their names need."""
        return self.select_related("cooperative", "part__order").prefetch_related("files")


class Paper(models.Model):
    """One paper as it was written: its row never changes (a trigger holds that), whatever is renamed later.

    data: the snapshot, in all languages at once (papers/snapshot.py says its shape); amounts in centimes.
    """

    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="papers")
    part = models.ForeignKey("order.CooperativeOrder", on_delete=models.PROTECT, null=True, related_name="papers")
    # The invoice that a credit note takes something back from.
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="credit_notes")
    # Names the fact ("invoice part 17"), so that the same fact writes one paper.
    event_key = models.CharField(max_length=120, unique=True)
    # Gap-free per cooperative, kind and year; None for slips, which are no papers of the accounts.
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField(default=timezone.now)
    # The language it was written for first; the snapshot holds all.
    language = models.CharField(max_length=2)
    total_centimes = models.BigIntegerField(default=0)
    data = models.JSONField()

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.UniqueConstraint(fields=["cooperative", "kind", "year", "number"], name="one_paper_per_number"),
            models.CheckConstraint(
                condition=Q(kind__in=list(SERIES), number__gte=1) | Q(kind=PaperKind.SLIP, number=None),
                name="numbered_papers_have_numbers",
            ),
        ]
        indexes = [models.Index(fields=["cooperative", "-issued_at"], name="papers_of_cooperative")]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"

    @property
    def label(self) -> str:
        """F2026-00012: what people quote. A slip has the number of its part."""
        return paper_number(self.kind, self.year, self.number) or (self.part.number if self.part else "")

    def file_in(self, language: str) -> PaperFile | None:
        """The file of a language, ready or not; None when nobody asked for one."""
        return next((file for file in self.files.all() if file.language == language), None)


class PaperCounter(models.Model):
    """The last number given in a series. Locked by whoever takes the next one, until her transaction ends."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of papers")
        verbose_name_plural = _("series of papers")
        constraints = [
            models.UniqueConstraint(fields=["cooperative", "kind", "year"], name="one_counter_per_series"),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative_id} {self.kind} {self.year}: {self.last}"


class PaperFile(models.Model):
    """A paper as a PDF in one language: a job with its state, attempts and lease (services/paper_files.py)."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    # In the private storage `papers`; empty until it is ready.
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")
        constraints = [
            models.UniqueConstraint(fields=["paper", "language"], name="one_file_per_language"),
        ]
        indexes = [
            models.Index(fields=["leased_until"], condition=Q(state="waiting"), name="papers_to_make"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.language}: {self.state}"

    @property
    def is_ready(self) -> bool:
        return self.state == FileState.READY

    @property
    def has_failed(self) -> bool:
        return self.state == FileState.FAILED


class BuyerIdentity(models.Model):
    """The company that the invoices of an order are for: the buyer says so before they are written."""

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="buyer_identity")
    name = models.CharField(_("name of the company"), max_length=120)
    # Optional: nobody can be made to give one (facts 3.3).
    ice = models.CharField(_("ICE"), max_length=15, blank=True)

    class Meta:
        verbose_name = _("buyer")
        verbose_name_plural = _("buyers")

    def __str__(self) -> str:
        return self.name
