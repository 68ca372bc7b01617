"""The sweep: the gateway is asked about every payment that still waits. The clock alone frees no goods: past its end a
payment page is closed first, and only what the gateway says then counts.

A payment is claimed in a short transaction and asked about outside of any; a worker that dies leaves a lease that
ends by itself.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.jobs import backoff
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.money.gateways.words import GatewayAway, GatewayRefused
from marketplace.money.models import Payment
from marketplace.money.services.pay import is_over, page_find
from marketplace.money.services.settle import payment_let_go, payment_settle

logger = logging.getLogger(__name__)

# Longer than all questions about one payment can take (stripe_gateway.TIMEOUT, three times each).
LEASE = timedelta(minutes=4)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)
# A shopper's page asks again every few seconds; Stripe is not asked more often than this.
FRESH = timedelta(seconds=2)


def payments_look_due(*, limit: int = 100) -> int:
    """Ask about up to `limit` payments that are due; returns how many."""
    looked = 0
    while looked < limit and (payment := _claim()):
        _look(payment)
        looked += 1
    return looked


def payment_look(*, payment_id: int) -> None:
    """Somebody waits for this one: ask now, unless it was asked a moment ago."""
    fresh = timezone.now() - FRESH
    payment = Payment.objects.filter(pk=payment_id).select_related("order").first()
    if payment and payment.is_card and payment.is_waiting and not (payment.looked_at and payment.looked_at > fresh):
        _look(payment)


@transaction.atomic
def _claim() -> Payment | None:
    now = timezone.now()
    payment = Payment.objects.due(now).select_for_update(skip_locked=True, of=("self",)).first()
    if payment:
        payment.leased_until = now + LEASE
        payment.save(update_fields=["leased_until"])
    return payment


def _look(payment: Payment) -> None:
    try:
        if is_over(payment):
            _end(payment)
        elif not payment.session_id:
            page_find(payment)  # the answer that named it may have been lost, and it may have been paid since
        payment_settle(payment_id=payment.pk)
    except Exception as error:
        if not isinstance(error, GatewayAway | GatewayRefused):
            logger.exception("Payment %s could not be settled", payment.pk)
        _put_back(payment, error)
    else:
        Payment.objects.filter(pk=payment.pk).update(leased_until=None)


def _end(payment: Payment) -> None:
    """Its time is over: let nobody pay any more. What came of it is asked afterwards."""
    if session := page_find(payment):
        gateway.page_close(session)
    else:
        payment_let_go(payment_id=payment.pk)


def _put_back(payment: Payment, error: Exception) -> None:
    now = timezone.now()
    wait = backoff(payment.looks + 1, first=FIRST_WAIT, longest=LONGEST_WAIT)
    Payment.objects.filter(pk=payment.pk).update(
        leased_until=None,
        looks=payment.looks + 1,
        next_look_at=now + wait,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )
