"""Case 11, the part about payouts: held while suspended, not erased; the other is untouched; then all comes, once.

Fails without is_stopped in the proposal.
"""

from datetime import date

import pytest

from cooperatives.services.suspend import cooperative_reinstate, cooperative_suspend
from marketplace.delegation.reading.payouts import payouts_page
from marketplace.money.check import faults
from marketplace.money.payable import payable_of
from marketplace.money.payout_choices import Held
from marketplace.money.services.payout import payout_propose
from tests.factories import make_user
from tests.factories.payouts import make_payable

pytestmark = pytest.mark.django_db


def test_a_suspended_cooperative_is_held_and_paid_once_when_it_is_reinstated():
    _, a, b = make_payable()
    cooperative_suspend(cooperative_id=a.cooperative_id, by=make_user(), reason="complaints")
    assert [line.cooperative_id for line in payout_propose().lines.all()] == [b.cooperative_id]
    assert payable_of(a.cooperative) == 11_000
    (stays,) = payouts_page(None).stays
    assert (stays.cooperative, stays.amount, stays.why) == (a.cooperative, 11_000, Held.SUSPENDED)
    cooperative_reinstate(cooperative_id=a.cooperative_id, by=make_user())
    line = payout_propose(on=date(2030, 1, 1)).lines.get()
    assert (line.cooperative_id, line.amount_centimes) == (a.cooperative_id, 11_000)
    assert not payout_propose(on=date(2030, 1, 16)).lines.exists()
    assert not list(faults())
