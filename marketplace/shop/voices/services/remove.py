"""What was shown at once and should not have been: the delegation takes it away, says why, and it stays on record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from catalogue.services.errors import WrongState
from marketplace.audit.models import record
from marketplace.shop.voices.choices import SaidReason
from marketplace.shop.voices.models import Question, Removable, ReviewReply
from marketplace.shop.voices.words import plain


@transaction.atomic
def reply_remove(*, reply_id: int, by, reason: str, words: str = "") -> ReviewReply:
    """The review stays, without its reply. Raises WrongState when it is away already."""
    return _remove(ReviewReply, reply_id, "reply.removed", by=by, reason=reason, words=words)


@transaction.atomic
def question_remove(*, question_id: int, by, reason: str, words: str = "") -> Question:
    """The question and its answer, or a question that waits for one. Raises WrongState when it is away already."""
    return _remove(Question, question_id, "question.removed", by=by, reason=reason, words=words)


def _remove(model: type[Removable], pk: int, what: str, *, by, reason: str, words: str):
    said = model.objects.select_for_update(of=("self",)).get(pk=pk)
    if said.removed_at:
        raise WrongState("removed")
    said.removed_at, said.reason, said.removed_words = timezone.now(), SaidReason(reason), plain(words)
    said.save(update_fields=["removed_at", "reason", "removed_words"])
    record(who=by, what=what, about=said, why=f"{reason}: {words}"[:500] if words else reason)
    return said
