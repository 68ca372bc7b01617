"""Favourites: of a guest, of an account, and from one to the other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.accounts.models import User
from marketplace.interest.models import Favourite
from marketplace.interest.services import favourites as service
from marketplace.storefront import favourites
from tests.accounts.conftest import PASSWORD, sign_in
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def keep(client, product, wanted: str = "1", **more):
    return client.post(f"/fr/favourites/{product.pk}/", {"wanted": wanted, **more}, headers=JSON)


def kept_by(user: User) -> list[int]:
    return list(Favourite.objects.of(user).values_list("product_id", flat=True))


def shown(client) -> list[int]:
    return [card.listing.pk for card in client.get("/fr/favourites/").context["shown"].cards]


def test_a_guests_favourites_lie_in_her_browser_and_write_nothing(client):
    first, second = make_product(), make_product()
    with CaptureQueriesContext(connection) as asked:
        answer = keep(client, first)
    assert answer.json()["pressed"] is True
    assert not [query for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    cookie = client.cookies[favourites.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert client.cookies["here"].value == "1"
    keep(client, second)
    assert shown(client) == [second.pk, first.pk]
    assert client.get("/fr/me/").json()["pressed"]["favourites"] == [second.pk, first.pk]
    keep(client, first, "0")
    assert shown(client) == [second.pk]


def test_the_cookie_of_a_guest_goes_with_her_last_favourite(client):
    product = make_product()
    keep(client, product)
    keep(client, product, "0")
    assert not client.cookies[favourites.COOKIE].value and not client.cookies["here"].value


def test_a_forged_cookie_is_nothing(client):
    client.cookies[favourites.COOKIE] = "1.2.3:forged"
    assert shown(client) == []


def test_a_guests_list_has_an_end_and_says_so(client, monkeypatch):
    monkeypatch.setattr(favourites, "MOST_OF_A_GUEST", 1)
    keep(client, make_product())
    refused = keep(client, make_product())
    assert refused.status_code == 422 and "pleine" in refused.json()["message"]
    assert len(shown(client)) == 1


def test_without_script_the_heart_opens_a_page_with_one_button(client):
    product = make_product("Couscous fin")
    page = client.get(f"/fr/favourites/{product.pk}/")
    assert "no-store" in page["Cache-Control"] and "Couscous fin" in page.content.decode()
    assert favourites.COOKIE not in client.cookies
    answer = client.post(f"/fr/favourites/{product.pk}/", {"wanted": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/fr/favourites/"
    assert shown(client) == [product.pk]


@pytest.mark.parametrize("state", ["draft", "paused"])
def test_what_cannot_be_seen_cannot_be_kept(client, state):
    hidden = make_product(state=state)
    assert keep(client, hidden).status_code == 404
    assert client.get(f"/fr/favourites/{hidden.pk}/").status_code == 404
    client.force_login(make_user())
    assert keep(client, hidden).status_code == 404


def test_signing_in_makes_a_guests_favourites_hers(client, fatima):
    old, guests, both = make_product(), make_product(), make_product()
    for product in (old, both):
        service.favourite_add(user=fatima, product_id=product.pk)
    keep(client, both)
    keep(client, guests)
    assert sign_in(client, fatima.email).status_code == 302
    assert kept_by(fatima) == [guests.pk, both.pk, old.pk]
    assert not client.cookies[favourites.COOKIE].value
    assert shown(client) == [guests.pk, both.pk, old.pk]


def test_a_wrong_password_takes_nothing(client, fatima):
    keep(client, make_product())
    sign_in(client, fatima.email, PASSWORD + "x")
    assert kept_by(fatima) == [] and client.cookies[favourites.COOKIE].value


def test_nobody_sees_or_changes_anothers_favourites(client):
    hers, product = make_user(), make_product()
    service.favourite_add(user=hers, product_id=product.pk)
    client.force_login(make_user())
    assert shown(client) == []
    assert client.get("/fr/me/").json()["pressed"]["favourites"] == []
    keep(client, product, "0")
    assert kept_by(hers) == [product.pk]


def test_removing_can_be_undone(client):
    user, product = make_user(), make_product("Savon noir")
    service.favourite_add(user=user, product_id=product.pk)
    client.force_login(user)
    page = client.post(f"/fr/favourites/{product.pk}/", {"wanted": "0", "undo": "1"}, follow=True)
    assert kept_by(user) == [] and "Savon noir" in page.content.decode()
    page = client.post(f"/fr/favourites/{product.pk}/", {"wanted": "1"}, follow=True)
    assert kept_by(user) == [product.pk] and page.context["removed"] is None


def test_the_list_shows_the_stock_of_now_and_what_is_gone(client):
    user = make_user()
    there, sold, gone = make_product("Cumin"), make_product("Safran", stock=0), make_product("Figues")
    for product in (there, sold, gone):
        service.favourite_add(user=user, product_id=product.pk)
    type(gone).objects.filter(pk=gone.pk).update(state="paused")
    client.force_login(user)
    page = client.get("/fr/favourites/").content.decode()
    assert f'action="/fr/basket/add/{there.pk}/"' in page
    assert f'href="/fr/stock-alert/{sold.pk}/"' in page and f'action="/fr/basket/add/{sold.pk}/"' not in page
    assert "Figues" in page and f"/catalogue/listing-{gone.pk}" not in page


def test_the_list_and_the_fragment_cost_the_same_for_one_or_twelve(client):
    user = make_user()
    client.force_login(user)
    costs = []
    for number in (1, 11):
        for _ in range(number):
            service.favourite_add(user=user, product_id=make_product().pk)
        with CaptureQueriesContext(connection) as listed:
            client.get("/fr/favourites/")
        with CaptureQueriesContext(connection) as fragment:
            client.get("/fr/me/")
        costs.append((len(listed), len(fragment)))
    assert costs[0] == costs[1] and costs[0][0] <= 12


def test_public_pages_with_hearts_are_the_same_for_everybody(client):
    product = make_product()
    url = f"/fr/catalogue/{product.slug}_{product.pk}/"
    before = client.get(url)
    client.force_login(make_user())
    keep(client, product)
    after = client.get(url)
    assert before.content == after.content and not after.cookies
