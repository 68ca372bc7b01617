"""What wakes the delegation."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from marketplace.money.check import faults
from marketplace.money.messages import LEDGER_BROKEN
from marketplace.outbox.services import tell

# More sentences than anybody reads in a letter; the command prints all.
_MOST_TOLD = 20


class BookBroken(Exception):
    """The book does not add up."""


def ledger_prove() -> None:
    """Check the whole book. What is wrong is told to the delegation, once a day while it is. Raises BookBroken."""
    found = list(faults())
    if not found:
        return
    with transaction.atomic():
        tell(
            event_key=f"ledger broken {timezone.localdate().isoformat()}",
            kind=LEDGER_BROKEN,
            address=settings.DELEGATION_EMAIL,
            language="fr",
            payload={"faults": found[:_MOST_TOLD], "count": len(found)},
        )
    raise BookBroken("\n".join(found))
