"""Case 1, the part about payouts: what was refunded after a payout is netted from the next one.

Fails when payable_entries forgets refunds, or when a paid line lets go of its entries.
"""

from datetime import date

import pytest

from marketplace.money.check import faults
from marketplace.money.payable import debt_of, payable_of
from marketplace.money.payout_choices import BatchState
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.payout_bank import payout_mark_sent
from marketplace.money.shares import balance_of
from tests.factories import make_order, make_paid, make_product
from tests.factories.payouts import line_of, make_arrived, make_handed_over, make_payable, post_refund

pytestmark = pytest.mark.django_db


def test_a_refund_after_the_payout_is_netted_from_the_next():
    _, a, _ = make_payable()
    batch = make_handed_over()
    line = line_of(batch, a.cooperative)
    for each in batch.lines.all():
        payout_mark_sent(line_id=each.pk, by=None)
    assert line.amount_centimes == 11_000
    post_refund(a)
    assert balance_of(a.cooperative) == payable_of(a.cooperative) == -9_000
    assert debt_of(a.cooperative) == 9_000
    batch.refresh_from_db()
    assert (batch.state, line_of(batch, a.cooperative).amount_centimes) == (BatchState.CLOSED, 11_000)
    # Nothing to pay: the debt is carried, and stays visible.
    assert not payout_propose(on=date(2030, 1, 1)).lines.exists()
    assert debt_of(a.cooperative) == 9_000
    order = make_order(
        (make_product(cooperative=a.cooperative, price="200.00", weight_g=500), 1), payment_method="card"
    )
    make_paid(order)
    make_arrived(order.parts.get())
    # 200.00 goods + 20.00 delivery - 20.00 commission - 90.00 debt
    assert payout_propose(on=date(2030, 1, 16)).lines.get().amount_centimes == 11_000
    assert not list(faults())
