"""From the review to the payment page and back, through the real addresses."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from oscar.apps.basket.models import Basket

from marketplace.money.models import Payment
from marketplace.money.services.settle import payment_settle
from marketplace.money.services.sweep import payments_look_due
from marketplace.shop.delivery.models import Carrier
from marketplace.shop.order.models import Order
from marketplace.shop.order.tracking import tracking_secret
from marketplace.shop.partner.models import StockRecord
from tests.factories import make_carrier, make_order, make_product, make_product_class, make_user, make_voucher
from tests.storefront.test_checkout import add, go_to_review

pytestmark = pytest.mark.django_db
RIB = "007810000123456789012345"


@pytest.fixture(autouse=True)
def english():
    make_carrier()
    with translation.override("en"):
        yield


@pytest.fixture
def office(settings):
    settings.BANK_HOLDER, settings.BANK_NAME, settings.BANK_RIB = "ORMVA", "Souk Bank", RIB


@pytest.fixture
def asked(monkeypatch) -> list:
    """Nudges given to a worker."""
    nudges = []
    monkeypatch.setattr("marketplace.jobs.nudge", lambda *what: nudges.append(what))
    return nudges


def order_by(client, method, product=None):
    add(client, product or make_product(price="42.00", stock=5))
    review = go_to_review(client)
    form = {"agreed_total": review.context["contents"].total, "accept_terms": "on", "payment": method}
    return client.post(reverse("storefront:review"), form)


def page(client, name, order, **how):
    return client.get(reverse(f"storefront:{name}", args=[order.number, tracking_secret(order)]), **how)


def press(client, name, order, **how):
    return client.post(reverse(f"storefront:{name}", args=[order.number, tracking_secret(order)]), **how)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_without_keys_and_an_account_there_is_cash_and_no_question(client):
    add(client, make_product())
    assert 'name="payment"' not in text_of(go_to_review(client))


def test_the_review_offers_what_this_market_takes(client, bank, office):
    add(client, make_product())
    text = text_of(go_to_review(client))
    for method in ("cod", "card", "transfer"):
        assert f'value="{method}"' in text
    assert "Card (test, no money moves)" in text
    assert "To pay in cash at the door" in text and "Paid beforehand: nothing to pay when it comes" in text


def test_a_way_that_is_not_offered_is_refused_beside_the_choice(client, bank):
    answer = order_by(client, "transfer")
    assert answer.status_code == 422
    assert "payment" in answer.context["form"].errors
    assert not Order.objects.exists()


def test_where_there_is_a_choice_it_has_to_be_made(client, bank):
    assert order_by(client, "").status_code == 422


def test_over_the_cap_there_is_no_cash_and_the_page_says_why(client, bank, settings):
    settings.CASH_CAP = 40
    add(client, make_product(price="42.00"))
    text = text_of(go_to_review(client))
    assert 'value="cod"' not in text
    assert "over what may be paid in cash" in text and "40" in text
    assert order_by(client, "cod").status_code == 422


def test_over_the_cap_without_another_way_nothing_is_offered(client, settings):
    settings.CASH_CAP = 40
    answer = order_by(client, "cod")
    assert answer.status_code == 422
    assert "Please make two orders of it" in text_of_422(answer)
    assert not Order.objects.exists()


def test_over_what_a_carrier_may_collect_there_is_no_cash_but_a_card(client, bank):
    Carrier.objects.update(cash_limit=Decimal(60))
    add(client, make_product(price="42.00"))
    text = text_of(go_to_review(client))
    assert 'value="cod"' not in text and 'value="card"' in text
    assert "over what its carrier may collect in cash" in text


def test_over_what_a_carrier_may_collect_without_another_way_the_page_says_so(client):
    Carrier.objects.update(cash_limit=Decimal(60))
    answer = order_by(client, "cod")
    assert "over what its carrier may collect in cash" in text_of_422(answer)
    assert not Order.objects.exists()


def text_of_422(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_perishable_goods_cannot_wait_for_a_transfer(client, bank, office):
    add(client, make_product(product_class=make_product_class("cheese", perishable=True)))
    text = text_of(go_to_review(client))
    assert 'value="transfer"' not in text
    assert "a transfer takes days" in text


def test_too_little_for_a_card_says_so(client, bank, settings):
    settings.CARD_LEAST = 1000
    add(client, make_product(price="42.00"))
    text = text_of(go_to_review(client))
    assert 'value="card"' not in text and "too small for a card" in text


def test_the_card_leads_to_the_payment_page_and_back(client, bank, asked):
    answer = order_by(client, "card")
    payment = Payment.objects.get()
    assert answer.status_code == 303 and answer.url.startswith(bank.url)
    order = payment.order
    assert order.is_awaiting
    bank.control("pay", session=payment.session_id)
    # Back before anybody reported: nothing in the address is believed, the page looks again by itself.
    text = text_of(page(client, "paid", order))
    assert '<meta http-equiv="refresh" content="3">' in text and "this page looks again by itself" in text
    assert ("money.look", payment.pk) in asked
    order.refresh_from_db()
    assert order.is_awaiting  # looking writes nothing
    payment_settle(payment_id=payment.pk)
    answer = page(client, "paid", order, follow=True)
    assert "/checkout/done/" in answer.redirect_chain[-1][0]
    assert "nothing to pay at the door" in text_of(answer)


def test_coming_back_unpaid_buys_nothing(client, bank, asked):
    order_by(client, "card")
    payment = Payment.objects.get()
    payment_settle(payment_id=payment.pk)
    assert "meta http-equiv" in text_of(page(client, "paid", payment.order))
    assert Order.objects.get().is_awaiting


def test_a_double_click_is_one_order_and_one_page(client, bank):
    first = order_by(client, "card")
    second = client.post(reverse("storefront:review"), {"accept_terms": "on"})
    assert second.status_code == 303 and second.url == first.url
    assert Order.objects.count() == Payment.objects.count() == 1
    back = client.get(reverse("storefront:review"))  # the back button
    assert "/checkout/pay/" in back.url


def test_the_page_says_until_when_it_is_held(client, bank, asked):
    order_by(client, "card")
    payment = Payment.objects.get()
    until = f"{timezone.localtime(payment.expires_at):%H:%M}"
    answer = page(client, "pay", payment.order)
    assert "Your order is held until" in text_of(answer) and until in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    track = text_of(page(client, "track", payment.order))
    assert "not paid yet" in track and "/checkout/pay/" in track and "Buy the same again" not in track
    assert "/checkout/pay/" in page(client, "thanks", payment.order).url
    assert press(client, "pay-go", payment.order).url.startswith(bank.url)


def test_changing_the_basket_gives_a_guest_her_basket_and_code_back(client, bank):
    make_voucher()
    product = make_product(price="42.00", stock=2)
    add(client, product, 2)
    client.post(reverse("storefront:basket-code"), {"code": "SOUK10"})
    review = go_to_review(client)
    form = {"agreed_total": review.context["contents"].total, "accept_terms": "on", "payment": "card"}
    client.post(reverse("storefront:review"), form)
    order = Order.objects.get()
    answer = press(client, "pay-change", order, follow=True)
    assert "Your goods are in the basket again" in text_of(answer)
    contents = answer.context["contents"]
    assert (contents.count, contents.discount) == (2, Decimal(10))
    assert StockRecord.objects.get().num_allocated == 0
    assert "This order has ended" in text_of(page(client, "pay", order))


def test_changing_the_basket_gives_a_user_her_basket_back(client, bank):
    user = make_user()
    client.force_login(user)
    order_by(client, "card")
    press(client, "pay-change", Order.objects.get())
    assert Basket.open.get(owner=user).lines.get().quantity == 1


def test_while_stripe_is_away_the_order_is_held_and_says_so(client, bank):
    bank.stop()
    try:
        answer = order_by(client, "card")
        assert "/checkout/pay/" in answer.url
        text = text_of(client.get(answer.url))
        assert "does not answer at the moment" in text and "held until" in text
        order = Order.objects.get()
        assert "nothing was changed" in text_of(press(client, "pay-change", order, follow=True))
    finally:
        bank.restart()
    assert press(client, "pay-go", order).url.startswith(bank.url)


def test_a_closed_tab_frees_the_goods_and_they_come_back_in_one_tap(client, bank, asked):
    order_by(client, "card")
    order = Order.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=32), tick=True):
        assert "asking about your payment" in text_of(page(client, "pay", order))
        payments_look_due()
        text = text_of(page(client, "pay", order))
    assert "not paid in time" in text and "Put everything back into my basket" in text
    answer = press(client, "again", order, follow=True)
    assert answer.context["contents"].count == 1


def test_a_refunded_payment_is_explained(client, bank, asked):
    order_by(client, "card")
    payment = Payment.objects.get()
    Payment.objects.update(asked_amount=1)
    bank.control("pay", session=payment.session_id)
    payment_settle(payment_id=payment.pk)
    assert "you get it back" in text_of(page(client, "pay", payment.order))


@pytest.mark.parametrize("name", ["pay", "paid", "pay-go", "pay-change"])
def test_without_the_secret_there_is_nothing(client, bank, name):
    order = make_order(payment_method="card")
    url = reverse(f"storefront:{name}", args=[order.number, "x" * 22])
    assert client.get(url).status_code in (404, 405)
    assert client.post(url).status_code in (404, 405)


@pytest.mark.parametrize("name", ["pay-go", "pay-change"])
def test_a_cash_order_has_nothing_to_pay_here(client, bank, name):
    order = make_order()
    assert page(client, "pay", order).status_code == 302
    assert press(client, name, order, follow=True).status_code == 200
    assert Order.objects.get().status == "new"


def test_pages_may_lead_to_the_payment_page(client):
    assert "https://checkout.stripe.com" in client.get("/en/")["Content-Security-Policy"]
