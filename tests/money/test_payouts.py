"""What may leave, what is proposed, who signs, what the bank gets, and what comes back."""

import csv
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from cooperatives.models import Cooperative
from cooperatives.services.suspend import cooperative_reinstate, cooperative_suspend
from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.holds import hold_forget, hold_register
from marketplace.money.models import BankAccount, Dispute, Paper, PayoutApproval, PayoutBatch, PayoutClaim, PayoutLine
from marketplace.money.payable import early_entries, held_entries, payable_of, payday_of, period_before, sums_of
from marketplace.money.payout_choices import BatchState, Held, LineState
from marketplace.money.payouts.bank_file import csv_of, storage
from marketplace.money.payouts.provider import Instruction, ProviderAway
from marketplace.money.services import payout_bank
from marketplace.money.services.payout import BatchMoved, SamePerson, payout_approve, payout_propose
from marketplace.money.services.payout_bank import (
    LineMoved,
    payout_hand_over,
    payout_mark_returned,
    payout_mark_sent,
    payouts_hand_over_due,
)
from marketplace.money.shares import balance_of, market_balance
from marketplace.money.statement import statement_for, statement_of
from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder
from tests.factories import make_cooperative, make_member, make_order, make_paid, make_product, make_purchase, make_user
from tests.factories.payouts import (
    line_of,
    make_account,
    make_arrived,
    make_handed_over,
    make_payable,
    make_rib,
    make_signed,
    post_refund,
)

pytestmark = pytest.mark.django_db

# Any first of a month: the next batch after another one.
LATER = date(2030, 1, 1)


def test_money_paid_in_advance_leaves_after_the_days_to_change_ones_mind(settings):
    """Fails without the clock in payable.py."""
    order, a, b = make_purchase(payment_method="card")
    make_paid(order)
    assert payable_of(a.cooperative) == 0
    assert sums_of(early_entries()) == {a.cooperative_id: 11_000, b.cooperative_id: 21_000}
    make_arrived(a, days=settings.WITHDRAWAL_DAYS - 1)
    assert payable_of(a.cooperative) == 0
    make_arrived(a, days=settings.WITHDRAWAL_DAYS)
    assert payable_of(a.cooperative) == 11_000
    assert payable_of(b.cooperative) == 0


def test_a_part_that_ended_with_nothing_left_has_no_clock():
    order, a, _ = make_purchase(payment_method="card")
    make_paid(order)
    post_refund(a)
    CooperativeOrder.objects.filter(pk=a.pk).update(status="declined", ended_at=timezone.now())
    assert payable_of(a.cooperative) == 2_000
    assert a.cooperative_id not in sums_of(early_entries())


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        (date(2026, 11, 1), date(2026, 10, 16), date(2026, 10, 31)),
        (date(2026, 11, 15), date(2026, 10, 16), date(2026, 10, 31)),
        (date(2026, 11, 16), date(2026, 11, 1), date(2026, 11, 15)),
        (date(2026, 11, 30), date(2026, 11, 1), date(2026, 11, 15)),
        (date(2027, 1, 1), date(2026, 12, 16), date(2026, 12, 31)),
        (date(2028, 3, 3), date(2028, 2, 16), date(2028, 2, 29)),
    ],
)
def test_the_half_month_before_a_day(day, begins, ends):
    assert period_before(day) == (begins, ends)
    assert payday_of(ends + timedelta(days=1)) == ends + timedelta(days=1)


def test_paydays_are_firsts_and_sixteenths():
    assert payday_of(date(2026, 12, 2)) == date(2026, 12, 16)
    assert payday_of(date(2026, 12, 17)) == date(2027, 1, 1)


def test_a_batch_has_a_line_for_each_that_is_owed_something_once():
    _, a, b = make_payable()
    batch = payout_propose()
    assert {line.cooperative_id: line.amount_centimes for line in batch.lines.all()} == {
        a.cooperative_id: 11_000,
        b.cooperative_id: 21_000,
    }
    assert payout_propose() == batch
    assert PayoutLine.objects.count() == 2
    assert payable_of(a.cooperative) == 0
    assert payout_propose(on=LATER).state == BatchState.CLOSED
    assert not list(faults())


def test_the_delegation_is_told_of_a_batch_and_not_of_an_empty_one():
    payout_propose(on=LATER)
    assert not Message.objects.filter(kind="payout_proposed").exists()
    make_payable()
    payout_propose()
    assert Message.objects.get(kind="payout_proposed").payload["total"] == "320.00"


def test_the_database_itself_refuses_an_entry_in_two_living_payouts():
    """Fails without the partial unique constraint."""
    make_payable()
    claim = PayoutClaim.objects.filter(line__batch=payout_propose()).first()
    other = PayoutLine.objects.exclude(pk=claim.line_id).first()
    with pytest.raises(IntegrityError, match="an_entry_is_paid_once"), transaction.atomic():
        PayoutClaim.objects.create(line=other, entry=claim.entry)


def test_without_a_checked_account_nothing_leaves_and_nothing_is_lost():
    order, a, _ = make_purchase(payment_method="card")
    make_paid(order)
    make_arrived(a)
    account = make_account(a.cooperative, checked=False)
    assert not payout_propose().lines.exists()
    make_account(a.cooperative, rib=make_rib(9))
    line = payout_propose(on=LATER).lines.get()
    assert line.rib == make_rib(9) != account.rib


def test_a_held_part_stays_and_is_seen():
    """Fails without held_parts in payable.py."""
    _, a, b = make_payable()
    finder = lambda: CooperativeOrder.objects.filter(pk=a.pk).values("pk")  # noqa: E731 - what a room registers
    hold_register(finder, Held.DISPUTED)
    try:
        assert sums_of(held_entries()) == {a.cooperative_id: 11_000}
        assert [line.cooperative_id for line in payout_propose().lines.all()] == [b.cooperative_id]
    finally:
        hold_forget(finder)
    assert payout_propose(on=LATER).lines.get().amount_centimes == 11_000


def test_two_different_people_sign():
    """Fails without the look for an earlier signature, and without the row's unique constraint below it."""
    make_payable()
    batch, first = payout_propose(), make_user()
    assert payout_approve(batch_id=batch.pk, by=first).state == BatchState.PROPOSED
    with pytest.raises(SamePerson):
        payout_approve(batch_id=batch.pk, by=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutApproval.objects.create(batch=batch, by=first)
    with pytest.raises(BatchMoved):
        payout_hand_over(batch_id=batch.pk)
    assert payout_approve(batch_id=batch.pk, by=make_user()).state == BatchState.APPROVED
    with pytest.raises(BatchMoved):
        payout_approve(batch_id=batch.pk, by=make_user())


def test_the_file_and_the_book_when_a_batch_is_handed_over():
    _, a, b = make_payable()
    batch = make_handed_over()
    assert batch.state == BatchState.HANDED_OVER
    with storage().open(batch.handed_as, "r") as file:
        rows = list(csv.DictReader(file))
    line = line_of(batch, a.cooperative)
    assert rows[0] == {
        "rib": make_rib(1), "holder": a.cooperative.name, "amount": "110.00", "currency": "MAD",
        "reference": line.reference,
    }  # fmt: skip
    assert len(rows) == 2
    assert balance_of(a.cooperative) == balance_of(b.cooperative) == 0
    assert market_balance(AccountKind.TRANSIT) == 32_000
    assert not list(faults())


def test_a_holder_is_no_formula():
    text = csv_of([Instruction("R-1", make_rib(1), "=HYPERLINK(1)", 5)])
    assert text.splitlines()[1] == f"{make_rib(1)},HYPERLINK(1),0.05,MAD,R-1"


def test_paid_is_written_once_and_closes_the_batch():
    _, a, b = make_payable()
    batch, member = make_handed_over(), make_member(a.cooperative)
    for part in (a, b):
        payout_mark_sent(line_id=line_of(batch, part.cooperative).pk, by=None, bank_reference="V 17")
    with pytest.raises(LineMoved):
        payout_mark_sent(line_id=line_of(batch, a.cooperative).pk, by=None)
    assert (market_balance(AccountKind.TRANSIT), market_balance(AccountKind.BANK)) == (0, 32_000)
    batch.refresh_from_db()
    assert batch.state == BatchState.CLOSED
    paper = Paper.objects.get(cooperative=a.cooperative, kind="statement")
    assert paper.total_centimes == 11_000 == sum(row["amount"] for row in paper.data["rows"])
    assert {row["reference"] for row in paper.data["rows"]} == {a.number}
    message = Message.objects.get(kind="payout_sent")
    assert (message.address, message.payload["amount"]) == (member.email, "110.00")
    assert not list(faults())


@pytest.mark.parametrize("paid_first", [False, True])
def test_what_the_bank_returns_can_be_paid_again(paid_first):
    """Also after "paid". Fails without letting go of the claims."""
    _, a, _ = make_payable()
    batch = make_handed_over()
    line = line_of(batch, a.cooperative)
    if paid_first:
        payout_mark_sent(line_id=line.pk, by=None)
    payout_mark_returned(line_id=line.pk, by=None, words="Compte clos")
    for again in (payout_mark_returned, payout_mark_sent):
        with pytest.raises(LineMoved):
            again(line_id=line.pk, by=None, **({"words": "x"} if again is payout_mark_returned else {}))
    assert balance_of(a.cooperative) == payable_of(a.cooperative) == 11_000
    assert market_balance(AccountKind.BANK) == 0
    assert payout_propose(on=LATER).lines.get().amount_centimes == 11_000
    assert not list(faults())


def test_one_suspended_after_the_signatures_is_left_out():
    """Fails without _leave_out."""
    _, a, b = make_payable()
    batch = make_signed(payout_propose())
    cooperative_suspend(cooperative_id=a.cooperative_id, by=make_user(), reason="safety")
    payout_hand_over(batch_id=batch.pk)
    line = line_of(batch, a.cooperative)
    assert (line.state, line.reason) == (LineState.LEFT_OUT, Held.SUSPENDED)
    assert line_of(batch, b.cooperative).state == LineState.INSTRUCTED
    assert balance_of(a.cooperative) == payable_of(a.cooperative) == 11_000
    assert not payout_propose(on=LATER).lines.exists()
    cooperative_reinstate(cooperative_id=a.cooperative_id, by=make_user())
    assert payout_propose(on=LATER + timedelta(days=31)).lines.get().amount_centimes == 11_000
    assert not list(faults())


def test_an_account_that_changed_after_the_signatures_is_not_paid_any_more():
    _, a, _ = make_payable()
    batch = make_signed(payout_propose())
    make_account(a.cooperative, rib=make_rib(77))
    payout_hand_over(batch_id=batch.pk)
    assert line_of(batch, a.cooperative).reason == Held.ACCOUNT_CHANGED
    assert payout_propose(on=LATER).lines.get().rib == make_rib(77)


def test_a_batch_whose_lines_are_all_left_out_asks_the_bank_for_nothing():
    make_payable()
    batch = make_signed(payout_propose())
    Cooperative.objects.update(status="suspended")
    batch = payout_hand_over(batch_id=batch.pk)
    assert (batch.state, batch.handed_as) == (BatchState.CLOSED, "")


def test_what_the_provider_cannot_do_now_is_done_later(monkeypatch):
    make_payable()
    batch = make_signed(payout_propose())

    class Away:
        def hand_over(self, **batch) -> str:
            raise ProviderAway

    with monkeypatch.context() as away:
        away.setattr(payout_bank, "provider_chosen", Away)
        assert payouts_hand_over_due() == 0
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == (BatchState.APPROVED, 1)
    assert payouts_hand_over_due() == 0  # its lease still runs
    PayoutBatch.objects.update(leased_until=timezone.now())
    assert payouts_hand_over_due() == 1
    assert payouts_hand_over_due() == 0
    batch.refresh_from_db()
    assert batch.state == BatchState.HANDED_OVER


def test_a_statement_adds_up_to_its_payout():
    _, a, _ = make_payable()
    batch = make_handed_over()
    statement = statement_of(line_of(batch, a.cooperative))
    (row,) = statement.rows
    assert (row.number, row.goods, row.delivery, row.commission) == (a.number, 10_000, 2_000, -1_000)
    assert (row.kept, row.other, row.total, statement.total) == (0, 0, 11_000, 11_000)
    today = timezone.localdate()
    period = statement_for(a.cooperative, today, today)
    assert [row.total for row in period.rows] == [11_000, -11_000]
    assert (period.opening, period.closing) == (0, 0)
    tomorrow = today + timedelta(days=1)
    assert statement_for(a.cooperative, tomorrow, tomorrow).rows == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE money_payoutline SET amount_centimes = amount_centimes + 1", "not the sum of what it pays"),
        ("UPDATE money_payoutclaim SET is_living = false", "does not hold what it pays"),
        ("UPDATE money_payoutline SET state = 'paid'", "something else of a payout than its state"),
        ("UPDATE money_payoutline SET state = 'waiting'", "transfers under way"),
        ("DELETE FROM money_payoutclaim; DELETE FROM money_payoutline", "none that was made"),
        (
            "UPDATE money_payoutline SET cooperative_id = (SELECT max(id) FROM cooperatives_cooperative) WHERE id ="
            " (SELECT min(id) FROM money_payoutline)",
            "another",
        ),
    ],
)
def test_ledger_check_finds_what_cannot_be(statement, fault):
    """Each row of check_payouts.py has a break that it alone explains."""
    make_payable()
    make_handed_over()
    make_cooperative()
    assert not list(faults())
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with translation.override("en"):
        assert fault in "\n".join(faults())


def test_a_proposal_costs_the_same_whatever_each_one_sold():
    """Its locks, sums, accounts and cooperatives are asked for once; only lines are written one by one."""

    def cost(on: date) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert payout_propose(on=on).lines.count() == 2
        return len(queries)

    make_payable()
    one = cost(LATER)
    PayoutClaim.objects.all().delete()
    PayoutLine.objects.all().delete()
    for _ in range(3):
        for account in BankAccount.objects.select_related("cooperative"):
            order = make_order((make_product(cooperative=account.cooperative), 3), payment_method="card")
            make_arrived(make_paid(order).parts.get())
    assert cost(LATER + timedelta(days=31)) == one


def test_what_a_buyers_bank_takes_back_is_held_until_it_has_decided():
    """Fails without disputed_parts in holds.py."""
    order, a, _ = make_payable()
    dispute = Dispute.objects.create(
        payment=order.payment, dispute_id="dp_1", amount_centimes=35_000, gateway_status="x", opened_at=timezone.now()
    )
    assert not payout_propose().lines.exists()
    assert sums_of(held_entries())[a.cooperative_id] == 11_000
    dispute.state = "won"
    dispute.save()
    assert payout_propose(on=LATER).lines.count() == 2


def test_one_disputed_after_the_signatures_is_left_out():
    order, a, _ = make_payable()
    batch = make_signed(payout_propose())
    Dispute.objects.create(
        payment=order.payment, dispute_id="dp_1", amount_centimes=35_000, gateway_status="x", opened_at=timezone.now()
    )
    payout_hand_over(batch_id=batch.pk)
    assert line_of(batch, a.cooperative).reason == Held.DISPUTED
    assert not list(faults())
