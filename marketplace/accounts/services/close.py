"""Her data in her hands: a copy of all of it, and the end of the account (law 09-08)."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.mydata import registry

from .. import messages
from ..models import User


def mydata_of(user: User) -> dict[str, object]:
    """Everything that the market keeps about this person, made at once."""
    return {
        "market": settings.SITE_URL,
        "made_at": timezone.now(),
        "account": user.pk,
        **registry.export_of(user),
    }


@transaction.atomic
def account_close(*, user: User) -> None:
    """Forget her for good; what papers ask for stays without an account. Raises registry.Hindered.

    The last message goes to her address, and its row with it. Each package says in its mydata.py what happens to
    what it keeps; the profile is the last to go, since the others find their rows by it.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return
    if reasons := registry.hinders_of(user):
        raise registry.Hindered(reasons)
    record(who=user, what="account.closed", about=user)
    address, language, name = user.email or user.phone, user.language, user.name
    registry.erase_of(user)
    messages.tell_closed(address=address, language=language, name=name)
