from django.utils import timezone

from marketplace.money.gateways.words import DisputeWord
from marketplace.money.models import Dispute
from marketplace.money.services.dispute import dispute_heard
from marketplace.shop.order.models import Order


def make_dispute(
    order: Order,
    amount: int = 35_000,
    status: str = "needs_response",
    *,
    name: str = "dp_1",
    fees: tuple[tuple[str, int], ...] = (),
    reason: str = "fraudulent",
) -> Dispute:
    """What the gateway says of it now; said again with another status, it is the same dispute. amount: centimes."""
    now = timezone.now()
    word = DisputeWord(
        dispute_id=name, payment_intent="pi_1", amount=amount, reason=reason, status=status, opened_at=now,
        answer_by=now, fees=fees,
    )  # fmt: skip
    return dispute_heard(payment_id=order.payment.pk, word=word)
