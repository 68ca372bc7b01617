"""Case 2: 350.00 in one payment, and never more than A's own part of it goes back for A.

Fails without: the bound in services/refund._what (the gateway, which holds 350.00, would pay 121.00). The race of two
refunds of 70.00, and its twin without the lock, is tests/concurrency/test_refund_race.py.
"""

from decimal import Decimal

import pytest

from marketplace.money.models import Refund
from marketplace.money.services.refund import RefundTooMuch, refund_ask
from marketplace.money.services.refund_send import refunds_send_due
from marketplace.money.services.settle import payment_settle
from tests.factories import make_purchase

pytestmark = pytest.mark.django_db


def test_a_refund_of_121_on_a_is_refused_before_the_gateway_is_called(bank):
    from marketplace.money.services.pay import payment_page

    order, a, _b = make_purchase(payment_method="card")
    payment_page(payment_id=order.payment.pk)
    order.payment.refresh_from_db()
    bank.control("pay", session=order.payment.session_id)
    payment = payment_settle(payment_id=order.payment.pk)
    with pytest.raises(RefundTooMuch):
        refund_ask(part_id=a.pk, by=None, amount=Decimal(121), reason="damaged")
    assert refunds_send_due() == 0
    assert not Refund.objects.exists()
    assert not bank.client().v1.refunds.list({"payment_intent": payment.payment_intent}).data
