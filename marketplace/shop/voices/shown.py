"""What changes pages when something is said: an answered question, a reply, and what is taken away again."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from catalogue.shown import of_product

from .models import BuyerReview, Question, ReviewReply


@receiver([post_save, post_delete], sender=Question)
def show_question(instance: Question, **kwargs) -> None:
    """Nobody reads a question before it is answered."""
    if instance.answered_at:
        of_product(instance.product)


@receiver([post_save, post_delete], sender=ReviewReply)
@receiver([post_save, post_delete], sender=BuyerReview)
def show_beside_review(instance: ReviewReply | BuyerReview, **kwargs) -> None:
    of_product(instance.review.product)
