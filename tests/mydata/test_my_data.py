"""A copy of everything, and the end of an account."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from catalogue.services.review import review_publish
from cooperatives.models import Cooperative, Membership
from marketplace.accounts.models import Address, User
from marketplace.accounts.services.addresses import address_save
from marketplace.accounts.services.close import account_close, mydata_of
from marketplace.audit.models import Entry
from marketplace.interest.models import Favourite, Follow, StockAlert
from marketplace.interest.services.alerts import alert_ask
from marketplace.interest.services.favourites import favourite_add
from marketplace.interest.services.follow import follow_start
from marketplace.mydata.registry import Hindered, parts
from marketplace.outbox.models import Message
from marketplace.outbox.services import relay_due
from marketplace.shop.order.services.fulfil import part_accept, part_ship
from marketplace.shop.order.tracking import tracking_url
from tests.accounts.conftest import PASSWORD, fatima, fresh_limits, sign_in  # noqa: F401 - fixtures
from tests.factories import make_city, make_cooperative, make_member, make_order, make_product, make_user

pytestmark = pytest.mark.django_db
DATA, DOWNLOAD, CLOSE = "/fr/accounts/data/", "/fr/accounts/data/download/", "/fr/accounts/close/"


@pytest.fixture
def life(fatima):  # noqa: F811 - the fixture
    """Fatima has ordered, liked, followed, waited, reviewed and written down an address. Returns her order."""
    cooperative = make_cooperative("argan-de-mogador")
    product = make_product("Huile d’argan", cooperative=cooperative)
    fields = {"name": "Fatima Z", "phone": "+212699887766", "city_id": make_city().pk, "street": "7, derb Dabachi"}
    address_save(user=fatima, fields=fields | {"landmark": "fontaine", "postal_code": "40000"})
    order = make_order((product, 2), user=fatima, email=fatima.email, name="Fatima Zahra")
    favourite_add(user=fatima, product_id=product.pk)
    follow_start(user=fatima, cooperative=cooperative)
    alert_ask(user=fatima, product=make_product("Amlou", stock=0))
    review = review_publish(
        product=product, by=make_user(), name="Fatima", email=fatima.email, score=5, title="Parfaite", body="Oui."
    )
    type(review).objects.filter(pk=review.pk).update(user=fatima)
    return order


def sure(client: Client, login: str = "fatima@coop.example") -> None:
    """Signed in, and the password once more."""
    sign_in(client, login)
    answer = client.post(f"/fr/accounts/reauthenticate/?next={DATA}", {"password": PASSWORD})
    assert answer.status_code == 302 and answer.url == DATA


@pytest.mark.parametrize("path", [DATA, DOWNLOAD, CLOSE])
def test_the_password_is_asked_once_more_and_a_guest_signs_in(client, fatima, path):  # noqa: F811
    assert client.get(path).url.startswith("/fr/accounts/login/")
    sign_in(client, fatima.email)
    assert client.get(path).url.startswith("/fr/accounts/reauthenticate/")
    assert client.post(path, {"sure": "on"}).status_code == 302
    assert User.objects.get(pk=fatima.pk).is_active


def test_the_copy_holds_everything_and_nothing_of_others(client, fatima, life):  # noqa: F811
    other = make_order((make_product("Secret d’une autre"), 1), user=make_user("other@example.com", name="Autre"))
    sure(client)
    answer = client.get(DOWNLOAD)
    assert answer["Content-Type"] == "application/json" and "no-store" in answer["Cache-Control"]
    assert re.search(r'attachment; filename="taawon-[\d-]+\.json"', answer["Content-Disposition"])
    text = answer.content.decode()
    copy = json.loads(text)
    assert {part.name for part in parts()} <= set(copy)
    assert copy["profile"]["email"] == "fatima@coop.example" and copy["profile"]["last_signed_in_at"]
    assert copy["addresses"][0]["street"] == "7, derb Dabachi"
    (order,) = copy["orders"]
    assert order["number"] == life.number and Decimal(order["total_mad"]) == life.total_incl_tax
    assert order["parcels"][0]["goods"][0]["title"].startswith("Huile d’argan")
    assert [copy[name][0]["product"] for name in ("favourites", "reviews", "waited_for")] == [
        "Huile d’argan", "Huile d’argan", "Amlou",
    ]  # fmt: skip
    assert copy["followed_cooperatives"][0]["cooperative"] == "Argan De Mogador"
    assert "order_confirmed" in {message["kind"] for message in copy["messages"]}
    assert other.number not in text and "Secret" not in text and "other@example.com" not in text


def test_a_members_copy_holds_no_shoppers_name(fatima):  # noqa: F811
    cooperative = make_cooperative()
    make_member(cooperative, user=fatima)
    make_order((make_product(cooperative=cooperative), 1), name="Salma Idrissi")
    copy = mydata_of(fatima)
    assert "order_received" in {message["kind"] for message in copy["messages"]}
    assert "Salma" not in str(copy)


def test_closing_says_what_goes_and_does_nothing_until_the_box_is_ticked(client, fatima, life):  # noqa: F811
    sure(client)
    assert client.get(CLOSE).status_code == 200
    refused = client.post(CLOSE, {})
    assert refused.status_code == 422 and refused.context["form"].errors["sure"]
    assert User.objects.get(pk=fatima.pk).email == fatima.email


def test_closing_forgets_her_and_keeps_the_papers(client, fatima, life):  # noqa: F811
    elsewhere, url = Client(), tracking_url(life).removeprefix("http://localhost:8000")
    sign_in(elsewhere, fatima.email)
    sure(client)
    done = client.post(CLOSE, {"sure": "on"}, follow=True)
    assert done.redirect_chain[-1][0] == "/fr/accounts/closed/"
    gone = User.objects.get(pk=fatima.pk)
    assert (gone.is_active, gone.name, gone.phone, gone.has_usable_password()) == (False, "", None, False)
    assert gone.email.endswith("@closed.invalid")
    for model in (Address, Favourite, Follow, StockAlert, EmailAddress):
        assert not model.objects.filter(user=fatima).exists(), model
    # every session ends, and nobody signs in any more
    assert elsewhere.get("/fr/accounts/").status_code == client.get("/fr/accounts/").status_code == 302
    assert sign_in(Client(), fatima.email).status_code == 200
    # the order goes on by its link, with its address
    life.refresh_from_db()
    assert life.user is None and life.customer_name == "Fatima Zahra" and life.shipping_address.line1
    assert Client().get(url).status_code == 200
    review = life.lines.get().product.reviews.get()
    assert (review.user, review.name, review.email, review.score) == (None, "", "", 5)
    page = Client().get(f"/fr/catalogue/{review.product.slug}_{review.product.pk}/").content.decode()
    assert "Parfaite" in page and "Une personne cliente" in page
    assert Entry.objects.get(what="account.closed").who == gone


def test_nothing_of_her_address_is_left_once_the_last_message_is_sent(fatima):  # noqa: F811
    favourite_add(user=fatima, product_id=make_product().pk)
    account_close(user=fatima)
    (farewell,) = Message.objects.filter(address=fatima.email)
    assert farewell.language == "ar"
    relay_due()
    assert [letter.to for letter in mail.outbox] == [[fatima.email]]
    assert not Message.objects.filter(address=fatima.email).exists()
    for user in User.objects.all():
        assert "fatima" not in f"{user.email} {user.name}"


def test_parcels_on_their_way_still_tell_where_they_are(fatima, life):  # noqa: F811
    account_close(user=fatima)
    part = life.parts.get()
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    assert Message.objects.filter(address=fatima.email, kind="parcel_sent").exists()


def test_her_address_is_free_again(fatima):  # noqa: F811
    account_close(user=fatima)
    assert User.objects.create_user("fatima@coop.example", PASSWORD, phone="+212612345678").pk != fatima.pk


def test_closing_twice_writes_one_message(fatima):  # noqa: F811
    account_close(user=fatima)
    account_close(user=fatima)
    assert Message.objects.filter(kind="account_closed").count() == 1


def test_the_only_president_stays_and_is_told_whom_to_call(client, fatima, settings):  # noqa: F811
    cooperative = make_cooperative("souk")
    make_member(cooperative, user=fatima)
    make_member(cooperative, role="sales")
    sure(client)
    page = client.post(CLOSE, {"sure": "on"})
    assert page.status_code == 422 and User.objects.get(pk=fatima.pk).is_active
    assert "Souk" in page.content.decode() and "05 24 44 67 08" in page.content.decode()
    make_member(cooperative)
    account_close(user=fatima)
    assert not Membership.objects.current().filter(user=fatima).exists()


@pytest.mark.parametrize(
    ("status", "may"), [("draft", True), ("refused", True), ("submitted", False), ("suspended", False)]
)
def test_who_waits_for_her_cooperative_decides_whether_she_may_go(fatima, status, may):  # noqa: F811
    cooperative = make_cooperative(status=status, phone="+212600000000")
    make_member(cooperative, user=fatima)
    if may:
        account_close(user=fatima)
        assert (Cooperative.objects.get().phone == "") == (status == "draft")
    else:
        with pytest.raises(Hindered):
            account_close(user=fatima)
        assert User.objects.get(pk=fatima.pk).is_active


def test_an_account_of_the_delegation_does_not_close_itself(fatima):  # noqa: F811
    User.objects.filter(pk=fatima.pk).update(is_moderator=True)
    with pytest.raises(Hindered):
        account_close(user=fatima)


def test_my_messages_keeps_language_and_wishes(client, fatima):  # noqa: F811
    client.force_login(fatima)
    page = client.get("/fr/accounts/messages/")
    assert page.context["form"].initial == {"language": "ar", "news": True, "stock": True}
    answer = client.post("/fr/accounts/messages/", {"language": "en", "stock": "on"})
    assert answer.url == "/en/accounts/messages/"
    assert client.get(answer.url).context["form"].initial == {"language": "en", "news": False, "stock": True}


def test_what_she_stopped_stays_stopped_when_her_address_changes(client, fatima, settings):  # noqa: F811
    client.force_login(fatima)
    client.post("/fr/accounts/messages/", {"language": "fr", "stock": "on"})
    sure(client)
    client.post("/fr/accounts/email/", {"email": "neuve@coop.example", "action_add": ""})
    code = Message.objects.filter(address="neuve@coop.example").latest("pk").payload["code"]
    client.post("/fr/accounts/confirm-email/", {"code": code})
    assert User.objects.get(pk=fatima.pk).email == "neuve@coop.example"
    assert client.get("/fr/accounts/messages/").context["form"].initial["news"] is False
