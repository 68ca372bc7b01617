"""What is new at the cooperatives that somebody follows: grouped, once a day at most.

No row waits for this: the listings and stories are the facts, each follow knows up to when it was told, and telling
moves it on in the same transaction. A day that was missed is told the next time.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from catalogue.models import Decision, Product
from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.stories.models import Story

from .. import messages
from ..models import Follow

# O'clock in Morocco: what came before belongs to the day's message.
HOUR = 9


def news_until(now: datetime) -> datetime:
    """Up to when news are told at this moment: the last time that it was nine in the morning."""
    local = timezone.localtime(now)
    today = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def news_tell_due() -> int:
    """Tell everybody who has news, each in a transaction of its own; returns how many were told."""
    until = news_until(timezone.now())
    return sum(_tell(pk, until) for pk in _readers(until))


def _readers(until: datetime) -> list[int]:
    """Those who follow a cooperative with something newer than what they were told."""
    behind = Follow.objects.filter(told_until__lt=until, user__is_active=True)
    oldest = behind.order_by("told_until").values_list("told_until", flat=True).first()
    if oldest is None:
        return []
    first_shown = _first_shown().filter(first_shown__gt=oldest, first_shown__lte=until)
    stories = Story.objects.published().filter(published_at__gt=oldest, published_at__lte=until)
    makers = Q(cooperative__in=first_shown.values("cooperative")) | Q(
        cooperative__in=stories.order_by().values("cooperative")
    )
    return list(behind.filter(makers).order_by("user").values_list("user", flat=True).distinct())


def _first_shown():
    """Listings that can be seen, with the moment that the delegation accepted each for the first time."""
    accepted = Decision.objects.filter(product=OuterRef("pk"), accepted=True, edit=None).order_by("made_at")
    return Product.objects.visible().annotate(first_shown=Subquery(accepted.values("made_at")[:1]))


@transaction.atomic
def _tell(user_id: int, until: datetime) -> bool:
    """One message about all of it, and every follow of hers moves on. Three queries for the news, however many."""
    user = User.objects.select_for_update().get(pk=user_id)
    follows = list(Follow.objects.of(user).filter(told_until__lt=until))
    news = _news(follows, until)
    told = bool(news) and messages.tell_news(user, news, until=until)
    Follow.objects.filter(pk__in=[follow.pk for follow in follows]).update(told_until=until)
    return told


def _news(follows: list[Follow], until: datetime) -> list[tuple[Cooperative, list[Product], list[Story]]]:
    """By cooperative, in the order in which they were followed last; those without news are left out."""
    told = {follow.cooperative_id: follow.told_until for follow in follows}
    if not told:
        return []
    oldest = min(told.values())
    listings, stories = defaultdict(list), defaultdict(list)
    shown = _first_shown().filter(cooperative__in=told, first_shown__gt=oldest, first_shown__lte=until)
    for listing in shown.order_by("-first_shown", "-pk"):
        if listing.first_shown > told[listing.cooperative_id]:
            listings[listing.cooperative_id].append(listing)
    published = Story.objects.published().filter(cooperative__in=told, published_at__gt=oldest)
    for story in published.filter(published_at__lte=until):
        if story.published_at > told[story.cooperative_id]:
            stories[story.cooperative_id].append(story)
    makers = [follow.cooperative for follow in follows]
    return [(one, listings[one.pk], stories[one.pk]) for one in makers if listings[one.pk] or stories[one.pk]]
