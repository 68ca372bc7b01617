"""What the demo's shoppers and cooperatives say to each other, said through the real services at its time."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.outbox.models import Message
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.voices.models import BuyerReview, PartMessage, Question, ReviewReply
from marketplace.shop.voices.rights import cooperatives_of_buyer
from marketplace.shop.voices.services.conversation import part_message_send
from marketplace.shop.voices.services.invite import reviews_invite_due
from marketplace.shop.voices.services.question import question_answer, question_ask
from marketplace.shop.voices.services.review import review_reply, review_write
from marketplace.shop.voices.words import short_name

from .clock import clock_at
from .life import SHOPPER

CONTENT = Path(__file__).parent / "content" / "voices.json"
# The cooperative of the first demo sign-in, so that there is a conversation on her desk.
TALKER = "al-alfia-atalita"


@transaction.atomic
def voices_load() -> int:
    """Say what was not said yet; returns how many things. Needs the demo's orders and reviews."""
    voices, now = json.loads(CONTENT.read_text(encoding="utf-8")), timezone.now()
    told = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    added = sum(_question(row, now) for row in voices["questions"])
    added += sum(_reply(row, now) for row in voices["replies"])
    added += _reviews(voices["reviews"], now) + _conversation(voices["conversation"], now)
    while reviews_invite_due():
        pass
    # As with the orders: nobody wants letters about what happened before at once.
    Message.objects.filter(pk__gt=told).update(state=Message.State.SENT, sent_at=now)
    return added


def _question(row: dict, now: datetime) -> bool:
    listing = Product.objects.get(listing_code=row["listing"])
    if Question.objects.filter(product=listing, words=row["words"]).exists():
        return False
    with clock_at(now - timedelta(days=row["days"])):
        asked = {name: row[name] for name in ("name", "email", "words", "language")}
        question = question_ask(listing=listing, **asked)
    if "answer" in row:
        with clock_at(now - timedelta(days=row["answered_days"])):
            question_answer(
                question_id=question.pk, cooperative=listing.cooperative, by=_member(listing.cooperative),
                words=row["answer"],
            )  # fmt: skip
    return True


def _reply(row: dict, now: datetime) -> bool:
    review = ProductReview.objects.select_related("product__cooperative").get(code=row["review"])
    if ReviewReply.objects.filter(review=review).exists():
        return False
    cooperative = review.product.cooperative
    with clock_at(now - timedelta(days=row["days"])):
        review_reply(review_id=review.pk, cooperative=cooperative, by=_member(cooperative), words=row["words"])
    return True


def _reviews(rows: list[dict], now: datetime) -> int:
    """Written by guests whose parcel has arrived, each in her language; they wait on the delegation's desk."""
    if BuyerReview.objects.exists():
        return 0
    for row in rows:
        arrived = CooperativeOrder.objects.filter(status=PartStatus.DELIVERED, order__user=None)
        parts = arrived.filter(order__language=row["language"]).select_related("order").order_by("delivered_at", "pk")
        part = next(part for part in parts if part.cooperative_id not in cooperatives_of_buyer(part.order))
        words = {name: row[name] for name in ("score", "title", "body", "language")}
        with clock_at(now - timedelta(days=row["days"])):
            line = part.lines.order_by("pk").first()
            review_write(line_id=line.pk, name=short_name(part.order.customer_name), **words)
    return len(rows)


def _conversation(rows: list[dict], now: datetime) -> int:
    """About the newest order of the demo shopper that is older than its first words."""
    if PartMessage.objects.exists():
        return 0
    hers = CooperativeOrder.objects.filter(order__user__email=SHOPPER, cooperative__slug=TALKER)
    hers = hers.filter(placed_at__lt=now - timedelta(hours=rows[0]["hours"] + 2))
    part = hers.exclude(status=PartStatus.DECLINED).select_related("order__user", "cooperative").first()
    if part is None:
        return 0
    for row in rows:
        is_hers = row["from"] == "shopper"
        by = part.order.user if is_hers else _member(part.cooperative)
        with clock_at(now - timedelta(hours=row["hours"])):
            part_message_send(part_id=part.pk, from_shopper=is_hers, by=by, words=row["words"])
    return len(rows)


def _member(cooperative: Cooperative) -> User:
    return User.objects.filter(memberships__cooperative=cooperative).order_by("pk").first()
