"""What was decided about a cooperative, read from the audit: when, by whom, what, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.audit.models import Entry

from .choices import ApplicationReason, ClosingReason, SuspensionReason
from .models import Cooperative

_REASONS = {
    Cooperative.Status.CHANGES_ASKED: ApplicationReason,
    Cooperative.Status.REFUSED: ApplicationReason,
    Cooperative.Status.SUSPENDED: SuspensionReason,
    Cooperative.Status.CLOSED: ClosingReason,
}


@dataclass(frozen=True)
class Decision:
    """One step of its life. before and after: statuses; who: empty for the machine; reason: in words, or empty."""

    at: datetime
    who: str
    before: str
    after: str
    reason: str
    words: str

    @property
    def is_reinstatement(self) -> bool:
        return (self.before, self.after) == (Cooperative.Status.SUSPENDED, Cooperative.Status.ADMITTED)


def decisions_of(cooperative: Cooperative) -> list[Decision]:
    """All, the newest first: one query."""
    about = f"{Cooperative._meta.label_lower}:{cooperative.pk}"
    entries = Entry.objects.filter(about=about, what__startswith="cooperative.").select_related("who")
    return [_decision(entry) for entry in entries]


def last_decision(cooperative: Cooperative) -> Decision | None:
    """The newest; None for a cooperative that came otherwise than by applying."""
    return next(iter(decisions_of(cooperative)), None)


def _decision(entry: Entry) -> Decision:
    after = entry.after.get("status", "")
    code, reasons = entry.after.get("reason", ""), _REASONS.get(after)
    reason = str(reasons(code).label) if reasons and code in reasons.values else ""
    return Decision(
        at=entry.at,
        who=str(entry.who or ""),
        before=entry.before.get("status", ""),
        after=after,
        reason=reason,
        words=entry.why,
    )
