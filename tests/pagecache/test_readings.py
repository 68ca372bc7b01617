"""What pages are made of is read once, until something of it changes; with the page cache off, so that each is made."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Product
from catalogue.services.life import listing_pause
from cooperatives.models import Certificate
from marketplace.formats import MARKET_ZONE
from marketplace.pagecache import readings, shared
from marketplace.pagecache.pages import CEILING
from marketplace.shop.partner.services import offer_set
from marketplace.shop.partner.stock import stock_recount
from marketplace.storefront import listings
from marketplace.storefront.browse import catalogue_page
from marketplace.storefront.filters import Filters
from tests.factories import make_carrier, make_member, make_product, make_user, make_variant
from tests.storefront.public import address

from .conftest import Process

CATALOGUE, SEARCH = "/fr/catalogue/", "/fr/search/"


@pytest.fixture
def honey(kept, settings) -> Product:
    settings.PAGE_CACHE = False
    make_carrier()
    return make_product("Miel de thym")


def asked(process: Process, page: str) -> list[str]:
    """The tables' names in the questions to the database."""
    with CaptureQueriesContext(connection) as questions:
        process.read(page)
    return [one["sql"] for one in questions]


def test_a_list_made_anew_asks_only_what_stands_on_it(here, honey):
    first = asked(here, CATALOGUE)
    other = asked(here, f"{CATALOGUE}?sort=cheap")
    assert len(first) > len(other)
    assert not [sql for sql in other if "catalogue_product" in sql or "partner_stockrecord" in sql]


def test_a_list_asked_for_again_asks_nothing_and_follows_what_is_sold(here, honey):
    """FACETS_MAY_LAG is 0 in tests: nothing here is shown because it may lag."""
    page = f"{CATALOGUE}?in_stock=1"
    assert asked(here, page)
    assert asked(here, page) == []
    rosemary = make_product("Miel de romarin", cooperative=honey.cooperative)
    assert in_stock() == (2, [rosemary.pk, honey.pk])
    (record,) = rosemary.stockrecords.all()
    stock_recount(record_id=record.pk, seen=record.num_in_stock, wanted=0)
    assert in_stock() == (1, [honey.pk])


def test_a_certificate_that_has_ended_is_not_counted_nor_listed_the_next_day(here, honey):
    today = timezone.localdate()
    proof = Certificate.objects.create(
        cooperative=honey.cooperative, kind="organic", expires_on=today, reviewed_at=timezone.now()
    )
    honey.certificates.add(proof)

    def organic() -> tuple[int, list[int]]:
        page = catalogue_page(Filters(certificate=("organic",)), "1")
        return page.counts.of["certificate"]["organic"], list(page.page.ids)

    assert organic() == (1, [honey.pk])
    midnight = datetime.combine(today + timedelta(days=1), time(), MARKET_ZONE)
    with time_machine.travel(midnight, tick=False):
        assert organic() == (0, [])


def in_stock() -> tuple[int, list[int]]:
    """(how many the filter counts, which the list shows)."""
    page = catalogue_page(Filters(in_stock=True), "1")
    return page.counts.of["in_stock"]["1"], list(page.page.ids)


def test_a_product_page_made_anew_asks_nothing(here, honey, settings):
    settings.FACETS_MAY_LAG = 5  # the towns
    assert asked(here, address(honey))
    assert asked(here, f"{address(honey)}?size={honey.pk}") == []


def test_a_search_asked_again_asks_the_index_nothing(here, honey):
    first = asked(here, f"{SEARCH}?q=miel")
    again = asked(here, f"{SEARCH}?q=miel&in_stock=1") + asked(here, f"/ar{SEARCH[3:]}?q=miel")
    assert [sql for sql in first if "searchindex_document" in sql]
    assert not [sql for sql in again if "searchindex_document" in sql]


def test_what_a_search_finds_follows_what_is_sold(here, honey):
    assert b"Miel de thym" in here.read(f"{SEARCH}?q=miel")
    make_product("Miel de romarin", cooperative=honey.cooperative)
    assert b"Miel de romarin" in here.read(f"{SEARCH}?q=miel")
    listing_pause(product_id=honey.pk, by=make_member(honey.cooperative))
    left = here.read(f"{SEARCH}?q=miel")
    assert b"Miel de romarin" in left
    assert b"Miel de thym" not in left


def test_a_page_put_together_from_kept_parts_is_the_one_made_whole(here, kept, settings):
    """Whatever was looked at before it: sizes, towns and languages do not leak into each other's parts."""
    settings.PAGE_CACHE = False
    make_carrier()
    couscous = make_product("Couscous d'orge", stock=None)
    sizes = [make_variant(couscous, size=size, price=price) for size, price in (("500 g", "20.00"), ("1 kg", "38.00"))]
    gone = make_variant(couscous, size="5 kg", price="150.00", stock=0)
    make_product("Miel de thym", cooperative=couscous.cooperative)
    questions = ["", f"?size={sizes[1].pk}", f"?size={gone.pk}", "?city=marrakech", f"?size={sizes[1].pk}&city=rabat"]
    pages = [address(couscous).replace("/fr/", f"/{code}/") + end for code in ("fr", "ar", "en") for end in questions]
    from_parts = {page: here.read(page) for page in [*pages, *reversed(pages)]}
    assert len(set(from_parts.values())) == len(pages)
    settings.READINGS_KEPT = False
    assert from_parts == {page: here.read(page) for page in pages}


@pytest.mark.parametrize("page", [CATALOGUE, None])
def test_a_new_price_is_on_the_next_page(here, honey, page):
    page = page or address(honey)
    here.read(page)
    offer_set(product=honey, price=Decimal(77), stock=3)
    assert b"77,00" in here.read(page)


def test_a_new_price_beside_another_product_is_seen(here, honey):
    other = make_product("Miel de romarin", cooperative=honey.cooperative)
    assert b"Miel de romarin" in here.read(address(honey))
    offer_set(product=other, price=Decimal(77), stock=3)
    assert b"77,00" in here.read(address(honey))


def test_what_is_no_longer_shown_is_gone(here, honey):
    here.read(address(honey))
    listing_pause(product_id=honey.pk, by=make_member(honey.cooperative))
    assert here.get(address(honey)).status_code != 200
    assert b"Miel de thym" not in here.read(CATALOGUE)


def test_what_is_written_while_it_is_read_is_read_again(here, honey, monkeypatch):
    read_once = listings.cards_of

    def read_then_write(rows):
        cards = read_once(rows)
        monkeypatch.setattr(listings, "cards_of", read_once)
        offer_set(product=honey, price=Decimal(77), stock=3)
        return cards

    monkeypatch.setattr(listings, "cards_of", read_then_write)
    assert b"77,00" not in here.read(CATALOGUE)
    assert b"77,00" in here.read(CATALOGUE)


def test_what_a_transaction_sees_is_not_kept(here, honey):
    with transaction.atomic():
        Product.objects.filter(pk=honey.pk).update(title_fr="Jamais vu")
        assert b"Jamais vu" in here.read(CATALOGUE)
        transaction.set_rollback(True)
    assert b"Jamais vu" not in here.read(CATALOGUE)


def unannounced(honey: Product) -> None:
    """A write that nobody is told of."""
    Product.objects.filter(pk=honey.pk).update(title_fr="Sans bruit")


def test_what_nobody_was_told_of_is_seen_within_a_minute(here, honey, monkeypatch):
    here.read(CATALOGUE)
    unannounced(honey)
    assert b"Sans bruit" not in here.read(CATALOGUE), "it was kept"
    clock = readings.monotonic
    monkeypatch.setattr(readings, "monotonic", lambda: clock() + CEILING + 1)
    assert b"Sans bruit" in here.read(CATALOGUE)


def test_while_the_cache_is_away_everything_is_read(here, honey, monkeypatch):
    here.read(CATALOGUE)
    unannounced(honey)
    monkeypatch.setattr(shared._Line, "is_cut", True)
    monkeypatch.setattr(shared._Line, "quiet_until", float("inf"))
    assert b"Sans bruit" in here.read(CATALOGUE)


def test_versions_that_the_cache_has_lost_bring_nothing_old_back(here, honey):
    here.read(CATALOGUE)
    unannounced(honey)
    cache.clear()
    assert b"Sans bruit" in here.read(CATALOGUE)


def test_they_do_not_grow_without_end(kept):
    numbers: readings.Readings[int, int] = readings.Readings(most=3, hangs_on=lambda number: ())
    for number in range(5):
        numbers.of([number, number + 10], lambda keys: {key: key for key in keys})
        assert 2 <= len(numbers._kept) <= 3


def test_her_language_is_hers(here, honey):
    Product.objects.filter(pk=honey.pk).update(title_ar="عسل الزعتر")
    assert b"Miel de thym" in here.read(CATALOGUE)
    assert "عسل الزعتر".encode() in here.read("/ar/catalogue/")
    here.force_login(make_user())
    assert b"Miel de thym" in here.read(CATALOGUE)
