"""From the basket to the tracking page, through the real addresses."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from oscar.apps.basket.models import Basket

from cooperatives.models import Cooperative
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_pack, part_ship
from marketplace.shop.order.tracking import tracking_secret
from marketplace.shop.partner.models import StockRecord
from tests.factories import (
    make_carrier,
    make_city,
    make_cooperative,
    make_order,
    make_product,
    make_product_class,
    make_user,
    make_variant,
)

pytestmark = pytest.mark.django_db

DETAILS = {
    "name": "Salma Idrissi",
    "phone": "06 12 34 56 78",
    "email": "Salma@Example.com",
    "city": "marrakech",
    "street": "12, rue du Marché",
    "landmark": "derrière la mosquée",
    "postal_code": "",
}


@pytest.fixture(autouse=True)
def french():
    make_carrier()
    with translation.override("fr"):
        yield


def add(client, product, quantity=1, **extra):
    return client.post(
        reverse("storefront:basket-add", args=[product.pk]), {"variant": product.pk, "quantity": quantity}, **extra
    )


def go_to_review(client, **details):
    response = client.post(reverse("storefront:checkout"), DETAILS | details)
    assert response.status_code == 302, response.context["form"].errors
    return client.get(response.url, follow=True)


def agree(client, page):
    body = page.content.decode()
    shown = {name: re.search(rf'name="{name}" value="([^"]+)"', body)[1] for name in ("agreed_total", "agreed_prices")}
    return client.post(reverse("storefront:review"), shown | {"accept_terms": "on"})


def test_a_guest_buys_from_two_cooperatives_and_follows_the_order(client):
    couscous, cheese = make_product("Couscous d’orge", price="42.00"), make_product("Fromage frais", price="38.00")
    add(client, couscous, 2)
    add(client, cheese)
    review = go_to_review(client)
    assert "109,00" in review.content.decode()
    done = agree(client, review)
    order = Order.objects.get()
    assert order.guest_email == "salma@example.com"
    assert order.guest_phone == "+212612345678"
    assert order.total_incl_tax == Decimal("172.00")
    thanks = client.get(done.url)
    assert order.number in thanks.content.decode()
    part = order.parts.order_by("position").first()
    part_accept(part_id=part.pk, by=None, cash_confirmed=True)
    part_ship(part_id=part.pk, by=None, carrier_name="Amana", tracking_number="XX1MA")
    track = client.get(done.url.replace("checkout/done", "track"))
    body = track.content.decode()
    assert "XX1MA" in body
    assert "S. I." in body
    for private in ("Salma", "612345678", "rue du Marché", "salma@example.com"):
        assert private not in body
    assert track["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert track["X-Robots-Tag"] == "noindex"


def test_the_tracking_page_gives_initials_of_names_only_and_the_town_in_the_readers_language(client):
    add(client, make_product())
    done = agree(client, go_to_review(client))
    Order.objects.update(customer_name="Nadia (démonstration) 2 Alami")
    page = client.get(done.url.replace("checkout/done", "track").replace("/fr/", "/ar/")).content.decode()
    assert "N. A." in page and "(." not in page
    assert "مدينة marrakech" in page and "Marrakech" not in page


def test_review_says_what_is_due_at_each_door(client):
    add(client, make_product(price="42.00"))
    add(client, make_product(price="38.00"))
    body = go_to_review(client).content.decode()
    assert "67,00" in body
    assert "63,00" in body
    assert "130,00" in body


def test_a_gift_note_is_kept_through_the_checkout_and_stays_text(client):
    add(client, make_product())
    review = go_to_review(client, gift_note="Bon aïd Maman <b>!</b>\nSalma")
    assert "Bon aïd Maman &lt;b&gt;!&lt;/b&gt;<br>Salma" in review.content.decode()
    assert "Salma</textarea>" in client.get(reverse("storefront:checkout")).content.decode()
    agree(client, review)
    assert Order.objects.get().gift_note == "Bon aïd Maman <b>!</b>\nSalma"


def test_a_gift_note_that_is_too_long_is_told_and_kept(client):
    add(client, make_product())
    response = client.post(reverse("storefront:checkout"), DETAILS | {"gift_note": "a" * 301})
    assert response.status_code == 422
    assert "gift_note" in response.context["form"].errors
    assert "a" * 301 in response.content.decode()


def test_a_wrong_secret_opens_nothing(client):
    add(client, make_product())
    done = agree(client, go_to_review(client))
    assert client.get(done.url).status_code == 200
    assert client.get(done.url[:-2] + "x/").status_code == 404


def test_a_link_ends_ninety_days_after_the_last_parcel(client):
    from datetime import timedelta

    add(client, make_product())
    done = agree(client, go_to_review(client))
    Order.objects.update(date_placed=timezone.now() - timedelta(days=100))
    part = Order.objects.get().parts.get()
    part.delivered_at = part.placed_at - timedelta(days=89)
    part.save()
    assert client.get(done.url).status_code == 200
    part.delivered_at = part.placed_at - timedelta(days=91)
    part.save()
    assert client.get(done.url).status_code == 404


def test_a_link_never_ends_for_the_one_who_bought(client):
    order = make_order(user=make_user())
    part = order.parts.get()
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)
    address = reverse("storefront:track", args=[order.number, tracking_secret(order)])
    Order.objects.update(date_placed=timezone.now() - timedelta(days=100))
    CooperativeOrder.objects.update(delivered_at=timezone.now() - timedelta(days=91))
    assert client.get(address).status_code == 404
    client.force_login(make_user())
    assert client.get(address).status_code == 404
    client.force_login(order.user)
    assert client.get(address).status_code == 200


def test_a_second_click_shows_the_order_again(client):
    add(client, make_product(stock=5))
    page = go_to_review(client)
    first = agree(client, page)
    second = agree(client, page)
    assert first.url == second.url
    assert Order.objects.count() == 1


def test_a_session_lost_on_the_way_keeps_the_basket_and_says_so(client):
    add(client, make_product())
    review = go_to_review(client)
    del client.cookies["sessionid"]
    answer = agree(client, review)
    assert answer.url == reverse("storefront:checkout")
    page = client.get(answer.url).content.decode()
    assert "Votre panier est toujours là" in page
    assert not Order.objects.exists()
    agree(client, go_to_review(client))
    assert Order.objects.get().parts.count() == 1


def test_terms_must_be_accepted_and_nothing_typed_is_lost(client):
    add(client, make_product())
    go_to_review(client)
    refused = client.post(reverse("storefront:review"), {"agreed_total": "67.00"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["accept_terms"]
    assert not Order.objects.exists()
    again = client.get(reverse("storefront:checkout"))
    assert "12, rue du Marché" in again.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "12"),
        ("phone", ""),
        ("email", "salma"),
        ("email", ""),
        ("city", "atlantis"),
        ("city", ""),
        ("name", ""),
        ("street", ""),
        ("postal_code", "40"),
        ("name", "x" * 500),
        ("street", "\x00"),
    ],
)
def test_bad_details_are_told_beside_the_field(client, field, value):
    add(client, make_product())
    response = client.post(reverse("storefront:checkout"), DETAILS | {field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_a_rise_asks_again_with_the_new_total(client):
    product = make_product(price="100.00")
    add(client, product)
    page = go_to_review(client)
    StockRecord.objects.filter(product=product).update(price=Decimal("120.00"))
    response = agree(client, page)
    assert response.url == reverse("storefront:review")
    assert not Order.objects.exists()
    again = client.get(response.url)
    assert "145,00" in again.content.decode()
    (rise,) = [str(message) for message in again.context["messages"] if product.title in str(message)]
    assert rise.index("100,00") < rise.index("120,00")
    assert agree(client, client.get(response.url)).url.startswith("/fr/checkout/done/")
    assert Order.objects.get().total_incl_tax == Decimal("145.00")


def test_a_rise_asks_again_even_where_another_price_fell_as_much(client):
    dearer, cheaper = make_product("Couscous", price="38.00"), make_product("Miel", price="90.00")
    add(client, dearer)
    add(client, cheaper)
    page = go_to_review(client)
    StockRecord.objects.filter(product=dearer).update(price=Decimal("42.00"))
    StockRecord.objects.filter(product=cheaper).update(price=Decimal("80.00"))
    assert agree(client, page).url == reverse("storefront:review")
    again = client.get(reverse("storefront:review"))
    assert [str(message) for message in again.context["messages"] if "Miel" in str(message)] == []
    assert "38,00" in again.content.decode()
    assert not Order.objects.exists()


def test_a_fall_is_simply_charged(client):
    product = make_product(price="100.00")
    add(client, product)
    page = go_to_review(client)
    StockRecord.objects.filter(product=product).update(price=Decimal("90.00"))
    assert agree(client, page).url.startswith("/fr/checkout/done/")
    assert Order.objects.get().total_incl_tax == Decimal("115.00")


@pytest.mark.parametrize("prices", ["x", "1:2", "9" * 40 + ":1.00", "1:1.00" * 9_000])
def test_prices_that_no_page_of_ours_wrote_are_refused(client, prices):
    add(client, make_product())
    go_to_review(client)
    typed = {"agreed_total": "67.00", "agreed_prices": prices, "accept_terms": "on"}
    assert client.post(reverse("storefront:review"), typed).status_code == 422
    assert not Order.objects.exists()


def test_what_was_sold_while_paying_is_named_and_the_rest_is_bought_in_one_tap(client):
    gone, fewer, kept = (make_product(name, stock=3) for name in ("Miel de thym", "Couscous", "Cumin"))
    for product in (gone, fewer, kept):
        add(client, product, 2)
    page = go_to_review(client, gift_note="Bon aïd !")
    StockRecord.objects.filter(product=gone).update(num_allocated=3)
    StockRecord.objects.filter(product=fewer).update(num_allocated=2)
    response = agree(client, page)
    assert response.url == reverse("storefront:basket")
    assert not Order.objects.exists()
    basket = client.get(response.url)
    told = [str(message) for message in basket.context["messages"]]
    assert [text for text in told if "Miel de thym" in text and "épuisé" in text]
    assert [text for text in told if "Couscous" in text and "1" in text]
    assert not [text for text in told if "Cumin" in text]

    rest = client.post(reverse("storefront:basket-clear"))
    assert rest.url == reverse("storefront:review")
    review = client.get(rest.url)
    assert "Bon aïd !" in review.content.decode() and "12, rue du Marché" in review.content.decode()
    agree(client, review)
    lines = Order.objects.get().lines.all()
    assert {line.title: line.quantity for line in lines} == {"Couscous": 1, "Cumin": 2}


def test_fewer_than_wanted_is_said_before_anything_is_typed(client):
    product = make_product(stock=3)
    add(client, product, 3)
    StockRecord.objects.filter(product=product).update(num_allocated=1)
    page = client.get(reverse("storefront:checkout"), follow=True)
    assert page.redirect_chain[0][0] == reverse("storefront:basket")
    assert reverse("storefront:basket-clear") in page.content.decode()
    assert client.post(reverse("storefront:basket-clear")).url == reverse("storefront:basket")
    assert Basket.objects.get().lines.get().quantity == 2


def test_goods_that_are_fetched_speak_of_the_counter_and_ask_for_no_street(client):
    cooperative = make_cooperative(
        "presse", offers_pickup=True, handling_days=2, address_fr="Route de Safi", phone="+212524000000",
        pickup_days=[0, 1, 2, 3], pickup_from=time(9), pickup_until=time(15, 30),
    )  # fmt: skip
    add(client, make_product(cooperative=cooperative))
    client.post(reverse("storefront:basket-method", args=["presse"]), {"method": "pickup"})
    with time_machine.travel("2026-11-13 12:00:00+01:00", tick=False):  # a Friday
        for name in ("basket", "checkout"):
            page = client.get(reverse(f"storefront:{name}"))
        assert "street" not in page.context["form"].fields
        assert "transporteur" not in page.content.decode() and "livreur" not in page.content.decode()
        contact = {name: DETAILS[name] for name in ("name", "phone", "email")}
        review = client.get(client.post(reverse("storefront:checkout"), contact).url)
        body = review.content.decode()
        (group,) = review.context["contents"].groups
        assert group.ready_on == date(2026, 11, 16)  # Saturday and Monday to pack
        for word in ("Route de Safi", "du lundi au jeudi", "05 24 00 00 00", "16 novembre 2026", "au retrait"):
            assert word in body, word
        done = agree(client, review)
    part = Order.objects.get().parts.get()
    assert (part.delivery_charge, part.days_min, part.days_max, part.order.shipping_address) == (0, None, 2, None)
    assert "Route de Safi" in client.get(done.url).content.decode()
    part_accept(part_id=part.pk, by=None)
    part_pack(part_id=part.pk, by=None)
    track = reverse("storefront:track", args=[part.order.number, tracking_secret(part.order)])
    page = client.get(track).content.decode()
    assert page.count("Prêt à retirer") == 3 and "Route de Safi" in page  # the order, its part, its timeline
    part_deliver(part_id=part.pk, by=None)
    page = client.get(track).content.decode()
    assert "Retiré" in page and "Livré" not in page and "fetch-at" not in page


def test_one_fetched_and_one_sent_ask_for_the_street_of_the_parcel(client):
    fetched = make_cooperative("presse", offers_pickup=True)
    add(client, make_product(cooperative=fetched))
    add(client, make_product())
    client.post(reverse("storefront:basket-method", args=["presse"]), {"method": "pickup"})
    review = go_to_review(client)
    assert review.content.decode().count("fetch-at") == 1 and "en espèces" in review.content.decode()
    agree(client, review)
    assert [part.delivery_charge for part in Order.objects.get().parts.order_by("position")] == [0, Decimal("25.00")]


def test_what_cannot_be_delivered_is_said_and_pick_up_offered(client):
    chilled = make_product_class("cheese", temperature="chilled")
    cooperative = make_cooperative(offers_pickup=True, slug="fromagers")
    add(client, make_product(cooperative=cooperative, product_class=chilled))
    client.post(reverse("storefront:basket-city"), {"city": "marrakech"})
    page = client.get(reverse("storefront:basket"))
    assert page.context["contents"].is_blocked
    assert client.get(reverse("storefront:review"), follow=True).redirect_chain
    client.post(reverse("storefront:basket-method", args=["fromagers"]), {"method": "pickup"})
    assert not client.get(reverse("storefront:basket")).context["contents"].is_blocked


def test_a_suspended_cooperatives_goods_block_and_the_rest_can_be_bought(client):
    gone, kept = make_product(), make_product()
    add(client, gone)
    add(client, kept)
    Cooperative.objects.filter(pk=gone.cooperative_id).update(status="suspended")
    contents = client.get(reverse("storefront:basket")).context["contents"]
    assert [line.problem for line in contents.lines] == ["not_selling", None]
    line = contents.lines[0].line
    client.post(reverse("storefront:basket-line", args=[line.pk]), {"quantity": 0})
    agree(client, go_to_review(client))
    assert Order.objects.get().parts.get().cooperative == kept.cooperative


def test_removing_can_be_undone(client):
    product = make_product()
    add(client, product, 3)
    line = Basket.objects.get().lines.get()
    client.post(reverse("storefront:basket-line", args=[line.pk]), {"quantity": 0})
    page = client.get(reverse("storefront:basket"))
    assert page.context["removed"] == {"product": product.pk, "quantity": 3, "title": product.title}
    add(client, product, 3)
    assert Basket.objects.get().lines.get().quantity == 3


def test_more_than_there_is_is_refused_with_the_number_left(client):
    product = make_product(stock=2)
    response = add(client, product, 3)
    assert response.status_code == 422
    assert "2" in response.context["form"].errors["quantity"][0]
    assert not Basket.objects.exists()


def test_the_script_is_answered_in_json(client):
    product = make_product(stock=2)
    good = add(client, product, 2, headers={"accept": "application/json"})
    assert good.json()["count"] == 2
    bad = add(client, product, 1, headers={"accept": "application/json"})
    assert bad.status_code == 422
    assert bad.json()["ok"] is False


def test_a_variant_is_chosen_on_the_page(client):
    parent = make_product(stock=None)
    small, large = make_variant(parent, size="500 g"), make_variant(parent, size="1 kg", price="35.00")
    page = client.get(reverse("storefront:basket-add", args=[parent.pk]), {"variant": large.pk, "quantity": 2})
    assert page.context["form"]["variant"].value() == large.pk
    assert page.context["form"]["quantity"].value() == 2
    client.post(reverse("storefront:basket-add", args=[parent.pk]), {"variant": small.pk, "quantity": 2})
    assert Basket.objects.get().lines.get().product == small


@pytest.mark.parametrize("quantity", ["-1", "0", "x", "1.5", "99999999999", ""])
def test_senseless_quantities_are_refused(client, quantity):
    product = make_product()
    response = client.post(reverse("storefront:basket-add", args=[product.pk]), {"quantity": quantity})
    assert response.status_code == 422


def test_somebody_elses_line_is_not_there(client):
    add(client, make_product())
    line = Basket.objects.get().lines.get()
    from django.test import Client

    Client().post(reverse("storefront:basket-line", args=[line.pk]), {"quantity": 0})
    assert Basket.objects.get().lines.count() == 1


def test_signing_in_takes_the_guests_basket_along(client):
    from allauth.account.models import EmailAddress

    user = make_user("shopper2@example.com")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    kept, more = make_product(stock=9), make_product(stock=9)
    mine = Basket.objects.create(owner=user)
    from marketplace.shop.basket import basket_add

    basket_add(basket=mine, product_id=kept.pk, quantity=1)
    add(client, kept, 3)
    add(client, more, 2)
    client.post(reverse("account_login"), {"login": user.email, "password": "souk-taawon-2026"})
    contents = client.get(reverse("storefront:basket")).context["contents"]
    assert {line.product: line.quantity for line in contents.lines} == {kept: 3, more: 2}
    assert "oscar_open_basket" not in client.cookies or not client.cookies["oscar_open_basket"].value


def test_looking_writes_nothing(client, django_assert_num_queries):
    client.force_login(make_user())
    client.get(reverse("storefront:basket"))
    assert not Basket.objects.exists()


def test_goods_without_a_parcel_ask_for_no_address(client):
    add(client, make_product(product_class=make_product_class("tourism", requires_shipping=False), net_unit="piece"))
    page = client.get(reverse("storefront:checkout"))
    assert "street" not in page.context["form"].fields
    contact = {name: DETAILS[name] for name in ("name", "phone", "email")}
    review = client.get(client.post(reverse("storefront:checkout"), contact).url)
    agree(client, review)
    assert Order.objects.get().shipping_address is None


def test_an_order_in_arabic_is_arabic_to_the_end(client):
    with translation.override("ar"):
        add(client, make_product())
        done = agree(client, go_to_review(client))
    order = Order.objects.get()
    assert order.language == "ar"
    assert done.url.startswith("/ar/")
    body = client.get(done.url).content.decode()
    assert 'dir="rtl"' in body
    assert f'<bdi dir="ltr">{order.number}</bdi>' in body


def test_the_days_of_arrival_leave_out_sundays_and_holidays(client):
    from marketplace.places.models import Holiday

    Holiday.objects.create(date=date(2026, 11, 18), name_fr="Fête de l’Indépendance")
    add(client, make_product(cooperative=make_cooperative(handling_days=2)))
    with time_machine.travel("2026-11-13 12:00:00+01:00", tick=False):  # a Friday
        client.post(reverse("storefront:basket-city"), {"city": "marrakech"})
        (group,) = client.get(reverse("storefront:basket")).context["contents"].groups
    # Saturday and Monday to pack; one to three days on the road from Tuesday, the 18th being a holiday.
    assert group.arrives == (date(2026, 11, 17), date(2026, 11, 20))


def test_my_orders_are_listed_for_me_alone(client):
    shopper = make_user()
    mine, other = make_order(user=shopper), make_order(user=make_user())
    client.force_login(shopper)
    body = client.get(reverse("account-home")).content.decode()
    assert mine.number in body
    assert other.number not in body
    assert client.get(re.search(rf'href="(/fr/track/{mine.number}/[^"]+)"', body)[1]).status_code == 200


def test_my_orders_cost_the_same_for_one_or_ten(client, django_assert_num_queries):
    shopper = make_user()
    client.force_login(shopper)
    for _ in range(2):
        make_order(user=shopper)
        with django_assert_num_queries(8):
            client.get(reverse("account-home"))


@pytest.mark.parametrize("rows", [1, 12])
def test_basket_and_review_cost_the_same_for_one_or_twelve_lines(client, rows, django_assert_max_num_queries):
    make_city()
    cooperative = make_cooperative()
    for _ in range(rows):
        add(client, make_product(cooperative=cooperative))
    go_to_review(client)
    with django_assert_max_num_queries(14) as basket:
        client.get(reverse("storefront:basket"))
    with django_assert_max_num_queries(14) as review:
        client.get(reverse("storefront:review"))
    with django_assert_max_num_queries(14) as checkout:
        client.get(reverse("storefront:checkout"))
    assert (len(basket), len(review), len(checkout)) == COSTS


# Queries of the basket, review and checkout pages, whatever is in the basket, where nothing is kept between them.
COSTS = (8, 7, 8)


@pytest.mark.parametrize("name", ["basket", "checkout", "review"])
def test_empty_baskets_have_a_way_out(client, name):
    page = client.get(reverse(f"storefront:{name}"), follow=True)
    assert page.status_code == 200
    assert reverse("storefront:catalogue") in page.content.decode()
