"""Payments that a bank takes back: what they are about, what they hold, and a lost one in the book."""

from decimal import Decimal

import pytest

from marketplace.audit.models import Entry as Said
from marketplace.money.check import faults
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Entry, Posting
from marketplace.money.payable import held_entries, sums_of
from marketplace.money.refund_choices import Liable
from marketplace.money.services.dispute import DisputeOver, DisputeTooLittle, dispute_decide
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.refund import refund_ask
from marketplace.money.shares import balance_of, lines_of, market_balance, paid_for, shares_of
from marketplace.outbox.models import Message
from tests.factories import make_member, make_paid, make_purchase, make_user
from tests.factories.disputes import make_dispute
from tests.factories.payouts import make_payable

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase():
    return make_payable()


def about(dispute) -> set:
    """(part, line) of what it is about."""
    return set(dispute.items.values_list("part", "line"))


def line(part) -> tuple[int, int]:
    return part.pk, part.lines.get().pk


def delivery(part) -> tuple[int, None]:
    return part.pk, None


def platform() -> int:
    return market_balance(AccountKind.PLATFORM)


def gateway() -> int:
    return market_balance(AccountKind.GATEWAY)


# --- what it is about -----------------------------------------------------------------------------------------------


def test_a_whole_payment_is_about_everything(purchase):
    order, a, b = purchase
    assert about(make_dispute(order)) == {line(a), delivery(a), line(b), delivery(b)}


@pytest.mark.parametrize(
    ("amount", "named"),
    [
        (12_000, lambda a, b: {line(a), delivery(a)}),
        (23_000, lambda a, b: {line(b), delivery(b)}),
        (10_000, lambda a, b: {line(a)}),
        (20_000, lambda a, b: {line(b)}),
        (2_000, lambda a, b: set()),  # a delivery alone is not guessed
        (9_999, lambda a, b: set()),
        (30_000, lambda a, b: set()),
    ],
)
def test_an_amount_that_can_mean_one_thing_only_names_it(purchase, amount, named):
    order, a, b = purchase
    assert about(make_dispute(order, amount)) == named(a, b)


def test_an_amount_that_two_lines_have_names_neither():
    order, _a, _b = make_purchase(payment_method="card")
    make_paid(order)
    one, other = order.parts.order_by("position")
    refund_ask(part_id=other.pk, by=None, amount=Decimal("100.00"), reason="damaged")
    assert about(make_dispute(order, 10_000)) == set()
    assert [lines_of(part)[part.lines.get().pk].paid for part in (one, other)] == [10_000, 10_000]


def test_what_went_back_before_is_not_counted(purchase):
    order, a, b = purchase
    refund_ask(part_id=a.pk, by=None, units={a.lines.get().pk: 1}, reason="damaged")
    assert about(make_dispute(order, 25_000)) == {line(a), delivery(a), line(b), delivery(b)}


# --- what it holds --------------------------------------------------------------------------------------------------


def test_only_the_disputed_part_waits_and_its_sibling_is_paid(purchase):
    """Fails without the items in disputed_parts (holds.py)."""
    order, a, b = purchase
    make_dispute(order, 10_000)
    assert sums_of(held_entries()) == {a.cooperative_id: 11_000}
    assert [one.cooperative_id for one in payout_propose().lines.all()] == [b.cooperative_id]


def test_while_it_is_not_known_all_wait_until_the_delegation_says_which(purchase):
    order, a, b = purchase
    dispute = make_dispute(order, 9_000)
    assert set(sums_of(held_entries())) == {a.cooperative_id, b.cooperative_id}
    dispute_decide(dispute_id=dispute.pk, by=make_user(), about=[line(b)], liable="platform")
    assert set(sums_of(held_entries())) == {b.cooperative_id}
    dispute_decide(dispute_id=dispute.pk, by=make_user(), about=[line(a)], liable="platform")
    assert set(sums_of(held_entries())) == {a.cooperative_id}
    first, second = Said.objects.filter(what="dispute.decided").order_by("pk")
    assert first.before["about"] == [] and first.after["about"] == [f"line {b.lines.get().pk}"]
    assert second.before["about"] == first.after["about"] and second.who


def test_what_the_delegation_said_stays_when_the_bank_speaks_again(purchase):
    order, a, _b = purchase
    dispute = make_dispute(order, 9_000)
    dispute_decide(dispute_id=dispute.pk, by=None, about=[line(a)], liable="cooperative")
    again = make_dispute(order, 9_000, "under_review")
    assert (about(again), again.liable) == ({line(a)}, "cooperative")


def test_less_than_the_bank_takes_cannot_be_all(purchase):
    order, a, _b = purchase
    dispute = make_dispute(order, 11_000)
    with pytest.raises(DisputeTooLittle) as told:
        dispute_decide(dispute_id=dispute.pk, by=None, about=[line(a)], liable="platform")
    assert (told.value.ticked, told.value.asked) == (10_000, 11_000)
    with pytest.raises(DisputeTooLittle):
        dispute_decide(dispute_id=dispute.pk, by=None, about=[(0, 0)], liable="platform")
    assert about(dispute) == set() and not Said.objects.filter(what="dispute.decided").exists()


# --- lost and won ---------------------------------------------------------------------------------------------------


def test_a_lost_one_is_the_markets_until_the_delegation_says_otherwise(purchase):
    """Fails without dispute_book in dispute_heard."""
    order, a, b = purchase
    make_dispute(order, 12_000)
    before = platform(), gateway()
    make_dispute(order, 12_000, "lost")
    assert (platform(), gateway()) == (before[0] - 12_000, before[1] + 12_000)
    assert (balance_of(a.cooperative), balance_of(b.cooperative)) == (11_000, 21_000)
    assert (paid_for(a), paid_for(b)) == (0, 23_000)
    assert not held_entries().exists()
    assert not list(faults())


def test_it_is_posted_once_however_often_the_bank_says_so(purchase):
    order, a, _b = purchase
    for _ in range(3):
        make_dispute(order, 12_000, "lost", fees=(("txn_1", 1_500),))
    assert Posting.objects.filter(kind=PostingKind.DISPUTE).count() == 1
    assert Posting.objects.get(kind=PostingKind.FEE).event_key.endswith("txn_1")
    assert paid_for(a) == 0


def test_a_liable_cooperative_gives_back_its_share_and_gets_its_commission_back(purchase):
    order, a, b = purchase
    dispute = make_dispute(order, 12_000)
    dispute_decide(dispute_id=dispute.pk, by=None, about=[line(a), delivery(a)], liable=Liable.COOPERATIVE)
    before = platform()
    make_dispute(order, 12_000, "lost")
    assert (balance_of(a.cooperative), balance_of(b.cooperative)) == (0, 21_000)
    assert platform() == before - 1_000  # the commission is written back
    assert shares_of(order).taken == 23_000
    assert not list(faults())


def test_half_of_a_line_takes_half_of_its_commission(purchase):
    order, a, _b = purchase
    dispute = make_dispute(order, 5_000)
    dispute_decide(dispute_id=dispute.pk, by=None, about=[line(a)], liable=Liable.COOPERATIVE)
    make_dispute(order, 5_000, "lost")
    rows = Entry.objects.filter(posting__kind=PostingKind.DISPUTE, account__cooperative=a.cooperative)
    assert dict(rows.values_list("kind", "amount_centimes")) == {EntryKind.GOODS: -5_000, EntryKind.COMMISSION: 500}


def test_who_bears_a_lost_one_can_be_said_afterwards_and_the_book_only_grows(purchase):
    order, a, b = purchase
    dispute = make_dispute(order, 12_000, "lost")
    kept = list(Entry.objects.order_by("pk").values_list("pk", "amount_centimes"))
    at_first = platform()
    dispute_decide(dispute_id=dispute.pk, by=make_user(), about=[line(a), delivery(a)], liable=Liable.COOPERATIVE)
    assert list(Entry.objects.order_by("pk").values_list("pk", "amount_centimes"))[: len(kept)] == kept
    assert (balance_of(a.cooperative), platform()) == (0, at_first + 12_000 - 1_000)
    assert not list(faults())
    dispute_decide(dispute_id=dispute.pk, by=make_user(), about=[line(b)], liable=Liable.COOPERATIVE)
    assert (balance_of(a.cooperative), balance_of(b.cooperative)) == (11_000, 21_000 - 10_800)
    assert shares_of(order).taken == 23_000
    assert not list(faults())


def test_a_carrier_can_bear_it(purchase):
    order, a, _b = purchase
    dispute = make_dispute(order, 12_000, "lost")
    dispute_decide(dispute_id=dispute.pk, by=None, about=[line(a), delivery(a)], liable=Liable.CARRIER)
    assert shares_of(order).carriers == -12_000
    assert balance_of(a.cooperative) == 11_000
    assert not list(faults())


def test_a_won_one_ends_the_hold_and_leaves_nothing_but_its_fee(purchase):
    order, _a, _b = purchase
    make_dispute(order, fees=(("txn_1", 1_500),))
    assert not payout_propose().lines.exists()
    before = Posting.objects.count()
    dispute = make_dispute(order, status="won", fees=(("txn_1", 1_500),))
    assert Posting.objects.count() == before and not held_entries().exists()
    assert dispute.fee_centimes == 1_500
    with pytest.raises(DisputeOver):
        dispute_decide(dispute_id=dispute.pk, by=None, about=[], liable="platform")


def test_a_fee_is_the_markets_cost_and_may_come_back(purchase):
    order, _a, _b = purchase
    before = platform(), gateway()
    make_dispute(order, fees=(("txn_1", 1_500),))
    assert (platform(), gateway()) == (before[0] - 1_500, before[1] + 1_500)
    dispute = make_dispute(order, status="won", fees=(("txn_1", 1_500), ("txn_2", -1_500)))
    assert (platform(), gateway(), dispute.fee_centimes) == (*before, 0)
    assert not list(faults())


def test_one_that_was_lost_and_is_won_after_all_adds_up_to_nothing(purchase):
    order, a, b = purchase
    before = platform(), gateway()
    make_dispute(order, status="lost")
    make_dispute(order, status="won")
    assert (platform(), gateway()) == before
    assert (paid_for(a), paid_for(b)) == (12_000, 23_000)
    assert not list(faults())
    make_dispute(order, status="lost")
    assert (platform(), gateway()) == (before[0] - 35_000, before[1] + 35_000)
    assert not list(faults())


def test_what_she_got_back_already_and_once_more_is_the_markets_loss(purchase):
    order, a, b = purchase
    make_dispute(order, 12_000)
    refund_ask(part_id=a.pk, by=None, units={a.lines.get().pk: 1}, reason="damaged")
    before = platform()
    make_dispute(order, 12_000, "lost")
    assert platform() == before - 12_000  # 2,000 of it for what is left of A's part
    assert (paid_for(a), paid_for(b)) == (0, 23_000)
    assert not list(faults())


def test_a_lost_payment_that_bought_nothing_is_not_in_the_book():
    order, _a, _b = make_purchase(payment_method="card")
    make_dispute(order, status="lost")
    assert not Posting.objects.filter(order=order).exists()


# --- what the members are told --------------------------------------------------------------------------------------


def told(part) -> list[str]:
    """The titles that the part's members have read, the oldest first."""
    rows = Message.objects.filter(kind="dispute_of_part", payload__number=part.number).order_by("pk")
    return [row.payload["title"].replace("\N{NO-BREAK SPACE}", " ") for row in rows]


@pytest.fixture
def members(purchase):
    """Of both, reading English."""
    for part in purchase[1:]:
        make_member(part.cooperative, user=make_user(language="en"))
    return purchase


def test_the_members_of_what_is_disputed_hear_that_it_waits_and_how_it_ends(members):
    """Fails without tell_parts in dispute_heard."""
    order, a, b = members
    for status in ("needs_response", "under_review", "won", "won"):
        make_dispute(order, 12_000, status)
    assert told(a) == [
        "The buyer's bank asks for the money of this order back.",
        "The buyer's bank has decided: the money stays with you.",
    ]
    assert told(b) == []


def test_the_members_hear_who_bears_a_lost_one_whenever_that_changes(members):
    order, a, b = members
    dispute = make_dispute(order, 12_000, "lost")
    for liable in (Liable.COOPERATIVE, Liable.COOPERATIVE, Liable.CARRIER):
        dispute_decide(dispute_id=dispute.pk, by=None, about=[line(a), delivery(a)], liable=liable)
    assert set(told(a)) == {"The buyer's bank took 120.00 MAD back."}
    sentences = (
        Message.objects.filter(kind="dispute_of_part").order_by("pk").values_list("payload__sentences", flat=True)
    )
    assert [one[0].partition(".")[0] for one in sentences] == [
        "The market pays it", "It is taken off your balance", "The carrier pays it"
    ]  # fmt: skip
    assert told(b) == []


def test_while_it_is_not_known_all_hear_that_their_money_waits(members):
    order, a, b = members
    dispute = make_dispute(order, 9_000)
    assert len(told(a)) == len(told(b)) == 1
    dispute_decide(dispute_id=dispute.pk, by=None, about=[line(a)], liable="platform")
    assert len(told(a)) == len(told(b)) == 1
    make_dispute(order, 9_000, "won")
    assert (len(told(a)), len(told(b))) == (2, 1)
