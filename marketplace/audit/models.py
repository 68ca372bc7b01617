"""Who decided what, when and why. Rows are only ever added."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One decision. what: dotted name such as 'order.declined'; about: 'model:pk' of the thing decided on."""

    at = models.DateTimeField(auto_now_add=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=80, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.about}"


def reason_with(reason: str, words: str) -> str:
    """Why something was decided, as an entry keeps it. reason: a code; words: written beside it, or empty."""
    return f"{reason}: {words}"[:500] if words else reason


def record(
    *, who, what: str, about: models.Model, before: dict | None = None, after: dict | None = None, why: str = ""
) -> Entry:
    """Add one entry in the caller's transaction. who: a user, or None for the machine."""
    return Entry.objects.create(
        who=who if getattr(who, "pk", None) else None,
        what=what,
        about=f"{about._meta.label_lower}:{about.pk}",
        before=before or {},
        after=after or {},
        why=why,
    )
