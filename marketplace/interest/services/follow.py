"""Following a cooperative: its news come once a day at most (news.py)."""

from __future__ import annotations

from django.db import transaction

from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.outbox.wishes import topic_start

from ..messages import NEWS
from ..models import Follow

MOST = 300


class TooMany(Exception):
    """Nobody reads the news of MOST cooperatives."""


@transaction.atomic
def follow_start(*, user: User, cooperative: Cooperative) -> Follow:
    """News from now on; who asks for them anew wants them, whatever she stopped before. Raises TooMany."""
    User.objects.select_for_update().get(pk=user.pk)
    known = Follow.objects.filter(user=user, cooperative=cooperative).first()
    if known is None and Follow.objects.filter(user=user).count() >= MOST:
        raise TooMany
    if user.email:
        topic_start(address=user.email, topic=NEWS)
    return known or Follow.objects.create(user=user, cooperative=cooperative)


def follow_stop(*, user: User, cooperative_id: int) -> None:
    """No more news of this one."""
    Follow.objects.filter(user=user, cooperative=cooperative_id).delete()
