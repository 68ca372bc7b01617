"""Case 5: 10 % at the sale, 15 % now; half of the goods and all of the delivery go back: 5.00 of commission, no more.

Fails without: LineTerms (a refund that asks for the rate of the day gives back 7.50).
"""

from decimal import Decimal

import pytest

from marketplace.money.services.refund import refund_ask
from marketplace.money.shares import balance_of, lines_of
from tests.factories import make_paid, make_purchase, make_rule

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["units", "amount"])
def test_half_of_the_frozen_commission_comes_back(how):
    order, a, _b = make_purchase(payment_method="card", units=2)
    make_paid(order)
    make_rule(1500, starts_on="2026-01-02")
    line = a.lines.get()
    half = {"units": {line.pk: 1}} if how == "units" else {"amount": Decimal(50)}
    refund = refund_ask(part_id=a.pk, by=None, delivery=Decimal(20), reason="damaged", **half)
    assert sum(row.commission_centimes for row in refund.lines.all()) == 500
    assert lines_of(a)[line.pk].commission == 500
    assert balance_of(a.cooperative) == 4_500
