"""Waiting for what is sold out: who asks, who confirms, and the one message when it is back."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from marketplace import jobs
from marketplace.interest.models import StockAlert
from marketplace.interest.services import alerts
from marketplace.outbox.wishes import is_refused, topic_stop
from marketplace.shop.order.services.fulfil import part_decline
from marketplace.shop.partner.stock import stock_recount
from tests.factories import make_part, make_product, make_user, make_variant

from .conftest import letters

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def restock(product) -> None:
    stock_recount(record_id=product.stockrecords.get().pk, seen=0, wanted=5)


def ask(client, product, email: str):
    return client.post(f"/fr/stock-alert/{product.pk}/", {"email": email})


def confirm_path() -> str:
    return letters("stock_confirm")[-1].payload["url"].removeprefix("http://localhost:8000")


def test_a_sold_out_page_offers_it_and_another_does_not(client, sold_out):
    there = make_product()
    offer = 'data-toggle="alerts"'
    assert offer in client.get(f"/fr/catalogue/{sold_out.slug}_{sold_out.pk}/").content.decode()
    assert offer not in client.get(f"/fr/catalogue/{there.slug}_{there.pk}/").content.decode()


def test_who_is_signed_in_asks_with_one_tap_and_is_told_once(client, sold_out):
    user = make_user(language="ar")
    client.force_login(user)
    url = f"/fr/stock-alert/{sold_out.pk}/"
    for _ in range(2):
        assert client.post(url, {"wanted": "1"}, headers=JSON).json()["ok"]
    assert client.get("/fr/me/").json()["pressed"]["alerts"] == [sold_out.pk]
    assert alerts.alerts_tell_due() == 0
    restock(sold_out)
    assert (alerts.alerts_tell_due(), alerts.alerts_tell_due()) == (1, 0)
    (message,) = letters("stock_back")
    assert (message.address, message.language) == (user.email, "ar")
    assert message.payload["url"].endswith(f"/ar/catalogue/{sold_out.slug}_{sold_out.pk}/")
    assert not StockAlert.objects.exists()


def test_a_guest_is_told_only_after_her_address_answered(client, sold_out):
    page = ask(client, sold_out, "Salma@Example.com")
    assert page.status_code == 200 and "salma@example.com" in page.content.decode()
    restock(sold_out)
    assert alerts.alerts_tell_due() == 0
    stranger, path = Client(), confirm_path()
    assert stranger.get(path).status_code == 200
    assert alerts.alerts_tell_due() == 0, "looking at the link is no answer: programs open links too"
    assert stranger.post(path, follow=True).status_code == 200
    assert alerts.alerts_tell_due() == 1
    (message,) = letters("stock_back")
    assert message.address == "salma@example.com"
    assert stranger.get(path).status_code == 404, "the waiting is over"


def test_asking_again_says_the_same_and_writes_once_a_day(client, sold_out):
    first = ask(client, sold_out, "salma@example.com").content
    again = Client()
    assert ask(again, sold_out, "salma@example.com").content == first
    assert len(letters("stock_confirm")) == 1
    client.post(confirm_path())
    assert ask(again, sold_out, "salma@example.com").content == first
    assert len(letters("stock_confirm")) == 1
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        ask(again, sold_out, "other@example.com")
    assert [letter.address for letter in letters("stock_confirm")] == ["salma@example.com", "other@example.com"]


def test_an_address_is_not_flooded_by_somebody_who_types_it(client):
    answers = [ask(client, make_product(stock=0), "victim@example.com") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [422]
    assert len(letters("stock_confirm")) == 5
    assert "victim@example.com" in answers[-1].content.decode(), "what was typed stays"


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c"])
def test_a_wrong_address_is_said_beside_the_field(client, sold_out, email):
    answer = ask(client, sold_out, email)
    assert answer.status_code == 422 and answer.context["form"].errors["email"]
    assert not StockAlert.objects.exists()


def test_a_link_that_is_not_ours_or_too_old_is_nothing(client, sold_out):
    ask(client, sold_out, "salma@example.com")
    path = confirm_path()
    assert client.get(path[:-3] + "x/").status_code == 404
    with time_machine.travel(timezone.now() + alerts.CONFIRM_WITHIN + timedelta(minutes=1), tick=False):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


def test_a_variant_is_waited_for_by_itself(client):
    parent = make_product("Huile d’argan", stock=None)
    small, large = make_variant(parent, size="250 ml", stock=0), make_variant(parent, size="500 ml", stock=0)
    client.force_login(make_user())
    client.post(f"/fr/stock-alert/{small.pk}/", {"wanted": "1"})
    restock(large)
    assert alerts.alerts_tell_due() == 0
    restock(small)
    assert alerts.alerts_tell_due() == 1
    payload = letters("stock_back")[0].payload
    assert payload["size"] == "250 ml" and payload["url"].endswith(f"?size={small.pk}")


def test_stock_that_an_order_gives_back_wakes_those_who_wait(monkeypatch, django_capture_on_commit_callbacks):
    nudged: list[str] = []
    monkeypatch.setattr(jobs, "nudge", nudged.append)
    product = make_product(stock=1)
    part = make_part(product)
    alerts.alert_ask(user=make_user(), product=product)
    with django_capture_on_commit_callbacks(execute=True):
        part_decline(part_id=part.pk, by=None, reason="other", words="malade")
    assert "interest.alerts" in nudged
    assert alerts.alerts_tell_due() == 1


def test_more_stock_where_there_was_some_wakes_nobody(monkeypatch, django_capture_on_commit_callbacks):
    nudged: list[str] = []
    monkeypatch.setattr(jobs, "nudge", nudged.append)
    product = make_product(stock=3)
    StockAlert.objects.create(user=make_user(), product=product, language="fr", confirmed_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        stock_recount(record_id=product.stockrecords.get().pk, seen=3, wanted=9)
    assert nudged == []


def test_goods_of_a_cooperative_that_is_stopped_are_not_back(sold_out):
    alerts.alert_ask(user=make_user(), product=sold_out)
    restock(sold_out)
    type(sold_out.cooperative).objects.filter(pk=sold_out.cooperative_id).update(status="suspended")
    assert alerts.alerts_tell_due() == 0
    type(sold_out.cooperative).objects.filter(pk=sold_out.cooperative_id).update(status="admitted")
    assert alerts.alerts_tell_due() == 1


def test_who_stopped_such_messages_gets_none_and_asking_again_wants_them(sold_out):
    user = make_user()
    topic_stop(address=user.email, topic="stock")
    alerts.alert_ask(user=user, product=sold_out)
    assert not is_refused(address=user.email, topic="stock")
    topic_stop(address=user.email, topic="stock")
    restock(sold_out)
    assert alerts.alerts_tell_due() == 1
    assert not letters("stock_back") and not StockAlert.objects.exists()


def test_somebody_without_a_way_to_be_told_is_said_so(client, sold_out, settings):
    settings.SMS_BACKEND = ""
    client.force_login(type(make_user()).objects.create_user(None, "x", phone="+212612345678"))
    answer = client.post(f"/fr/stock-alert/{sold_out.pk}/", {"wanted": "1"}, headers=JSON)
    assert answer.status_code == 422 and "e-mail" in answer.json()["message"]


def test_a_stranger_drops_no_alert_of_mine(client, sold_out):
    alerts.alert_ask(user=make_user(), product=sold_out)
    client.force_login(make_user())
    assert sold_out.title not in client.get("/fr/accounts/messages/").content.decode()
    client.post(f"/fr/stock-alert/{sold_out.pk}/", {"wanted": "0"})
    assert StockAlert.objects.count() == 1


def test_what_nobody_confirms_is_forgotten_and_what_never_comes_too(sold_out):
    alerts.alert_ask_as_guest(address="a@example.com", language="fr", product=sold_out)
    alerts.alert_ask(user=make_user(), product=sold_out)
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=8), tick=False):
        assert alerts.alerts_forget() == 1
    with time_machine.travel(now + timedelta(days=366), tick=False):
        assert alerts.alerts_forget() == 1


def test_what_is_there_needs_no_waiting(client):
    product = make_product()
    client.force_login(make_user())
    answer = client.post(f"/fr/stock-alert/{product.pk}/", {"wanted": "1"}, headers=JSON)
    assert answer.status_code == 422 and not StockAlert.objects.exists()
    assert client.get("/fr/stock-alert/999999/").status_code == 404
