"""What comes back in the demo: claims at every stage, money to transfer, a parcel that waits to be looked at."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.money.claiming import claimable_of
from marketplace.money.models import Claim
from marketplace.money.services.claim import claim_accept, claim_escalate, claim_open, claim_refuse
from marketplace.outbox.models import Message
from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder

from .clock import clock_at
from .life import CONTENT, SHOPPER, Plan, purchase
from .money import rib_of
from .studio import drawn

# An even number that is no multiple of three or four: paid at the door by a guest, of the first sign-in's cooperative.
CAME_BACK = Plan(number=62, hours=130, end=PartStatus.RETURNED, cooperatives=1)


@transaction.atomic
def back_load() -> int:
    """Say and decide it; returns how many claims. None when there are any already. Needs the demo's orders."""
    if Claim.objects.exists():
        return 0
    now = timezone.now()
    told = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = json.loads((CONTENT / "back.json").read_text(encoding="utf-8"))
    for row in rows:
        _claim(row, now)
    shoppers = json.loads((CONTENT / "shoppers.json").read_text(encoding="utf-8"))
    purchase(CAME_BACK, shoppers[CAME_BACK.number % len(shoppers)], now=now, random=Random("back"))
    # As with the orders: nobody wants letters about what happened before at once.
    Message.objects.filter(pk__gt=told).update(state=Message.State.SENT, sent_at=now)
    return len(rows)


def _claim(row: dict, now: datetime) -> None:
    """Opened, answered and taken to the delegation, each at its hour."""
    part = _part(row, opened=now - timedelta(hours=row["opened_hours"]))
    line = claimable_of(part)[0].line
    picture = row.get("photo")
    with clock_at(now - timedelta(hours=row["opened_hours"])):
        claim = claim_open(
            part_id=part.pk,
            kind=row["kind"],
            units={line.pk: row["units"]},
            words=row["words"][part.order.language],
            rib=rib_of(row["rib"]) if "rib" in row else "",
            photo=drawn(picture["subject"], picture["seed"]).rendered.jpeg if picture else None,
        )
    if "answer" in row:
        answer = claim_accept if row["answer"] == "accept" else claim_refuse
        by = User.objects.filter(memberships__cooperative=part.cooperative_id).order_by("pk").first()
        with clock_at(now - timedelta(hours=row["answered_hours"])):
            answer(claim_id=claim.pk, by=by, words=row["said"][part.order.language])
    if "escalated_hours" in row:
        with clock_at(now - timedelta(hours=row["escalated_hours"])):
            claim_escalate(claim_id=claim.pk)


def _part(row: dict, *, opened: datetime) -> CooperativeOrder:
    """What arrived last before that, of these people and paid like this, and was not claimed yet."""
    parts = CooperativeOrder.objects.filter(
        cooperative__slug=row["cooperative"],
        order__payment_method=row["payment"],
        status=PartStatus.DELIVERED,
        delivered_at__lt=opened,
        claims=None,
    )
    parts = parts.filter(order__user__email=SHOPPER) if row["buyer"] == "shopper" else parts.filter(order__user=None)
    return parts.select_related("order", "cooperative").order_by("-delivered_at", "-pk")[0]
