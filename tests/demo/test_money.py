"""The demo's money: through the real services, and it adds up."""

import pytest
from django.db.models import Sum

from cooperatives.models import Cooperative
from marketplace.demo.money import money_load
from marketplace.money.check import faults
from marketplace.money.models import BankAccount, CommissionRule, LineTerms, PayoutBatch, Remittance
from marketplace.money.payable import debt_of
from marketplace.money.payout_choices import BatchState
from marketplace.money.rib import rib_read
from marketplace.outbox.models import Message

pytestmark = pytest.mark.usefixtures("lived")


def test_a_batch_is_paid_one_waits_somebody_owes_and_the_book_adds_up():
    assert money_load() == 2
    assert money_load() == 0
    assert CommissionRule.objects.get().rate_bps == 1000
    assert set(LineTerms.objects.values_list("rate_bps", flat=True)) == {1000}
    newest, oldest = PayoutBatch.objects.annotate(total=Sum("lines__amount_centimes")).order_by("-begins")
    assert (newest.state, oldest.state) == (BatchState.PROPOSED, BatchState.CLOSED)
    assert newest.total and oldest.total
    assert oldest.approvals.count() == 2
    assert Remittance.objects.exists()
    assert any(debt_of(cooperative) for cooperative in Cooperative.objects.selling())
    accounts = BankAccount.objects.all()
    assert all("fictif" in account.holder and rib_read(account.rib) for account in accounts)
    assert BankAccount.objects.waiting().get().cooperative.slug == "kokiaj-mogador"
    assert not Message.objects.filter(kind__startswith="payout", state=Message.State.PENDING).exists()
    assert not list(faults())
