"""A suspended cooperative: gone from every page, not to be bought, its open orders kept; reinstated, all is back."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import translation

from cooperatives.models import Cooperative
from cooperatives.services.suspend import cooperative_close, cooperative_reinstate, cooperative_suspend
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from marketplace.shop.order.tracking import tracking_url
from marketplace.stories.services import story_publish
from tests.factories import make_carrier, make_cooperative, make_member, make_product, make_user
from tests.factories.moderation import make_moderator, make_waiting_story
from tests.factories.orders import make_part
from tests.storefront.test_checkout import add, agree, go_to_review

pytestmark = pytest.mark.django_db

STOPPED = "This cooperative is not selling at the moment"


@pytest.fixture(autouse=True)
def english():
    make_carrier()
    with translation.override("en"):
        yield


@pytest.fixture
def tissir() -> Cooperative:
    return make_cooperative("tissir", name_en="Tissir", name_fr="Tissir")


@pytest.fixture
def honey(tissir):
    return make_product("Miel de thym", cooperative=tissir, title_en="Thyme honey")


def suspend(cooperative: Cooperative) -> None:
    cooperative_suspend(cooperative_id=cooperative.pk, by=make_moderator(), reason="late")


def reinstate(cooperative: Cooperative) -> None:
    cooperative_reinstate(cooperative_id=cooperative.pk, by=make_moderator())


def addresses(honey) -> dict[str, str]:
    """Every public page that shows it."""
    story = make_waiting_story(honey.cooperative, fr="Thyme honey", en="Thyme honey")
    story_publish(story_id=story.pk, by=make_moderator())
    return {
        "home": reverse("storefront:home"),
        "catalogue": reverse("storefront:catalogue"),
        "search": reverse("storefront:search") + "?q=honey",
        "cooperatives": reverse("storefront:cooperatives"),
        "stories": reverse("storefront:stories"),
        "product": reverse("storefront:product", args=[honey.slug, honey.pk]),
        "storefront": reverse("storefront:cooperative", args=[honey.cooperative.slug]),
        "story": reverse("storefront:story", args=[story.slug]),
        "add": reverse("storefront:basket-add", args=[honey.pk]),
    }


def words(client, url: str) -> str:
    """The page without its address, which a "not there" page repeats in its links to other languages."""
    return re.sub(r"<[^>]+>", " ", client.get(url).content.decode())


def test_its_goods_vanish_from_every_page_and_come_back_as_they_were(client, honey):
    make_product()  # something else is for sale: pages are not just empty
    pages = addresses(honey)
    shown = {name: re.search("Tissir|Thyme honey", words(client, url)) for name, url in pages.items()}
    assert all(shown.values()), shown
    suspend(honey.cooperative)
    for name, url in pages.items():
        assert not re.search("Tissir|Thyme honey", words(client, url)), name
    assert {name for name, url in pages.items() if client.get(url).status_code == 404} == {
        "product", "storefront", "story", "add",
    }  # fmt: skip
    reinstate(honey.cooperative)
    for name, url in pages.items():
        assert re.search("Tissir|Thyme honey", words(client, url)), name


def test_the_pages_of_a_stopped_cooperative_say_so_instead_of_nothing_here(client, honey):
    suspend(honey.cooperative)
    for name, args in (("product", [honey.slug, honey.pk]), ("cooperative", [honey.cooperative.slug])):
        answer = client.get(reverse(f"storefront:{name}", args=args))
        assert (answer.status_code, answer.context["is_not_selling"]) == (404, True)
    for name, args in (("product", ["none", 999_999]), ("cooperative", ["none"])):
        answer = client.get(reverse(f"storefront:{name}", args=args))
        assert (answer.status_code, answer.context["is_not_selling"]) == (404, False)


def test_a_draft_of_a_stopped_cooperative_was_never_there(client, honey):
    draft = make_product(cooperative=honey.cooperative, state="draft")
    suspend(honey.cooperative)
    answer = client.get(reverse("storefront:product", args=[draft.slug, draft.pk]))
    assert (answer.status_code, answer.context["is_not_selling"]) == (404, False)


def test_nothing_of_it_can_be_put_into_a_basket(client, honey):
    suspend(honey.cooperative)
    assert add(client, honey).status_code == 404


def test_in_a_basket_it_is_told_what_cannot_be_bought_and_the_rest_is_bought_after_one_click(client, honey):
    other = make_product("Couscous", title_en="Couscous")
    add(client, honey)
    add(client, other)
    suspend(honey.cooperative)
    page = client.get(reverse("storefront:basket"))
    assert page.content.decode().count(STOPPED) == 1
    stopped, sold = page.context["contents"].groups
    assert (stopped.is_not_selling, sold.is_not_selling) == (True, False)
    assert [line.product for line in page.context["contents"].unbuyable] == [honey]
    answer = client.post(reverse("storefront:basket-clear"), follow=True)
    assert STOPPED not in answer.content.decode()
    assert [line.product for line in answer.context["contents"].lines] == [other]
    agree(client, go_to_review(client))
    assert Order.objects.get().parts.get().cooperative == other.cooperative


@pytest.mark.parametrize("name", ["checkout", "review"])
def test_the_checkout_leads_back_to_the_basket_with_words(client, honey, name):
    add(client, honey)
    go_to_review(client)
    suspend(honey.cooperative)
    for answer in (
        client.get(reverse(f"storefront:{name}"), follow=True),
        client.post(reverse(f"storefront:{name}"), {"agreed_total": "100", "accept_terms": "on"}, follow=True),
    ):
        assert answer.redirect_chain[-1][0] == reverse("storefront:basket")
        text = answer.content.decode()
        assert "Some goods in your basket cannot be bought now" in text
        assert STOPPED in text
    assert not Order.objects.exists()


def test_clearing_touches_only_what_cannot_be_bought(client, honey):
    few = make_product(stock=1)
    add(client, honey)
    add(client, few)
    client.post(reverse("storefront:basket-clear"))
    assert len(client.get(reverse("storefront:basket")).context["contents"].lines) == 2


def test_a_closed_cooperatives_goods_are_simply_no_longer_for_sale(client, honey):
    add(client, honey)
    cooperative_close(cooperative_id=honey.cooperative_id, by=make_moderator(), reason="asked")
    page = client.get(reverse("storefront:basket"))
    assert [line.problem for line in page.context["contents"].lines] == ["not_for_sale"]
    assert STOPPED not in page.content.decode()


def test_open_orders_stay_and_its_members_finish_them(client, honey):
    member = make_member(honey.cooperative)
    part = make_part(honey)
    suspend(honey.cooperative)
    assert client.get(tracking_url(part.order)).status_code == 200
    client.force_login(member)
    translation.activate("en")  # the tracking page was in the order's language
    page = client.get(reverse("seller:order", args=["tissir", part.pk])).content.decode()
    assert "Your cooperative is suspended" in page
    client.post(reverse("seller:accept", args=["tissir", part.pk]))
    part.refresh_from_db()
    assert part.status == "accepted"
    part_ship(part_id=part.pk, by=member)
    assert part_deliver(part_id=part.pk, by=member).status == "delivered"


def test_reinstated_it_is_bought_from_the_same_basket(client, honey):
    add(client, honey)
    suspend(honey.cooperative)
    reinstate(honey.cooperative)
    agree(client, go_to_review(client))
    part = Order.objects.get().parts.get()
    assert part_accept(part_id=part.pk, by=make_user()).cooperative_id == honey.cooperative_id
