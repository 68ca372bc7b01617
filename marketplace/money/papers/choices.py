"""Kinds of papers, their series, and the life of their files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")
    SLIP = "slip", _("Packing slip")
    STATEMENT = "statement", _("Statement")


class FileState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


# The letter that begins a number: facture, avoir, relevé. A slip is no paper of the accounts and has none.
SERIES = {PaperKind.INVOICE: "F", PaperKind.CREDIT_NOTE: "A", PaperKind.STATEMENT: "R"}


def paper_number(kind: str, year: int, number: int | None) -> str:
    """F2026-00012; empty for a slip."""
    return f"{SERIES[PaperKind(kind)]}{year}-{number:05d}" if number else ""
