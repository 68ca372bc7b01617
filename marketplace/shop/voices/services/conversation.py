"""Words about a part of an order, between who bought it and the cooperative that delivers it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from catalogue.services.errors import WrongState
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.voices import messages
from marketplace.shop.voices.models import PartMessage
from marketplace.shop.voices.words import plain

# Days after the end of a part in which both can still write.
OPEN_DAYS = 90


def is_open(part: CooperativeOrder) -> bool:
    """Whether both sides may write: not before it is paid, nor when it never was."""
    if part.confirmed_at is None:
        return False
    ended = part.delivered_at or part.ended_at
    return ended is None or ended > timezone.now() - timedelta(days=OPEN_DAYS)


@transaction.atomic
def part_message_send(*, part_id: int, from_shopper: bool, words: str, by=None) -> PartMessage:
    """Say it; the other side is told by mail. Whoever answers has read what was said before.

    by: the writer, None for a guest. Raises WrongState when the conversation is over.
    A second press of the same words says them once.
    """
    # Locked against the second press of the same button, not against the order's own moves.
    part = CooperativeOrder.objects.select_for_update(of=("self",), no_key=True).select_related(
        "order", "cooperative"
    ).get(pk=part_id)  # fmt: skip
    if not is_open(part):
        raise WrongState("closed")
    words = plain(words)
    last = part.messages.last()
    if last and (last.from_shopper, last.words) == (from_shopper, words):
        return last
    part_messages_read(part_id=part_id, by_shopper=from_shopper)
    message = PartMessage.objects.create(
        part=part, from_shopper=from_shopper, by=by, words=words, sent_at=timezone.now()
    )
    tell = messages.tell_cooperative_of_message if from_shopper else messages.tell_shopper_of_message
    tell(message)
    return message


def part_messages_read(*, part_id: int, by_shopper: bool) -> int:
    """This side has read what the other wrote; returns how much of it was new."""
    unread = PartMessage.objects.filter(part=part_id).unread_by(shopper=by_shopper)
    return unread.update(read_at=timezone.now())
