"""Case 14, the part about debts: commission of cash sales is owed, netted or settled; once, never above the debt.

Fails without the sum of payable entries below zero (debt), MoreThanOwed, the unique reference.
"""

from datetime import date

import pytest

from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.models import Remittance
from marketplace.money.payable import debt_of, payable_of
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.remittance import MoreThanOwed, ReferenceUsed, remittance_record
from marketplace.money.services.sale import cash_sale_post
from marketplace.money.shares import balance_of, market_balance
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from tests.factories import make_order, make_paid, make_product, make_purchase
from tests.factories.payouts import make_account, make_arrived, make_rib

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold():
    """A delivered its cash order: 10.00 of commission is owed."""
    _, a, _ = make_purchase()
    for step in (part_accept, part_ship, part_deliver):
        step(part_id=a.pk, by=None)
    make_account(a.cooperative, rib=make_rib(1))
    return a


def test_a_keeps_the_cash_and_owes_the_commission(sold):
    assert balance_of(sold.cooperative) == payable_of(sold.cooperative) == -1_000
    assert not payout_propose().lines.exists()
    assert debt_of(sold.cooperative) == 1_000
    cash_sale_post(parcel=sold.parcels.get())
    assert debt_of(sold.cooperative) == 1_000


def test_the_debt_is_netted_from_the_next_payout(sold):
    product = make_product(cooperative=sold.cooperative, price="100.00", weight_g=500)
    order = make_order((product, 1), payment_method="card")
    make_paid(order)
    make_arrived(order.parts.get())
    assert payout_propose().lines.get().amount_centimes == 11_000 - 1_000
    assert debt_of(sold.cooperative) == 0
    assert not list(faults())


def test_a_debt_is_settled_once(sold):
    remittance_record(cooperative=sold.cooperative, amount=400, reference="vir 1", by=None)
    assert debt_of(sold.cooperative) == 600
    for reference in ("vir 1", " VIR  1 "):
        with pytest.raises(ReferenceUsed):
            remittance_record(cooperative=sold.cooperative, amount=400, reference=reference, by=None)
    remittance_record(cooperative=sold.cooperative, amount=600, reference="vir 2", by=None)
    assert balance_of(sold.cooperative) == debt_of(sold.cooperative) == 0
    assert market_balance(AccountKind.BANK) == -1_000
    assert not payout_propose(on=date(2030, 1, 1)).lines.exists()
    assert not list(faults())


def test_more_than_is_owed_is_refused_and_nothing_is_written(sold):
    with pytest.raises(MoreThanOwed) as refused:
        remittance_record(cooperative=sold.cooperative, amount=1_001, reference="vir 3", by=None)
    assert refused.value.owed == 1_000
    remittance_record(cooperative=sold.cooperative, amount=1_000, reference="vir 3", by=None)
    with pytest.raises(MoreThanOwed):
        remittance_record(cooperative=sold.cooperative, amount=1, reference="vir 4", by=None)
    assert Remittance.objects.count() == 1
