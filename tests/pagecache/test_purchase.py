"""What a purchase asks the database when towns, rates and goods are known; and that nothing old is ever bought."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.models import Product
from catalogue.services.life import listing_pause
from marketplace.pagecache import versions
from marketplace.places.choices import towns
from marketplace.places.models import City
from marketplace.shop.basket.goods import goods_known
from marketplace.shop.delivery.models import CarrierRate
from marketplace.shop.delivery.quote import rates_for
from marketplace.shop.order.models import Order
from marketplace.shop.partner.services import offer_set
from tests.factories import make_carrier, make_member, make_product
from tests.storefront.test_checkout import DETAILS


@pytest.fixture
def honey(kept) -> Product:
    make_carrier()
    return make_product("Miel de thym", price="40.00", stock=9)


class Shopper:
    """A guest with her basket. asked: questions to the database that each step of hers took."""

    def __init__(self, client) -> None:
        self.client, self.asked, self.page = client, {}, None

    def step(self, name: str, address: str, form: dict | None = None) -> None:
        with CaptureQueriesContext(connection) as questions:
            self.page = self.client.get(address) if form is None else self.client.post(address, form)
        self.asked[name] = len([one for one in questions if not re.match("BEGIN|COMMIT|SAVEPOINT|RELEASE", one["sql"])])

    def buy(self, product: Product) -> None:
        with translation.override("fr"):
            basket, checkout, review = (reverse(f"storefront:{name}") for name in ("basket", "checkout", "review"))
            add = reverse("storefront:basket-add", args=[product.pk])
        self.step("add page", add)
        self.step("add", add, {"quantity": 1})
        self.step("basket", basket)
        self.step("checkout", checkout)
        self.step("details", checkout, DETAILS)
        self.step("review", review)
        body = self.page.content.decode()
        agreed = {
            name: re.search(rf'name="{name}" value="([^"]+)"', body)[1] for name in ("agreed_total", "agreed_prices")
        }
        self.step("order", review, agreed | {"accept_terms": "on"})
        self.step("thanks", self.page.url)


def test_who_buys_what_others_have_seen_asks_only_for_what_is_hers(honey, client):
    Shopper(client).buy(honey)
    client.cookies.clear()
    second = Shopper(client)
    second.buy(honey)
    assert Order.objects.count() == 2
    assert second.asked == {
        "add page": 0, "add": 3, "basket": 2, "checkout": 2, "details": 4, "review": 2, "order": 25, "thanks": 5,
    }  # fmt: skip


def test_no_session_is_begun_before_she_says_who_she_is(honey, client):
    add = f"/fr/basket/add/{honey.pk}/"
    page = client.post(add, {"quantity": 1}, follow=True)
    assert "Dans votre panier" in page.content.decode()
    assert not Session.objects.exists()
    assert "Dans votre panier" not in client.get("/fr/basket/").content.decode(), "it is said once"


def test_a_new_price_a_pause_and_a_new_rate_are_in_the_basket_at_once(honey, client):
    client.post(f"/fr/basket/add/{honey.pk}/", {"quantity": 1})
    client.post("/fr/basket/city/", {"city": "marrakech"})

    def page() -> str:
        return client.get("/fr/basket/").content.decode()

    assert "40,00" in page()
    offer_set(product=honey, price=Decimal(77), stock=9)
    assert "77,00" in page()
    assert "Miel de thym" in page()
    rate = CarrierRate.objects.order_by("price").first()
    rate.price = Decimal(91)
    rate.save()
    CarrierRate.objects.exclude(pk=rate.pk).delete()
    assert "91,00" in page()
    listing_pause(product_id=honey.pk, by=make_member(honey.cooperative))
    assert client.get(f"/fr/basket/add/{honey.pk}/").status_code == 404
    assert "checkout" not in re.sub("<footer.*", "", page(), flags=re.S)


def test_a_town_that_is_renamed_is_so_on_the_next_page(honey, client):
    assert towns().by_code["marrakech"].zone.pk
    town = City.objects.get(pk="marrakech")
    town.name_fr = "Marrakech la Rouge"
    town.save()
    client.post(f"/fr/basket/add/{honey.pk}/", {"quantity": 1})
    assert '<option value="marrakech">Marrakech la Rouge</option>' in client.get("/fr/basket/").content.decode()


def test_a_transaction_sees_what_is_known_until_it_writes_itself_and_nothing_of_it_is_kept(honey):
    def title() -> str:
        return goods_known([honey.pk])[honey.pk].title_fr

    with versions.asked_once():
        assert title() == title() == "Miel de thym"
        with transaction.atomic():
            with CaptureQueriesContext(connection) as questions:
                assert title() == "Miel de thym"
            assert not questions.captured_queries
            written = Product.objects.get(pk=honey.pk)
            written.title_fr = "Jamais vu"
            written.save()
            assert title() == "Jamais vu"
            transaction.set_rollback(True)
        assert title() == "Miel de thym"


def test_a_transaction_asks_the_cache_nothing_and_reads_what_it_was_not_told(honey, monkeypatch):
    goods_known([honey.pk])
    with transaction.atomic(), versions.asked_once():
        monkeypatch.setattr(versions, "_read", lambda wanted: pytest.fail("it holds its locks meanwhile"))
        with CaptureQueriesContext(connection) as questions:
            assert goods_known([honey.pk])[honey.pk] == honey
    assert questions.captured_queries


def test_what_is_first_read_in_a_transaction_is_not_kept(honey):
    with transaction.atomic():
        assert rates_for(zone_code=City.objects.get(pk="marrakech").zone_id)
        goods_known([honey.pk])
    with CaptureQueriesContext(connection) as questions:
        goods_known([honey.pk])
    assert questions.captured_queries


def test_a_request_asks_for_a_version_once_and_anew_after_its_own_write(kept, monkeypatch):
    asked = []
    read = versions._read
    monkeypatch.setattr(versions, "_read", lambda wanted: asked.append(sorted(wanted.values())) or read(wanted))
    with versions.asked_once():
        before = versions.versions_told(["market", "catalogue"])
        assert versions.versions_told(["market"]) == {"market": before["market"]}
        assert asked == [["catalogue", "market"]]
        versions.bump("market")
        assert versions.versions_told(["market"]) != {"market": before["market"]}
    assert versions.versions_told(["market"]) == versions.versions(["market"])
    assert len(asked) == 4
