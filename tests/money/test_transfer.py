"""Bank transfers: how to pay, the delegation's match, and what does not come."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.audit.models import Entry
from marketplace.money.deadlines import transfer_deadline
from marketplace.money.models import Payment
from marketplace.money.services.transfer import NotAwaited, transfer_match, transfers_end_due
from marketplace.money.signals import order_paid
from marketplace.outbox.models import Message
from marketplace.places.models import Holiday
from marketplace.shop.order.services.waiting import CannotRevive
from marketplace.shop.order.tracking import tracking_secret
from marketplace.shop.partner.models import StockRecord
from tests.factories import make_order, make_product, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(settings):
    settings.BANK_HOLDER, settings.BANK_NAME, settings.BANK_RIB = "ORMVA", "Souk Bank", "007810000123456789012345"
    with translation.override("en"):
        yield


@pytest.fixture
def moderator(client):
    user = make_user(is_moderator=True)
    client.force_login(user)
    return user


def make_transfer(*wanted) -> Payment:
    return make_order(*wanted, payment_method="transfer").payment


def test_the_shopper_reads_where_to_send_how_much_and_until_when(client):
    payment = make_transfer()
    order = payment.order
    answer = client.get(reverse("storefront:pay", args=[order.number, tracking_secret(order)]))
    text = answer.content.decode()
    assert "ORMVA" in text and "007 810 0001234567890123 45" in text and order.number in text
    letter = Message.objects.get(kind="transfer_awaited")
    assert letter.payload["bank"]["rib"] == "007 810 0001234567890123 45"
    assert letter.payload["amount"] == str(order.total_incl_tax)


def test_three_working_days_leave_out_sundays_and_holidays():
    Holiday.objects.create(date=date(2026, 1, 14), name="Yennayer")
    with time_machine.travel(datetime(2026, 1, 10, 9, tzinfo=timezone.get_default_timezone()), tick=False):  # Saturday
        end = timezone.localtime(transfer_deadline(timezone.now()))
    assert (end.date(), end.hour, end.minute) == (date(2026, 1, 15), 23, 59)


def test_matched_it_is_paid_like_a_card(client, moderator):
    paid = []

    def hear(sender, order, payment, **kwargs):
        paid.append((order.pk, payment.pk))

    order_paid.connect(hear)
    payment = make_transfer()
    page = client.get(reverse("delegation:payments")).content.decode()
    assert payment.order.number in page and reverse("delegation:transfer", args=[payment.pk]) in page
    form = {"received": str(payment.order.total_incl_tax), "bank_reference": "VIR 42"}
    client.post(reverse("delegation:transfer", args=[payment.pk]), form)
    payment.refresh_from_db()
    payment.order.refresh_from_db()
    assert (payment.state, payment.order.status) == ("paid", "new")
    assert paid == [(payment.order_id, payment.pk)]
    entry = Entry.objects.get(what="transfer.matched")
    assert (entry.who, entry.after) == (moderator, {"bank": "VIR 42"})
    again = client.post(reverse("delegation:transfer", args=[payment.pk]), form, follow=True)
    assert "dealt with already" in again.content.decode()
    assert Message.objects.filter(kind="order_confirmed").count() == 1


def test_another_amount_is_no_match(client, moderator):
    payment = make_transfer()
    answer = client.post(reverse("delegation:transfer", args=[payment.pk]), {"received": "1.00"})
    assert answer.status_code == 422 and "for another amount" in answer.content.decode()
    payment.refresh_from_db()
    assert payment.is_waiting


def test_what_does_not_come_ends_and_is_told():
    payment = make_transfer((make_product(stock=1), 1))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert transfers_end_due() == 1
        assert transfers_end_due() == 0
    payment.refresh_from_db()
    assert (payment.state, payment.order.parts.get().reason) == ("released", "unpaid")
    assert StockRecord.objects.get().num_allocated == 0
    assert Message.objects.filter(kind="transfer_missed").count() == 1


def test_one_that_comes_late_revives_its_order_or_goes_back_by_hand(client, moderator):
    first = make_transfer((make_product(stock=1), 1))
    gone = make_product(stock=1)
    second = make_transfer((gone, 1))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        transfers_end_due()
    make_order((gone, 1))
    assert transfer_match(payment_id=first.pk, by=moderator).state == "paid"
    with pytest.raises(CannotRevive):
        transfer_match(payment_id=second.pk, by=moderator)
    second.refresh_from_db()
    assert second.state == "released"
    form = {"received": str(second.order.total_incl_tax)}
    answer = client.post(reverse("delegation:transfer", args=[second.pk]), form, follow=True)
    assert "by hand" in answer.content.decode()
    with pytest.raises(NotAwaited):
        transfer_match(payment_id=first.pk, by=moderator)


def test_the_shopper_may_change_her_mind(client):
    product = make_product(stock=1)
    order = make_transfer((product, 1)).order
    client.post(reverse("storefront:pay-change", args=[order.number, tracking_secret(order)]))
    assert Payment.objects.get().state == "released"
    assert StockRecord.objects.get().num_allocated == 0


def test_a_card_payment_is_no_transfer(client, moderator):
    order = make_order(payment_method="card")
    assert client.get(reverse("delegation:transfer", args=[order.payment.pk])).status_code == 404
    with pytest.raises(Payment.DoesNotExist):
        transfer_match(payment_id=order.payment.pk, by=moderator)
