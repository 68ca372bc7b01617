"""A chargeback on a two-cooperative payment holds only the disputed lines, and a lost one is in the book once.

Fails without the items in disputed_parts (holds.py), without meant_by in dispute_heard (services/dispute.py), and
without dispute_book there.
"""

from datetime import date

import pytest

from marketplace.money.check import faults
from marketplace.money.choices import AccountKind, PostingKind
from marketplace.money.models import Entry, Posting
from marketplace.money.payable import payable_of
from marketplace.money.payout_choices import Held
from marketplace.money.services.dispute import dispute_decide
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.payout_bank import payout_hand_over
from marketplace.money.shares import balance_of, market_balance, shares_of
from tests.factories import make_user
from tests.factories.disputes import make_dispute
from tests.factories.payouts import line_of, make_payable, make_signed

pytestmark = pytest.mark.django_db

NEXT, AFTER = date(2030, 1, 1), date(2030, 1, 16)


def paid_to(batch) -> dict[int, int]:
    return {line.cooperative_id: line.amount_centimes for line in batch.lines.all()}


def holds_the_identities(order) -> None:
    """The invariants after every case."""
    shares = shares_of(order)
    assert sum(shares.cooperatives.values()) + shares.market + shares.carriers == shares.taken
    assert all(share >= 0 for share in shares.cooperatives.values())
    assert not list(faults())


def test_as_goods_are_disputed_and_b_is_paid_all_of_its_own():
    """100.00 of 350.00: they can only be A's goods."""
    order, a, b = make_payable()
    make_dispute(order, 10_000)
    assert paid_to(payout_propose()) == {b.cooperative_id: 21_000}
    assert payable_of(a.cooperative) == 0 and balance_of(a.cooperative) == 11_000
    make_dispute(order, 10_000, "won")
    assert paid_to(payout_propose(on=NEXT)) == {a.cooperative_id: 11_000}
    assert not Posting.objects.filter(kind=PostingKind.DISPUTE).exists()
    holds_the_identities(order)


def test_a_dispute_after_the_signatures_leaves_out_the_disputed_only():
    order, a, b = make_payable()
    batch = make_signed(payout_propose())
    make_dispute(order, 12_000)
    payout_hand_over(batch_id=batch.pk)
    assert line_of(batch, a.cooperative).reason == Held.DISPUTED
    assert line_of(batch, b.cooperative).state == "instructed"
    holds_the_identities(order)


def test_all_are_held_while_it_can_be_either_and_the_delegation_frees_the_other():
    """150.00 is neither's part nor line."""
    order, a, b = make_payable()
    dispute = make_dispute(order, 15_000)
    assert not payout_propose().lines.exists()
    goods_of_b = [(b.pk, b.lines.get().pk)]
    dispute_decide(dispute_id=dispute.pk, by=make_user(), about=goods_of_b, liable="platform")
    assert paid_to(payout_propose(on=NEXT)) == {a.cooperative_id: 11_000}


def test_a_lost_one_costs_the_market_and_no_cooperative_until_somebody_decides():
    order, a, b = make_payable()
    make_dispute(order, 12_000)
    for _ in range(2):
        make_dispute(order, 12_000, "lost")
    assert market_balance(AccountKind.GATEWAY) == -(35_000 - 12_000)
    assert market_balance(AccountKind.PLATFORM) == 3_000 - 12_000
    assert paid_to(payout_propose()) == {a.cooperative_id: 11_000, b.cooperative_id: 21_000}
    holds_the_identities(order)


def test_a_is_liable_after_it_was_paid_and_its_next_payout_nets_it():
    """10.00 of commission are written back, B is untouched, and what was written stays."""
    order, a, b = make_payable()
    assert paid_to(payout_propose()) == {a.cooperative_id: 11_000, b.cooperative_id: 21_000}
    dispute = make_dispute(order, 12_000, "lost")
    before = list(Entry.objects.order_by("pk").values_list("pk", "amount_centimes"))
    about = [(a.pk, a.lines.get().pk), (a.pk, None)]
    for _ in range(2):
        dispute_decide(dispute_id=dispute.pk, by=make_user(), about=about, liable="cooperative")
    assert list(Entry.objects.order_by("pk").values_list("pk", "amount_centimes"))[: len(before)] == before
    assert Posting.objects.filter(kind=PostingKind.DISPUTE).count() == 3  # lost, taken out, written again
    assert payable_of(a.cooperative) == -11_000 and payable_of(b.cooperative) == 0
    assert market_balance(AccountKind.PLATFORM) == 3_000 - 1_000
    assert not payout_propose(on=AFTER).lines.exists()
    holds_the_identities(order)
