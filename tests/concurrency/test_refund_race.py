"""Two refunds of 70.00 on goods of 100.00 at once (case 2): one succeeds; without the lock both do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction

import marketplace.money.services.papers as papers
import marketplace.money.services.refund as refunds
from marketplace.money.models import Refund
from marketplace.money.services.refund import RefundTooMuch, refund_ask
from marketplace.money.shares import paid_for
from marketplace.shop.order.locks import lock_part
from marketplace.shop.order.models import CooperativeOrder
from tests.factories import make_paid, make_purchase

from .crowd import wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


def ask_twice() -> tuple[object, CooperativeOrder]:
    """What the second comes to, asked while the first is not committed."""
    order, a, _b = make_purchase(payment_method="card")
    make_paid(order)

    def ask() -> object:
        return refund_ask(part_id=a.pk, by=None, amount=Decimal(70), reason="damaged")

    def second() -> object:
        try:
            return ask()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            ask()
            asked = pool.submit(second)
            if refunds.lock_part is lock_part:
                wait_until_somebody_waits("the second refund waits for the first")
            else:
                asked.result(timeout=30)
        return asked.result(timeout=30), a


def test_exactly_one_succeeds():
    result, a = ask_twice()
    assert isinstance(result, RefundTooMuch)
    assert (Refund.objects.count(), paid_for(a)) == (1, 5_000)


def test_without_the_lock_both_do(monkeypatch):
    def read_part(part_id: int) -> CooperativeOrder:
        return CooperativeOrder.objects.select_related("order", "cooperative").get(pk=part_id)

    monkeypatch.setattr(refunds, "lock_part", read_part)
    monkeypatch.setattr(papers, "lock_part", read_part)  # a credit note is asked for as well
    result, a = ask_twice()
    assert isinstance(result, Refund)
    assert paid_for(a) < 0
