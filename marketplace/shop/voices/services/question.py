"""A question to a cooperative about a listing, and its answer, which everybody reads."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from catalogue.models import Product
from catalogue.services.errors import WrongState
from cooperatives.models import Cooperative
from marketplace.audit.models import record
from marketplace.shop.voices import messages
from marketplace.shop.voices.models import Question
from marketplace.shop.voices.words import plain


@transaction.atomic
def question_ask(*, listing: Product, name: str, email: str, words: str, language: str, by=None) -> Question:
    """The cooperative is told; nobody else reads it before it is answered. by: None for a guest.

    A second press of the same words is the same question.
    """
    name, words = plain(name), plain(words)
    asker = {"user": by} if by else {"user": None, "email": email}
    same = Question.objects.open().filter(product=listing, words=words, **asker).first()
    if same:
        return same
    question = Question.objects.create(
        product=listing, cooperative=listing.cooperative, user=by, name=name, email=email, words=words,
        language=language, asked_at=timezone.now(),
    )  # fmt: skip
    messages.tell_question_asked(question)
    return question


@transaction.atomic
def question_answer(*, question_id: int, cooperative: Cooperative, by, words: str) -> Question:
    """Shown with its question at once: the delegation reads both afterwards. Raises WrongState when it is answered."""
    question = Question.objects.of(cooperative).select_for_update(of=("self",)).get(pk=question_id)
    if question.answered_at:
        raise WrongState("answered")
    question.answer, question.answered_at, question.answered_by = plain(words), timezone.now(), by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    record(who=by, what="question.answered", about=question)
    messages.tell_question_answered(question)
    return question
