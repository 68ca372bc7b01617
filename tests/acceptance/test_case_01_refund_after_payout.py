"""Case 1 (its refund side): a refund is not held back by an empty balance; the debt stays visible.

Fails without: the proportion of the frozen commission in refund rows (services/refund.py, units.units_money).
"""

import pytest

from marketplace.money.book import Row, account_of_cooperative, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Entry
from marketplace.money.services.refund import refund_ask
from marketplace.money.shares import balance_of
from tests.factories import make_paid, make_purchase

pytestmark = pytest.mark.django_db


def test_a_was_paid_out_and_is_refunded_all_the_same():
    order, a, _b = make_purchase(payment_method="card")
    make_paid(order)
    rows = [
        Row(account_of_cooperative(a.cooperative), EntryKind.TRANSFER, -11_000),
        Row(account_of_market(AccountKind.BANK), EntryKind.TRANSFER, 11_000),
    ]
    post(kind=PostingKind.PAYOUT, event_key="payout 1", rows=rows)
    # The payout itself, and how the next one nets this, are tests/money/test_payouts.py.
    closed = list(Entry.objects.order_by("pk").values_list("pk", "amount_centimes"))
    refund = refund_ask(part_id=a.pk, by=None, units={a.lines.get().pk: 1}, reason="damaged")
    assert refund.amount_centimes == 10_000
    assert refund.lines.get().commission_centimes == 1_000
    assert balance_of(a.cooperative) == -9_000
    assert list(Entry.objects.order_by("pk").values_list("pk", "amount_centimes"))[: len(closed)] == closed
