"""Some days after the goods arrived, one message that asks how they are."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from marketplace.shop.order.choices import PartStatus
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.voices import messages, rights
from marketplace.shop.voices.models import ReviewInvitation

# Days after delivery: time to taste it; and what is long past is not brought up again.
FIRST, LAST = 5, 30
AT_ONCE = 100


def reviews_invite_due(*, limit: int = AT_ONCE) -> int:
    """Look at up to `limit` delivered parts that nobody looked at yet; returns how many there were."""
    now = timezone.now()
    looked_at = ReviewInvitation.objects.filter(part=OuterRef("pk"))
    due = CooperativeOrder.objects.filter(
        ~Exists(looked_at),
        status=PartStatus.DELIVERED,
        delivered_at__lte=now - timedelta(days=FIRST),
        delivered_at__gt=now - timedelta(days=LAST),
    )
    ids = list(due.order_by("delivered_at", "pk").values_list("pk", flat=True)[:limit])
    for pk in ids:
        review_invite(part_id=pk)
    return len(ids)


@transaction.atomic
def review_invite(*, part_id: int) -> bool:
    """Ask once about what the buyer may review and has not yet; returns whether there was something to ask."""
    rows = CooperativeOrder.objects.select_for_update(of=("self",), no_key=True)
    part = rows.select_related("order", "cooperative").get(pk=part_id)
    if not ReviewInvitation.objects.get_or_create(part=part)[1]:
        return False
    lines = [line for line in part.lines.select_related("product__parent").order_by("pk") if line.product]
    lines = [line for line in lines if line.quantity_shipped]
    said = rights.reviews_of_buyer(part.order, {line.product.listing.pk for line in lines})
    open_lines = [line for line in lines if line.product.listing.pk not in said]
    if not open_lines or part.cooperative_id in rights.cooperatives_of_buyer(part.order):
        return False
    messages.tell_review_invitation(part, open_lines)
    return True
