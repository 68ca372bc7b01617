"""Whatever shoppers see is on the next page that they get, from whichever process; what they do not see costs nothing.

Every kind of public page is kept by two processes; then something is written, and each page that it changes must be
what it is without a cache.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from catalogue.models import ProductImage
from catalogue.services.life import listing_archive, listing_pause, listing_resume
from catalogue.services.listing import listing_edit
from catalogue.services.moderate import edit_accept, listing_accept
from catalogue.services.picture import picture_receive, picture_remove, pictures_order, pictures_render_due
from catalogue.services.review import review_publish
from cooperatives.services.suspend import cooperative_close, cooperative_reinstate, cooperative_suspend
from marketplace.pagecache.versions import CATALOGUE, MARKET, of_cooperative, versions
from marketplace.places.models import City
from marketplace.programmes.models import Cohort, Step
from marketplace.shop.delivery.models import CarrierRate
from marketplace.shop.order.services.fulfil import part_accept, part_decline, part_ship
from marketplace.shop.partner.services import offer_change, offer_set
from marketplace.stories.services import story_edit, story_publish, story_submit, story_withdraw
from tests.factories import make_basket, make_order, make_product, make_variant
from tests.factories.listings import make_category, make_picture, make_submitted, make_upload
from tests.factories.programmes import make_event
from tests.factories.stories import make_story
from tests.storefront.public import address

from .conftest import Process
from .market import SmallMarket, make_market, seen

Write = Callable[[SmallMarket], object]


@pytest.fixture
def market(kept) -> SmallMarket:
    return make_market()


def buy(product, units: int):
    return make_order(basket=make_basket((product, units))).parts.get()


def save(row, **columns) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


def edit(market: SmallMarket, **changes):
    return listing_edit(product_id=market.honey.pk, by=market.member, changes=changes)


def accept(market: SmallMarket, **changes) -> None:
    edit_accept(edit_id=edit(market, **changes).pk, by=market.moderator)


def recount(product, market: SmallMarket, *, seen: int, wanted: int) -> None:
    offer_change(product=product, by=market.member, price=product.stockrecords.get().price, seen=seen, wanted=wanted)


def upload(market: SmallMarket) -> ProductImage:
    return picture_receive(product=market.bread, upload=make_upload(), by=market.member)


def pictures_turn(product) -> None:
    first, second = ProductImage.objects.filter(product=product).order_by("display_order")
    pictures_order(product=product, ids=[second.pk, first.pk])


def publish_again(market: SmallMarket) -> None:
    story_edit(story_id=market.story.pk, by=market.member, texts={"title": {"fr": "Un autre titre"}})
    story_submit(story_id=market.story.pk, by=market.member)
    story_publish(story_id=market.story.pk, by=market.moderator)


SEEN: dict[str, list[Write]] = {
    "prices and stock": [
        lambda m: offer_set(product=m.honey, price=Decimal(77), stock=0),
        lambda m: recount(m.honey, m, seen=10, wanted=0),
        lambda m: recount(m.honey, m, seen=0, wanted=4),
        lambda m: recount(m.honey, m, seen=4, wanted=3),
        lambda m: recount(m.honey, m, seen=3, wanted=2),
        lambda m: buy(m.honey, 2),
        lambda m: part_decline(part_id=m.cooperative.orders.get().pk, by=m.member, reason="sold_out"),
        lambda m: make_variant(make_product("Huile", cooperative=m.cooperative, stock=None)),
    ],
    "words, claims and the parcel": [
        lambda m: accept(m, title_fr="Miel d'euphorbe"),
        lambda m: make_category("miel") and accept(m, category="miel", certificates=[]),
        lambda m: listing_edit(product_id=m.bread.pk, by=m.member, changes={"weight_g": 28_000}),
        lambda m: review_publish(product=m.honey, by=m.moderator, name="S", email="s@example.com", score=4, title="Bon",
                                 body="Très bon."),
    ],
    "pictures": [
        lambda m: upload(m) and pictures_render_due(),
        lambda m: make_picture(m.honey),
        lambda m: pictures_turn(m.honey),
        lambda m: picture_remove(picture_id=m.honey.images.first().pk, product=m.honey),
    ],
    "listings that come and go": [
        lambda m: listing_pause(product_id=m.honey.pk, by=m.member),
        lambda m: listing_resume(product_id=m.honey.pk, by=m.member),
        lambda m: listing_archive(product_id=m.honey.pk, by=m.member),
        lambda m: listing_accept(product_id=make_submitted(m.cooperative, by=m.member).pk, by=m.moderator),
    ],
    "cooperatives": [
        lambda m: save(m.cooperative, name_fr="Les ruches", tagline_fr="Du miel, rien d'autre"),
        lambda m: save(m.certificate, reviewed_at=timezone.now()),
        lambda m: m.certificate.delete(),
        lambda m: cooperative_suspend(cooperative_id=m.cooperative.pk, by=m.moderator, reason="late"),
        lambda m: cooperative_reinstate(cooperative_id=m.cooperative.pk, by=m.moderator),
        lambda m: cooperative_close(cooperative_id=m.cooperative.pk, by=m.moderator, reason="asked"),
    ],
    "stories": [
        publish_again,
        lambda m: make_story(m.foreign.cooperative),
        lambda m: story_withdraw(story_id=m.story.pk, by=m.moderator),
    ],
    "programmes and news": [
        lambda m: save(m.programme, name_fr="Un autre nom"),
        lambda m: Step.objects.create(programme=m.programme, position=2, title_fr="Un atelier"),
        lambda m: Cohort.objects.create(programme=m.programme, code="two", name_fr="Phase 2"),
        lambda m: make_event(province=m.cooperative.province),
        lambda m: m.event.cooperatives.clear(),
        lambda m: save(m.event, is_published=False),
    ],
    "shelves, towns and carriers": [
        lambda m: save(m.honey.categories.get(), name_fr="Miels"),
        lambda m: m.bread.categories.add(make_category("huiles")),
        lambda m: save(City.objects.get(pk="marrakech"), name_fr="Marrakesh"),
        lambda m: save(CarrierRate.objects.first(), price=Decimal(99)),
    ],
}  # fmt: skip

UNSEEN: dict[str, Write] = {
    "an order that leaves plenty": lambda m: buy(m.honey, 2),
    "a parcel of units promised before": lambda m: (
        part_accept(part_id=(part := buy(m.honey, 1)).pk, by=m.member), part_ship(part_id=part.pk, by=m.member)
    ),
    "a change that waits": lambda m: edit(m, title_fr="Pas encore"),
    "a draft": lambda m: make_product("Brouillon", cooperative=m.cooperative, state="draft"),
    "a submitted listing": lambda m: make_submitted(m.cooperative, by=m.member),
    "a picture that waits": upload,
    "a story that is being written": lambda m: story_edit(
        story_id=m.story.pk, by=m.member, texts={"title": {"fr": "Pas encore"}}
    ),
    "the same price again": lambda m: offer_set(product=m.honey, price=Decimal("42.00"), stock=0),
}  # fmt: skip


@pytest.mark.parametrize("kind", SEEN)
def test_what_shoppers_see_is_on_the_next_page(market: SmallMarket, here: Process, there: Process, kind: str):
    before = market.as_it_is()
    assert seen(here, before) == seen(there, before) == before
    for number, write in enumerate(SEEN[kind], start=1):
        write(market)
        now = market.as_it_is()
        changed = {page: what for page, what in now.items() if what != before[page]}
        assert changed, f"nothing is seen of write {number}"
        assert seen(there, changed) == changed, f"write {number}"
        assert seen(here, changed) == changed, f"write {number}"
        before = now


def test_goods_that_stand_beside_a_listing_never_lag(market: SmallMarket, here: Process, there: Process):
    """Which ones are suggested may lag for as long as a page is kept; what is said of them may not."""
    market.foreign.categories.add(market.honey.categories.get())
    page = address(market.foreign)
    assert b"42,00" in here.read(page) and here.read(page) == there.read(page)
    offer_set(product=market.honey, price=Decimal(77), stock=0)
    assert b"77,00" in here.read(page) and b"77,00" in there.read(page)
    cooperative_suspend(cooperative_id=market.cooperative.pk, by=market.moderator, reason="late")
    assert b"77,00" not in here.read(page) + there.read(page)


def test_what_nobody_sees_leaves_all_pages_kept(market: SmallMarket):
    names = (CATALOGUE, MARKET, of_cooperative(market.cooperative.pk))
    before, seen = versions(names), market.as_it_is()
    for kind, write in UNSEEN.items():
        write(market)
        assert versions(names) == before, kind
    assert market.as_it_is() == seen


def test_what_is_rolled_back_leaves_all_pages_kept(market: SmallMarket):
    names = (CATALOGUE, of_cooperative(market.cooperative.pk))
    before = versions(names)
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            offer_set(product=market.honey, price=Decimal(1), stock=0)
            raise ZeroDivisionError
    assert versions(names) == before


def test_another_cooperatives_pages_stay_kept(market: SmallMarket):
    before = versions([of_cooperative(market.foreign.cooperative_id), MARKET])
    offer_set(product=market.honey, price=Decimal(77), stock=0)
    assert versions(before) == before
