"""Who decided something last: said to a moderator who comes second."""

from __future__ import annotations

from django.db import models

from marketplace.audit.models import Entry


def last_person(about: models.Model) -> str:
    """The name of whoever made the last entry about this thing; empty for the machine, or when there is none."""
    entry = Entry.objects.filter(about=f"{about._meta.label_lower}:{about.pk}").select_related("who").first()
    return str(entry.who) if entry and entry.who else ""
