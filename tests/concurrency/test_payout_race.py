"""Many at once propose a batch, sign it, hand it over, and settle a debt."""

from datetime import date
from functools import partial

import pytest

from marketplace.money.check import faults
from marketplace.money.models import PayoutApproval, PayoutBatch, PayoutLine, Posting, Remittance
from marketplace.money.payable import debt_of
from marketplace.money.services import remittance
from marketplace.money.services.payout import payout_approve, payout_propose
from marketplace.money.services.payout_bank import payout_hand_over, payout_mark_returned, payout_mark_sent
from marketplace.money.services.remittance import MoreThanOwed, remittance_record
from marketplace.money.shares import balance_of
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from tests.factories import make_purchase, make_user
from tests.factories.payouts import make_payable, make_signed

from .crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 6


def test_concurrent_proposals_make_one_batch_and_pay_each_entry_once():
    """Also those of different periods. Fails without the unique period and the accounts' locks."""
    make_payable()
    days = [date(2030, 1, 1), date(2030, 1, 16)]
    results = all_at_once([partial(payout_propose, on=days[number % 2]) for number in range(CROWD)])
    assert all(isinstance(one, PayoutBatch) for one in results)
    assert PayoutBatch.objects.count() == 2
    assert PayoutLine.objects.count() == 2
    assert not list(faults())


def test_one_person_who_clicks_many_times_signs_once():
    make_payable()
    batch, by = payout_propose(), make_user()
    all_at_once([partial(payout_approve, batch_id=batch.pk, by=by) for _ in range(CROWD)])
    assert PayoutApproval.objects.count() == 1
    batch.refresh_from_db()
    assert batch.state == "proposed"


def test_workers_that_hand_over_at_once_write_it_once():
    _, a, _ = make_payable()
    batch = make_signed(payout_propose())
    all_at_once([partial(payout_hand_over, batch_id=batch.pk) for _ in range(CROWD)])
    assert Posting.objects.filter(kind="payout").count() == 2
    assert balance_of(a.cooperative) == 0
    assert not list(faults())


def test_paid_and_returned_at_once_end_as_returned():
    _, a, _ = make_payable()
    line = payout_hand_over(batch_id=make_signed(payout_propose()).pk).lines.get(cooperative=a.cooperative)
    sent = partial(payout_mark_sent, line_id=line.pk, by=None)
    back = partial(payout_mark_returned, line_id=line.pk, by=None, words="x")
    all_at_once([sent, back, sent, back])
    line.refresh_from_db()
    assert line.state == "returned"
    assert balance_of(a.cooperative) == line.amount_centimes
    assert not list(faults())


def settle_at_once() -> list[object]:
    _, a, _ = make_purchase()
    for step in (part_accept, part_ship, part_deliver):
        step(part_id=a.pk, by=None)
    assert debt_of(a.cooperative) == 1_000
    jobs = [
        partial(remittance_record, cooperative=a.cooperative, amount=700, reference=f"vir {number}", by=None)
        for number in range(CROWD)
    ]
    return all_at_once(jobs)


def test_of_many_payments_that_together_are_too_much_one_is_written():
    results = settle_at_once()
    assert len([one for one in results if isinstance(one, Remittance)]) == 1
    assert len([one for one in results if isinstance(one, MoreThanOwed)]) == CROWD - 1


def test_without_the_lock_more_than_is_owed_is_settled(monkeypatch):
    """The guard is the lock on the cooperative's account."""
    from threading import Barrier

    meet, real = Barrier(CROWD), debt_of

    class Unlocked:
        """The account, unlocked."""

        objects = None

    def late(cooperative):
        owed = real(cooperative)
        meet.wait(timeout=20)
        return owed

    class Nobody:
        def select_for_update(self, **how):
            return self

        def get(self, **which):
            return None

    Unlocked.objects = Nobody()
    monkeypatch.setattr(remittance, "Account", Unlocked)
    monkeypatch.setattr(remittance, "debt_of", late)
    results = settle_at_once()
    assert len([one for one in results if isinstance(one, Remittance)]) == CROWD
