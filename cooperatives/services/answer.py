"""The delegation answers an application: admits the cooperative, asks for changes, or refuses.

seen: `submitted_at` of what was read; when it was sent again since, Stale is raised and nothing happens.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cooperatives import messages
from cooperatives.choices import ApplicationReason
from cooperatives.models import Cooperative

from .life import Status, locked, move


class RegistrationMissing(Exception):
    """Nothing is sold by a cooperative whose registration number and court are not known."""


@transaction.atomic
def cooperative_admit(
    *,
    cooperative_id: int,
    by,
    registration_number: str = "",
    registration_court: str = "",
    words: str = "",
    seen: datetime | None = None,
) -> Cooperative:
    """It may sell from now on. words: a welcome, if any.

    registration_number, registration_court: as the delegation learnt them; empty: those of the application.
    Raises MoveNotAllowed, Stale, RegistrationMissing.
    """
    cooperative = locked(cooperative_id, allowed={Status.SUBMITTED}, seen=seen)
    columns = {
        "registration_number": registration_number.strip() or cooperative.registration_number,
        "registration_court": registration_court.strip() or cooperative.registration_court,
    }
    if not all(columns.values()):
        raise RegistrationMissing(cooperative_id)
    columns["admitted_at"] = timezone.now()
    return move(cooperative, Status.ADMITTED, by=by, message=messages.ADMITTED, words=words, **columns)


@transaction.atomic
def cooperative_ask_changes(
    *, cooperative_id: int, by, reason: str, words: str = "", seen: datetime | None = None
) -> Cooperative:
    """Something is missing: the applicant may send it again. reason: ApplicationReason.

    Raises MoveNotAllowed, Stale, WordsMissing.
    """
    cooperative = locked(cooperative_id, allowed={Status.SUBMITTED}, seen=seen)
    reason = ApplicationReason(reason).value
    return move(cooperative, Status.CHANGES_ASKED, by=by, message=messages.CHANGES_ASKED, reason=reason, words=words)


@transaction.atomic
def cooperative_refuse(
    *, cooperative_id: int, by, reason: str, words: str = "", seen: datetime | None = None
) -> Cooperative:
    """It will not sell here. reason: ApplicationReason. Raises MoveNotAllowed, Stale, WordsMissing."""
    cooperative = locked(cooperative_id, allowed={Status.SUBMITTED, Status.CHANGES_ASKED}, seen=seen)
    reason = ApplicationReason(reason).value
    return move(cooperative, Status.REFUSED, by=by, message=messages.REFUSED, reason=reason, words=words)
