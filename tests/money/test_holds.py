"""A claim that lives keeps the money of its part where it is."""

import pytest

from marketplace.delegation.reading.payouts import payouts_page
from marketplace.money.check import faults
from marketplace.money.payable import debt_of, held_sums
from marketplace.money.payout_choices import Held
from marketplace.money.services.claim import claim_accept, claim_open, claim_received, claim_refuse, claim_send_back
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.payout_bank import payout_hand_over
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from marketplace.shop.order.services.waiting import order_confirm
from tests.factories import make_member, make_order, make_paid, make_product, make_purchase, make_rule
from tests.factories.disputes import make_dispute
from tests.factories.payouts import line_of, make_account, make_rib, make_signed

from .test_payouts import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrived(settings):
    """Both parts of the purchase of the cases have arrived and could be paid out now."""
    settings.WITHDRAWAL_DAYS = 0
    order, a, b = make_purchase(payment_method="card")
    order_confirm(order=order)
    make_paid(order)
    for number, part in enumerate((a, b), start=1):
        make_member(part.cooperative)
        make_account(part.cooperative, rib=make_rib(number))
        deliver(part)
    return order, a, b


def deliver(part: CooperativeOrder) -> None:
    part_accept(part_id=part.pk, by=None, cash_confirmed=True)
    part_ship(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)


def claim(part: CooperativeOrder):
    return claim_open(part_id=part.pk, kind="damaged", units={part.lines.get().pk: 1}, words="Cassé")


def paid(**on) -> dict[int, int]:
    return {line.cooperative_id: line.amount_centimes for line in payout_propose(**on).lines.all()}


def test_while_a_claim_lives_its_part_is_not_paid_and_its_sibling_is(arrived):
    """Fails without claimed_parts in holds.py."""
    _, a, b = arrived
    one = claim(a)
    assert paid() == {b.cooperative_id: 21_000}
    assert held_sums()[Held.CLAIMED] == {a.cooperative_id: 11_000}
    (stays,) = payouts_page(None).stays
    assert (stays.cooperative, stays.amount, stays.why) == (a.cooperative, 11_000, Held.CLAIMED)
    claim_refuse(claim_id=one.pk, by=None, words="Not broken")
    assert paid(on=LATER) == {a.cooperative_id: 11_000}
    assert not list(faults())


def test_one_that_is_agreed_leaves_the_rest_to_be_paid(arrived):
    _, a, b = arrived
    claim_accept(claim_id=claim(a).pk, by=None)
    assert paid() == {b.cooperative_id: 21_000}  # all of A's went back to the shopper


def test_it_waits_until_the_goods_are_back(arrived):
    _, a, _b = arrived
    one = claim_send_back(claim_id=claim(a).pk, by=None)
    assert set(held_sums()[Held.CLAIMED]) == {a.cooperative_id}
    claim_received(claim_id=one.pk, by=None, fit={})
    assert not held_sums()[Held.CLAIMED]


def test_one_claimed_after_the_signatures_is_left_out_and_says_why(arrived):
    """Fails without the reasons in held_because (services/payout_bank.py)."""
    _, a, _b = arrived
    batch = make_signed(payout_propose())
    claim(a)
    payout_hand_over(batch_id=batch.pk)
    assert line_of(batch, a.cooperative).reason == Held.CLAIMED


def test_what_waits_for_two_reasons_is_counted_once(arrived):
    order, a, _b = arrived
    claim(a)
    make_dispute(order, 12_000)
    assert held_sums() == {Held.DISPUTED: {a.cooperative_id: 11_000}, Held.CLAIMED: {}}


def test_a_claim_frees_nobody_of_a_debt():
    """Fails without leaving cash out of claimed_parts."""
    make_rule(1000)
    part = make_order((make_product(price="100.00"), 1)).parts.get()
    make_member(part.cooperative)
    deliver(part)
    owed = debt_of(part.cooperative)
    assert owed == 1_000
    claim(part)
    assert debt_of(part.cooperative) == owed
