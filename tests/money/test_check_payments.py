"""The check of the book against the payments: each fault, made by hand, is named, and alone."""

import pytest
from django.utils import translation

from marketplace.money.book import Row, account_of_market, post
from marketplace.money.check import faults
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Dispute, Payment
from marketplace.money.services.sale import fee_post
from tests.factories import make_paid, make_purchase
from tests.factories.disputes import make_dispute

pytestmark = pytest.mark.django_db

NOT_IN = "a payment is not in the book as what came in"
NOBODY = "a sale is in the book that nobody paid"
FEE = "the fee of a payment is not in the book as the gateway said it"
STRANGE_FEE = "a fee is in the book of what was not paid or disputed"
LOST = "a lost dispute is not in the book, or one that was not lost is"
DISPUTE_FEE = "the fee of a dispute is not in the book as the gateway said it"
STRANGE_DISPUTE = "a dispute in the book is none that there is"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def order():
    """Paid by card, with its fee; disputed and lost, with another."""
    order, _a, _b = make_purchase(payment_method="card")
    make_paid(order)
    Payment.objects.update(fee_centimes=321)
    fee_post(payment=Payment.objects.get())
    make_dispute(order, 12_000, "lost", fees=(("txn_1", 1_500),))
    assert not list(faults())
    return order


def found() -> list[str]:
    return [one.partition(":")[0] for one in faults()]


def write(key: str, kind: PostingKind, amount: int, order) -> None:
    kinds = EntryKind.FEE if kind == PostingKind.FEE else EntryKind.TRANSFER
    rows = [Row(account_of_market(AccountKind.PLATFORM), kinds, -amount)]
    rows.append(Row(account_of_market(AccountKind.GATEWAY), kinds, amount))
    post(kind=kind, event_key=key, rows=rows, order=order)


def test_a_payment_that_took_in_something_else(order):
    Payment.objects.update(amount_centimes=35_001)
    assert found() == [NOT_IN]
    assert list(faults()) == [f"{NOT_IN}: {order.number} (1 centimes)"]


def test_a_payment_that_was_never_sold():
    order, _a, _b = make_purchase(payment_method="card")
    payment = order.payment
    payment.state, payment.paid_at = "paid", payment.opened_at
    payment.save()
    assert found() == [NOT_IN]


def test_a_payment_that_came_in_elsewhere():
    order, _a, _b = make_purchase(payment_method="card")
    make_paid(order, AccountKind.BANK)
    assert found() == [NOT_IN]


def test_a_transfer_is_at_the_bank(settings):
    settings.BANK_HOLDER, settings.BANK_RIB = "Office", "011450000012345678901275"
    order, _a, _b = make_purchase(payment_method="transfer")
    make_paid(order, AccountKind.BANK)
    assert found() == []
    Payment.objects.update(method="card")
    assert found() == [NOT_IN]


@pytest.mark.parametrize("state", ["waiting", "released", "refund_due", "refunded"])
def test_a_sale_whose_payment_is_not_there(state):
    order, _a, _b = make_purchase(payment_method="card")
    make_paid(order)
    Payment.objects.update(state=state)
    assert found() == [NOBODY, NOBODY]  # one for each part


def test_a_fee_that_is_another_one(order):
    Payment.objects.update(fee_centimes=322)
    assert found() == [FEE]
    Payment.objects.update(fee_centimes=None)
    assert found() == [FEE]


def test_a_fee_that_was_never_posted():
    order, _a, _b = make_purchase(payment_method="card")
    make_paid(order)
    Payment.objects.update(fee_centimes=321)
    assert found() == [FEE]


def test_a_fee_of_nothing(order):
    write("fee payment 0", PostingKind.FEE, 10, order)
    assert found() == [STRANGE_FEE]


def test_a_lost_dispute_that_is_not_in_the_book_and_a_won_one_that_is(order):
    Dispute.objects.update(state="won")
    assert found() == [LOST]
    Dispute.objects.update(state="lost", amount_centimes=12_001)
    assert found() == [LOST]


def test_a_dispute_that_lost_nothing_yet_is_no_fault(order):
    make_dispute(order, 2_000, name="dp_2")
    assert found() == []
    Dispute.objects.filter(dispute_id="dp_2").update(state="lost")
    assert found() == [LOST]


def test_a_disputes_fee_that_is_another_one(order):
    Dispute.objects.update(fee_centimes=1_501)
    assert found() == [DISPUTE_FEE]


def test_a_dispute_in_the_book_that_nobody_opened(order):
    write("dispute 0.1 beyond", PostingKind.DISPUTE, 10, order)
    assert found() == [STRANGE_DISPUTE]
