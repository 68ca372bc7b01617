"""The address book, the checkout that begins with it, and signing out everywhere."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import Address
from marketplace.accounts.services.addresses import MOST
from marketplace.shop.order.models import Order
from tests.factories import make_carrier, make_city, make_product, make_user

pytestmark = pytest.mark.django_db

HOME = {
    "name": "Nadia Alaoui",
    "phone": "06 12 34 56 78",
    "city": "marrakech",
    "street": "4, derb Sidi Bouloukat",
    "landmark": "porte verte",
    "postal_code": "40000",
}


@pytest.fixture(autouse=True)
def french():
    make_city()
    with translation.override("fr"):
        yield


@pytest.fixture
def person(client):
    user = make_user()
    client.force_login(user)
    return user


def write_down(client, **fields):
    return client.post(reverse("address-new"), HOME | fields)


def test_the_first_address_is_the_usual_one_until_another_is_chosen(client, person):
    assert write_down(client).status_code == 302
    write_down(client, street="Douar Tagadirt")
    home, douar = Address.objects.filter(user=person).order_by("pk")
    assert (home.is_usual, douar.is_usual) == (True, False)
    assert home.phone == "+212612345678"
    client.post(reverse("address-usual", args=[douar.pk]))
    assert [address.pk for address in Address.objects.of(person)] == [douar.pk, home.pk]
    client.post(reverse("address-remove", args=[douar.pk]))
    assert Address.objects.get(user=person) == home
    home.refresh_from_db()
    assert home.is_usual


def test_an_address_is_changed_and_the_same_one_is_kept_once(client, person):
    write_down(client)
    write_down(client)
    address = Address.objects.get(user=person)
    assert client.post(reverse("address", args=[address.pk]), HOME | {"landmark": ""}).status_code == 302
    address.refresh_from_db()
    assert address.landmark == ""


def test_removing_asks_first(client, person):
    write_down(client)
    address = Address.objects.get(user=person)
    page = client.get(reverse("address-remove", args=[address.pk]))
    assert "4, derb Sidi Bouloukat" in page.content.decode()
    assert Address.objects.filter(pk=address.pk).exists()


def test_bad_input_is_told_beside_the_field_and_nothing_typed_is_lost(client, person):
    page = write_down(client, phone="12", postal_code="4000")
    body = page.content.decode()
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"phone", "postal_code"}
    assert "4, derb Sidi Bouloukat" in body
    assert not Address.objects.exists()


def test_a_full_book_says_so(client, person):
    city = make_city()
    Address.objects.bulk_create(
        Address(user=person, name="N", phone="+212612345678", city=city, street=str(number)) for number in range(MOST)
    )
    assert write_down(client).status_code == 422
    assert Address.objects.count() == MOST


@pytest.mark.parametrize("name", ["address", "address-remove", "address-usual"])
def test_somebody_elses_address_is_not_found(client, person, name):
    write_down(client)
    stranger, url = Client(), reverse(name, args=[Address.objects.get().pk])
    assert stranger.post(url).status_code == 302  # to sign in
    stranger.force_login(make_user())
    assert stranger.post(url, HOME).status_code == 404
    assert Address.objects.get().user == person


def test_the_book_costs_the_same_for_one_or_twenty(client, person, django_assert_num_queries):
    city = make_city()

    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(reverse("addresses"))
        return len(captured)

    write_down(client)
    client.get(reverse("addresses"))
    one = cost()
    Address.objects.bulk_create(
        Address(user=person, name="N", phone="+212612345678", city=city, street=str(number)) for number in range(19)
    )
    assert cost() == one


def test_the_checkout_begins_with_the_usual_address_and_keeps_a_new_one(client, person):
    make_carrier()
    product = make_product()
    client.post(reverse("storefront:basket-add", args=[product.pk]), {"variant": product.pk, "quantity": 1})
    first = client.get(reverse("storefront:checkout"))
    assert first.context["form"]["keep"].value() is True  # the book is empty
    typed = HOME | {"email": person.email, "keep": "on"}
    assert client.post(reverse("storefront:checkout"), typed).status_code == 302
    kept = Address.objects.get(user=person)
    assert kept.street == HOME["street"]

    write_down(client, street="Douar Tagadirt")
    other = Address.objects.get(street="Douar Tagadirt")
    page = client.get(reverse("storefront:checkout"), {"address": other.pk})
    assert page.context["form"]["street"].value() == "Douar Tagadirt"
    # What was typed for this purchase stays, whatever the book says.
    assert client.get(reverse("storefront:checkout")).context["form"]["street"].value() == HOME["street"]

    again = Client()
    again.force_login(person)
    again.post(reverse("storefront:basket-add", args=[product.pk]), {"variant": product.pk, "quantity": 1})
    form = again.get(reverse("storefront:checkout")).context["form"]
    assert (form["street"].value(), form["keep"].value()) == (HOME["street"], None)


def test_a_guest_is_not_offered_to_keep_an_address(client):
    make_carrier()
    product = make_product()
    client.post(reverse("storefront:basket-add", args=[product.pk]), {"variant": product.pk, "quantity": 1})
    assert "keep" not in client.get(reverse("storefront:checkout")).context["form"].fields
    client.post(reverse("storefront:checkout"), HOME | {"email": "salma@example.com", "keep": "on"})
    assert not Address.objects.exists()
    assert not Order.objects.exists()


def test_signing_out_everywhere_ends_every_other_session(client, person):
    elsewhere = Client()
    elsewhere.force_login(person)
    assert elsewhere.get(reverse("account-home")).status_code == 200
    assert client.get(reverse("sign-out-everywhere")).status_code == 200
    assert elsewhere.get(reverse("account-home")).status_code == 200  # asking ends nothing
    assert client.post(reverse("sign-out-everywhere")).status_code == 302
    assert client.get(reverse("account-home")).status_code == 200
    assert elsewhere.get(reverse("account-home")).status_code == 302
