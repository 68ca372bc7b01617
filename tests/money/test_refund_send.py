"""Refunds reach the card once, through a payment server that answers, fails, refuses, and changes its mind."""

from decimal import Decimal

import pytest

from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.models import Refund
from marketplace.money.rib import RibWrong
from marketplace.money.services.inbox import events_handle_due
from marketplace.money.services.refund import refund_ask
from marketplace.money.services.refund_send import NotDue, refund_mark_paid, refund_rib_give, refunds_send_due
from marketplace.money.services.settle import payment_settle
from marketplace.money.shares import market_balance
from marketplace.outbox.models import Message
from tests.factories import make_product, make_user
from tests.money.conftest import report

pytestmark = pytest.mark.django_db
RIB = "011450000012345678901275"


@pytest.fixture
def payment(opened, bank):
    payment = opened((make_product(price="100.00"), 2))
    bank.control("pay", session=payment.session_id)
    return payment_settle(payment_id=payment.pk)


def ask(payment, **how) -> Refund:
    part = payment.order.parts.get()
    return refund_ask(part_id=part.pk, by=None, reason="damaged", **(how or {"amount": Decimal(30)}))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def refunds_at_the_bank(bank, payment) -> list[int]:
    found = bank.client().v1.refunds.list({"payment_intent": payment.payment_intent})
    return sorted(refund.amount for refund in found.data)


def test_it_is_sent_once_however_often_it_is_swept(payment, bank):
    refund = ask(payment)
    assert refunds_send_due() == 1
    assert refunds_send_due() == 0
    assert (fresh(refund).state, refunds_at_the_bank(bank, payment)) == ("done", [3_000])
    assert market_balance(AccountKind.GATEWAY) == 3_000 - payment.amount_centimes + fresh(payment).fee_centimes


def test_a_worker_that_dies_after_the_answer_sends_nothing_twice(payment, bank):
    """Fails without the idempotency key: the same row is sent again when its lease has ended."""
    refund = ask(payment)
    refunds_send_due()
    Refund.objects.filter(pk=refund.pk).update(state="due", done_at=None, leased_until=None, gateway_id="")
    assert refunds_send_due() == 1
    assert fresh(refund).is_done
    assert refunds_at_the_bank(bank, payment) == [3_000]


def test_a_service_that_is_away_is_asked_again(payment, bank):
    refund = ask(payment)
    bank.control("fail", how="500", calls=10)
    refunds_send_due()
    assert fresh(refund).state == "due" and "GatewayAway" in fresh(refund).last_error
    bank.control("fail", how="500", calls=0)
    Refund.objects.update(not_before=refund.asked_at)
    refunds_send_due()
    assert fresh(refund).is_done


def test_one_that_the_bank_refuses_later_becomes_a_transfer(payment, bank, client):
    refund = ask(payment)
    refunds_send_due()
    gateway_id = fresh(refund).gateway_id
    bank.control("refunds/finish", refund=gateway_id, status="failed")
    events = bank.client().v1.events.list({"type": "refund.failed"}).data
    assert report(client, next(one.to_dict() for one in events if one.data.object["id"] == gateway_id)) == 200
    events_handle_due()
    refund = fresh(refund)
    assert (refund.method, refund.state, refund.needs_rib) == ("bank", "due", True)
    assert market_balance(AccountKind.BANK) == 3_000
    assert market_balance(AccountKind.GATEWAY) == fresh(payment).fee_centimes - payment.amount_centimes
    assert Message.objects.filter(kind="refund_refused").count() == 1
    assert not list(faults())


def test_while_the_bank_takes_the_payment_back_nothing_is_transferred(payment, bank):
    bank.control("dispute", charge=payment.charge)
    refund = ask(payment)
    refunds_send_due()
    assert (fresh(refund).method, fresh(refund).state) == ("card", "held")
    assert Message.objects.filter(kind="refund_refused").count() == 1


def test_a_transfer_goes_where_the_shopper_says_and_is_paid_once(payment):
    refund = ask(payment)
    Refund.objects.filter(pk=refund.pk).update(method="bank")
    with pytest.raises(NotDue):
        refund_mark_paid(refund_id=refund.pk, by=make_user())
    with pytest.raises(RibWrong):
        refund_rib_give(refund_id=refund.pk, text=RIB[:-1] + "6")
    refund_rib_give(refund_id=refund.pk, text="011 450 0000123456789012 75")
    refund_mark_paid(refund_id=refund.pk, by=make_user(), bank_reference="V-1")
    assert (fresh(refund).rib, fresh(refund).state) == (RIB, "done")
    with pytest.raises(NotDue):
        refund_mark_paid(refund_id=refund.pk, by=make_user())
    assert Message.objects.filter(kind="refund_transferred").count() == 1
