"""Refunds of a payment that its bank takes back: held, then sent, transferred, or paid by the bank itself."""

import pytest

from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.models import Posting, Refund
from marketplace.money.services.refund import refund_ask
from marketplace.money.services.refund_send import refund_refused
from marketplace.money.shares import balance_of, market_balance, shares_of
from marketplace.outbox.models import Message
from tests.factories import make_paid, make_purchase
from tests.factories.disputes import make_dispute

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase():
    order, a, b = make_purchase(payment_method="card")
    make_paid(order)
    return order, a, b


def held(part) -> Refund:
    """All its goods; the gateway says that the charge is disputed."""
    refund = refund_ask(part_id=part.pk, by=None, units={part.lines.get().pk: 1}, reason="damaged")
    return refund_refused(refund_id=refund.pk, code="charge_disputed")


def fresh(refund: Refund) -> tuple[str, str]:
    refund.refresh_from_db()
    return refund.method, refund.state


def test_while_it_is_open_it_stays_held_and_when_won_it_goes_to_the_card(purchase):
    order, a, _b = purchase
    make_dispute(order)
    refund = held(a)
    make_dispute(order, status="under_review")
    assert fresh(refund) == ("card", "held")
    make_dispute(order, status="won")
    assert fresh(refund) == ("card", "due")
    assert not list(faults())


def test_when_lost_it_is_what_the_bank_has_paid_already(purchase):
    """A bears its 100.00 by the refund, the market the rest; the money leaves once."""
    order, a, b = purchase
    make_dispute(order)
    refund = held(a)
    make_dispute(order, status="lost")
    assert fresh(refund) == ("card", "done")
    assert market_balance(AccountKind.GATEWAY) == 0
    assert (balance_of(a.cooperative), balance_of(b.cooperative)) == (2_000, 21_000)
    assert market_balance(AccountKind.PLATFORM) == 2_000 - 25_000
    assert shares_of(order).taken == 0
    assert not list(faults())
    count = Posting.objects.count()
    make_dispute(order, status="lost")
    assert Posting.objects.count() == count


def test_when_another_thing_was_lost_it_is_transferred(purchase):
    order, a, _b = purchase
    make_dispute(order, 20_000)  # B's goods
    refund = held(a)
    make_dispute(order, 20_000, "lost")
    assert fresh(refund) == ("bank", "due")
    assert market_balance(AccountKind.BANK) == 10_000
    assert market_balance(AccountKind.GATEWAY) == -35_000 + 20_000
    assert shares_of(order).taken == 35_000 - 10_000 - 20_000
    assert Message.objects.filter(kind="refund_made", event_key__contains="refused").exists()
    assert not list(faults())


def test_the_bank_paid_one_of_two(purchase):
    """What it took beyond what was owed is enough for one of the refunds only."""
    order, a, b = purchase
    make_dispute(order, 12_000)
    first, second = held(a), held(b)
    make_dispute(order, 12_000, "lost")
    assert (fresh(first), fresh(second)) == (("card", "done"), ("bank", "due"))
    assert not list(faults())


def test_one_that_is_tried_after_the_end_is_not_held_for_ever(purchase):
    order, a, _b = purchase
    make_dispute(order, 20_000, "lost")
    assert fresh(held(a)) == ("bank", "due")
    assert not list(faults())


def test_of_two_disputes_the_open_one_holds_it(purchase):
    order, a, _b = purchase
    make_dispute(order, 20_000)
    make_dispute(order, 3_000, name="dp_2")
    refund = held(a)
    make_dispute(order, 20_000, "won")
    assert fresh(refund) == ("card", "held")
    make_dispute(order, 3_000, "won", name="dp_2")
    assert fresh(refund) == ("card", "due")
