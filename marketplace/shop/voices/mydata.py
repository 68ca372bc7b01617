"""What a person said: of what she bought, of what she wondered about, and to a cooperative about an order."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from catalogue.shown import listing_changed
from marketplace.mydata.registry import Part, register

from .models import BuyerReview, PartMessage, Question, ReviewReply


def _proved(user) -> QuerySet:
    return user.emailaddress_set.filter(verified=True).values("email")


def _questions_of(user) -> QuerySet[Question]:
    return Question.objects.filter(Q(user=user) | Q(user=None, email__in=_proved(user))).order_by("pk")


def _questions(user) -> list[dict]:
    return [
        {
            "product": question.product.title,
            "name": question.name,
            "email": question.email,
            "question": question.words,
            "asked_at": question.asked_at,
            "answer": question.answer,
        }
        for question in _questions_of(user).select_related("product")
    ]


def _forget(user) -> None:
    """What was asked stays beside its answer, without a name; a review stays, its buyer is no more."""
    listing_changed(*_questions_of(user).shown().values_list("cooperative_id", flat=True))
    _questions_of(user).update(user=None, name="", email="")
    keys = [f"user {user.pk}", *(f"mail {email.lower()}" for email in _proved(user).values_list("email", flat=True))]
    for bought in BuyerReview.objects.filter(buyer__in=keys):
        bought.buyer = f"gone {bought.pk}"
        bought.save(update_fields=["buyer"])


def _answers(user) -> list[dict]:
    answered = Question.objects.filter(answered_by=user).select_related("product").order_by("pk")
    replied = ReviewReply.objects.filter(by=user).select_related("review__product").order_by("pk")
    return [
        *({"product": one.product.title, "at": one.answered_at, "words": one.answer} for one in answered),
        *({"product": one.review.product.title, "at": one.made_at, "words": one.words} for one in replied),
    ]


def _messages(user) -> list[dict]:
    hers = Q(by=user) | Q(from_shopper=True, part__order__user=user)
    rows = PartMessage.objects.filter(hers).select_related("part__order").order_by("pk")
    return [{"order": row.part.order.number, "at": row.sent_at, "words": row.words} for row in rows]


register(
    Part(
        name="questions",
        columns=("voices.Question.user", "voices.Question.email"),
        export=_questions,
        erase=_forget,
        kept="A question stays beside its answer, by a customer without a name.",
    )
)
register(
    Part(
        name="answers",
        columns=("voices.Question.answered_by", "voices.ReviewReply.by"),
        export=_answers,
        kept="The words are the cooperative's; the account that wrote them has no name any more.",
    )
)
register(
    Part(
        name="order_messages",
        columns=("voices.PartMessage.by",),
        export=_messages,
        kept="What was agreed about an order stays with its papers; the account has no name any more.",
    )
)
