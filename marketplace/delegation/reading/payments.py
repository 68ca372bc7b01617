"""Payments that need somebody: transfers to match, payments that a bank takes back, and what cannot be settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from marketplace.centimes import mad
from marketplace.delegation.waiting import Age, age_of
from marketplace.money.models import Dispute, Payment, WebhookEvent
from marketplace.money.payment_choices import DisputeState, EventState, PaymentState, dispute_reason_words
from marketplace.shop.order.models import Order

PER_PAGE = 30
# Days in which a transfer that came too late can still be matched here.
LATE_DAYS = 30
# Questions to the gateway without an answer, from which on somebody should know.
MANY_LOOKS = 20


@dataclass(frozen=True)
class Transfer:
    """amount: MAD. is_late: its order has ended; it may be revived while its goods are there."""

    payment: Payment
    age: Age

    @property
    def order(self) -> Order:
        return self.payment.order

    @property
    def amount(self) -> Decimal:
        return mad(self.payment.amount_centimes)

    @property
    def is_late(self) -> bool:
        return self.payment.state == PaymentState.RELEASED


@dataclass(frozen=True)
class Disputed:
    """held: MAD."""

    dispute: Dispute

    @property
    def held(self) -> Decimal:
        return mad(self.dispute.amount_centimes)

    @property
    def reason(self) -> str:
        return dispute_reason_words(self.dispute.reason)

    @property
    def is_open(self) -> bool:
        return self.dispute.state == DisputeState.OPEN


@dataclass(frozen=True)
class PaymentsPage:
    """transfers: a page of Transfer. disputes: open, or lost and nobody said who bears it. stuck: card payments that
    cannot be settled; failed: how many events."""

    transfers: Page
    disputes: list[Disputed]
    stuck: list[Payment]
    failed: int


def payments_page(number: str | None) -> PaymentsPage:
    """What waits first, the nearest end first; then what ended lately."""
    recent = timezone.now() - timedelta(days=LATE_DAYS)
    rows = Payment.objects.transfers().select_related("order")
    rows = rows.filter(state=PaymentState.WAITING) | rows.filter(state=PaymentState.RELEASED, expires_at__gt=recent)
    page = Paginator(rows.order_by("-state", "expires_at", "pk"), PER_PAGE).get_page(number)
    page.object_list = [Transfer(payment, age_of(payment.opened_at)) for payment in page.object_list]
    undecided = Q(state=DisputeState.OPEN) | Q(state=DisputeState.LOST, liable="")
    disputes = Dispute.objects.filter(undecided).select_related("payment__order").order_by("answer_by", "pk")
    stuck = Payment.objects.exclude(last_error="").select_related("order").filter(
        state__in=[PaymentState.WAITING, PaymentState.REFUND_DUE], looks__gte=MANY_LOOKS
    )  # fmt: skip
    failed = WebhookEvent.objects.filter(state=EventState.FAILED).count()
    return PaymentsPage(page, [Disputed(row) for row in disputes[:PER_PAGE]], list(stuck[:PER_PAGE]), failed)


def transfer_of(pk: int) -> Transfer:
    """Raises Http404 for a payment that is no transfer."""
    payment = Payment.objects.transfers().select_related("order").filter(pk=pk).first()
    if payment is None:
        raise Http404
    return Transfer(payment, age_of(payment.opened_at))
