"""How kept pages are answered: the same bytes and headers to everybody, from memory, and never a private page."""

from __future__ import annotations

import gzip
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.models import Product
from cooperatives.models import Certificate
from marketplace.formats import MARKET_ZONE
from marketplace.pagecache import readings
from marketplace.shop.partner.services import offer_set
from marketplace.storefront import lagging, listings
from marketplace.storefront.page_cache import takes_gzip
from marketplace.storefront.question import known_question
from marketplace.storefront.views import public
from tests.factories import make_basket, make_carrier, make_category, make_product, make_user
from tests.storefront.public import address

from .conftest import Process

CATALOGUE = "/fr/catalogue/"


@pytest.fixture
def honey(kept) -> Product:
    make_carrier()
    return make_product("Miel de thym")


def unannounced(product: Product, title: str) -> None:
    """A write that nobody is told of: a page that shows it was made after it."""
    Product.objects.filter(pk=product.pk).update(title_fr=title)


def is_kept(process: Process, page: str, product: Product) -> bool:
    """Whether the page that comes is one that was kept."""
    process.read(page)
    unannounced(product, "Un titre tout neuf")
    readings.forget()
    again = process.read(page)
    unannounced(product, "Miel de thym")
    return b"Un titre tout neuf" not in again


def asked(process: Process, page: str) -> int:
    """How many questions the database is asked for it."""
    with CaptureQueriesContext(connection) as questions:
        process.read(page)
    return len(questions)


# --- from memory ------------------------------------------------------------------------------------------------------


def test_a_kept_page_asks_the_database_nothing(here, there, honey):
    for page in (CATALOGUE, address(honey), f"/fr/cooperatives/{honey.cooperative.slug}/"):
        assert asked(here, page) > 0
        assert asked(here, page) == 0
        assert asked(there, page) == 0, "what another process kept"


def test_with_the_database_as_cache_it_asks_for_the_version_only(kept_in_database, here, there, honey):
    here.read(CATALOGUE)
    assert asked(here, CATALOGUE) == 1
    assert asked(there, CATALOGUE) == 2
    assert asked(there, CATALOGUE) == 1


@pytest.mark.service
def test_with_redis_it_asks_the_database_nothing(kept_in_redis, here, there, honey):
    here.read(CATALOGUE)
    assert (asked(here, CATALOGUE), asked(there, CATALOGUE)) == (0, 0)
    offer_set(product=honey, price=Decimal(77), stock=0)
    assert b"77,00" in here.read(CATALOGUE) and b"77,00" in there.read(CATALOGUE)


def test_a_version_that_the_cache_has_lost_does_not_bring_old_pages_back(here, honey):
    here.read(CATALOGUE)
    unannounced(honey, "Miel d'euphorbe")
    assert b"euphorbe" not in here.read(CATALOGUE)
    cache.clear()
    assert b"euphorbe" in here.read(CATALOGUE)


def test_a_certificate_that_ends_is_gone_within_a_minute(here, honey):
    proof = Certificate.objects.create(
        cooperative=honey.cooperative,
        kind="organic",
        expires_on=date(2026, 5, 4),
        reviewed_at=datetime.now(MARKET_ZONE),
    )
    page = f"/fr/cooperatives/{honey.cooperative.slug}/"
    with time_machine.travel(datetime(2026, 5, 4, 23, 59, 30, tzinfo=MARKET_ZONE), tick=False) as clock:
        assert str(proof.get_kind_display()).encode() in here.read(page)
        clock.move_to(datetime(2026, 5, 5, 0, 0, 31, tzinfo=MARKET_ZONE))
        assert str(proof.get_kind_display()).encode() not in here.read(page)


def test_a_list_is_kept_for_less_while_its_counts_are_older_than_it(here, honey, settings):
    settings.FACETS_MAY_LAG = 5
    lagging.forget()
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=MARKET_ZONE), tick=False) as clock:
        here.read(CATALOGUE)
        clock.shift(1)
        offer_set(product=honey, price=Decimal(77), stock=3)
        here.read(CATALOGUE)
        lagging.forget()  # by another clock; a page that is made now asks for its counts
        clock.shift(4)
        assert asked(here, CATALOGUE) == 0
        clock.shift(2)
        assert asked(here, CATALOGUE) > 0
        clock.shift(50)
        assert asked(here, CATALOGUE) == 0
    lagging.forget()


# --- a write while a page is made -------------------------------------------------------------------------------------


@pytest.fixture
def price_changes_meanwhile(monkeypatch, honey):
    """When the catalogue's goods have been read, and before the page is kept, the price becomes 77."""
    read_once = listings.cards_of
    after = []

    def read_then_write(rows):
        cards = read_once(rows)
        monkeypatch.setattr(listings, "cards_of", read_once)
        offer_set(product=honey, price=Decimal(77), stock=0)
        for call in after:
            call()
        return cards

    monkeypatch.setattr(listings, "cards_of", read_then_write)
    return after


def test_what_is_written_while_a_page_is_made_is_on_the_next_one(here, there, price_changes_meanwhile):
    assert b"77,00" not in here.read(CATALOGUE)
    assert b"77,00" in here.read(CATALOGUE)
    assert b"77,00" in there.read(CATALOGUE)


def test_with_a_version_read_afterwards_it_would_be_hidden(here, price_changes_meanwhile, monkeypatch, settings):
    settings.FACETS_MAY_LAG = 5  # else its counts, whose version was read before, keep it out
    read, taken = public.versions, {}
    monkeypatch.setattr(public, "versions", lambda names: taken.update(read(names)) or taken)
    price_changes_meanwhile.append(lambda: taken.update(read(tuple(taken))))
    here.read(CATALOGUE)
    assert b"77,00" not in here.read(CATALOGUE)


# --- the same for everybody -------------------------------------------------------------------------------------------


def test_a_kept_page_has_every_header_of_the_page_that_was_made(here, there, honey):
    made = here.get(CATALOGUE)
    for process in (here, there):
        again = process.get(CATALOGUE)
        assert dict(again.items()) == dict(made.items())
        assert again.content == made.content
        assert not again.cookies
    assert made["Vary"] == "Accept-Encoding" and made["Content-Language"] == "fr"
    assert made["Cache-Control"] == "public, max-age=0, s-maxage=60, stale-while-revalidate=300"
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert made[name], name


def test_a_member_with_a_basket_gets_the_page_that_was_kept_for_strangers(here, honey, settings):
    made = here.read(CATALOGUE)
    here.force_login(make_user())
    here.cookies[settings.OSCAR_BASKET_COOKIE_OPEN] = str(make_basket((honey, 1)).pk)
    assert asked(here, CATALOGUE) == 0
    assert here.read(CATALOGUE) == made


def test_languages_are_kept_apart(here, honey):
    french, arabic = here.read(CATALOGUE), here.read("/ar/catalogue/")
    assert b'lang="fr"' in french and b'lang="ar"' in arabic
    assert (here.read(CATALOGUE), here.read("/ar/catalogue/")) == (french, arabic)


def test_a_reader_who_has_the_page_is_told_so(here, honey):
    tag = here.get(CATALOGUE)["ETag"]
    for page in (CATALOGUE, CATALOGUE, "/fr/search/?q=miel"):
        tag = here.get(page)["ETag"]
        answer = here.get(page, headers={"if-none-match": tag})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
        assert answer["Vary"] == "Accept-Encoding" and "public" in answer["Cache-Control"]
        assert here.get(page, headers={"if-none-match": 'W/"another"'}).status_code == 200


def test_a_confirmation_keeps_the_page_for_the_others(here, there, honey):
    tag = here.get(CATALOGUE)["ETag"]
    cache.clear()
    assert here.get(CATALOGUE, headers={"if-none-match": tag}).status_code == 304
    assert asked(there, CATALOGUE) == 0


def test_zipped_for_those_who_ask_and_plain_for_the_others(here, there, honey):
    plain = here.get(CATALOGUE)
    for process in (here, there, here):
        zipped = process.get(CATALOGUE, headers={"accept-encoding": "br, gzip"})
        assert zipped["Content-Encoding"] == "gzip" and zipped["ETag"] == plain["ETag"]
        assert int(zipped["Content-Length"]) == len(zipped.content) < len(plain.content) / 2
        assert gzip.decompress(zipped.content) == plain.content
        assert "Content-Encoding" not in process.get(CATALOGUE, headers={"accept-encoding": "gzip;q=0"})


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [("gzip", True), ("deflate, GZIP;q=0.5, *", True), ("gzip ; q=1.0", True), ("gzip;q=0", False), ("br", False),
     ("gzip;q=0.000", False), ("", False), ("notgzip", False), ("gzip-x", False), ("identity;q=1, *;q=0", False)],
)  # fmt: skip
def test_what_a_browser_takes(accepted, taken):
    assert takes_gzip(accepted) is taken


def test_a_question_for_the_head_gets_the_headers_alone(here, honey):
    made = here.get(CATALOGUE)
    for _ in range(2):
        head = here.head(CATALOGUE)
        assert head.content == b"" and dict(head.items()) == dict(made.items())
    fresh = here.head("/fr/stories/")
    assert fresh.status_code == 200 and int(fresh["Content-Length"]) > 1000


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_pages_are_kept_by_what_they_know_of_an_address(here, honey):
    made = here.read(CATALOGUE)
    for stranger in ("utm_source=mail&fbclid=1", "page=&category=", "unknown=%3Cscript%3E", "q="):
        assert asked(here, f"{CATALOGUE}?{stranger}") == 0
        assert here.read(f"{CATALOGUE}?{stranger}") == made


def test_a_strangers_parameter_gets_into_no_page_and_no_link(here, there, honey):
    poisoned = here.read("/fr/news/?page=1&utm_source=poison")
    assert b"poison" not in poisoned and b"/ar/news/?page=1" in poisoned
    assert b"poison" not in there.read("/fr/news/?page=1")
    assert b"poison" not in here.read("/fr/?category=poison")


def test_a_question_is_read_as_it_was_typed():
    raw = "q=كسكس&utm=1".encode().decode("latin-1")
    assert known_question(raw, {"q"}) == known_question("q=%D9%83%D8%B3%D9%83%D8%B3", {"q"}) == [("q", "كسكس")]
    assert known_question("sort=+&page=2&page=3", {"sort", "page"}) == [("page", "2"), ("page", "3")]
    assert known_question("a=1&" * 5000, {"a"}) is None


def test_the_order_of_a_question_does_not_matter(here, honey):
    made = here.read(f"{CATALOGUE}?sort=cheap&in_stock=1")
    assert asked(here, f"{CATALOGUE}?in_stock=1&sort=cheap") == 0
    assert here.read(f"{CATALOGUE}?in_stock=1&sort=cheap") == made


def test_lists_with_one_filter_are_kept(here, honey):
    honey.categories.add(make_category())
    for question in ("", "in_stock=1", "category=couscous", "sort=cheap", "page=1"):
        assert is_kept(here, f"{CATALOGUE}?{question}", honey), question


def test_lists_that_are_asked_for_in_too_many_ways_are_not(here, honey):
    honey.categories.add(make_category())
    for question in (
        *("q=miel", "in_stock=1&category=couscous", "min=10", "in_stock=1&max=900", "page=01"),
        *("sort=nothing", "in_stock=1&in_stock=1", "womens=yes", "page=1&sort=new&q=miel"),
    ):
        assert not is_kept(here, f"/fr/search/?{question}", honey), question


def test_names_of_nothing_are_not_kept(here, honey):
    for page in (
        f"{CATALOGUE}?category=nothing", "/fr/cooperatives/?province=nothing", f"{address(honey)}?city=nothing",
        f"{address(honey)}?size=999999", f"/fr/catalogue/nothing_{honey.pk}/", "/fr/stories/nothing/",
        "/fr/search/suggest/?q=m", "/fr/search/suggest/",
    ):  # fmt: skip
        before = set(cache._cache)
        assert here.get(page).status_code in (200, 301, 404)
        assert not [key for key in set(cache._cache) - before if ":page-" in key], page


def test_private_pages_are_neither_kept_nor_looked_for(here, honey, monkeypatch):
    looked_for = []
    monkeypatch.setattr("marketplace.pagecache.pages.KeptPages.get", lambda self, key: looked_for.append(key))
    here.force_login(make_user(is_moderator=True))
    with translation.override("fr"):
        names = ("basket", "personal", "apply", "checkout")
        private = [reverse(f"storefront:{name}") for name in names] + [reverse("account-home")]
        private += [
            reverse("storefront:basket-add", args=[honey.pk]),
            "/fr/delegation/",
            "/fr/seller/",
            "/fr/demo/mail/",
        ]
    for page in (*private, "/", "/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-products.xml"):
        assert here.get(page).status_code < 500, page
    assert not looked_for
    assert not [key for key in cache._cache if ":page-" in key]


def test_a_form_that_is_sent_is_not_answered_with_a_page(here, honey):
    here.read(CATALOGUE)
    assert here.post(CATALOGUE).status_code == 405


def test_a_page_with_a_cookie_or_for_some_readers_only_is_not_kept(here, honey, monkeypatch):
    dispatch = public.PublicMixin.dispatch

    def dispatch_with(change):
        def changed(self, request, *args, **kwargs):
            response = dispatch(self, request, *args, **kwargs)
            change(response)
            return response

        monkeypatch.setattr(public.PublicMixin, "dispatch", changed)

    for change in (
        lambda response: response.set_cookie("a", "b"),
        lambda response: response.headers.__setitem__("Vary", "Cookie"),
        lambda response: response.headers.__setitem__("Cache-Control", "no-store"),
        lambda response: setattr(response, "status_code", 503),
    ):
        dispatch_with(change)
        here.get(CATALOGUE)
        assert not [key for key in cache._cache if ":page-" in key]


def test_a_host_that_is_not_ours_is_refused_and_writes_itself_into_no_page(here, there, honey, settings):
    settings.ALLOWED_HOSTS = ["souk.example", "testserver"]
    made = here.read(CATALOGUE, host="souk.example")
    assert here.get(CATALOGUE, headers={"host": "evil.example"}).status_code == 400
    assert there.get(CATALOGUE, headers={"host": "evil.example"}).status_code == 400
    assert b"souk.example" not in made and there.read(CATALOGUE) == made


# --- the cache is away ------------------------------------------------------------------------------------------------


def test_without_redis_pages_are_made_writes_are_kept_and_it_is_said_once(here, honey, settings, caplog):
    settings.CACHES = {
        "default": {"BACKEND": "marketplace.pagecache.redis_cache.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    here.read(CATALOGUE)
    offer_set(product=honey, price=Decimal(77), stock=0)
    assert b"77,00" in here.read(CATALOGUE)
    assert b"77,00" in here.read(address(honey))
    said = [record for record in caplog.records if "The cache does not answer" in record.message]
    assert len(said) == 1


def test_without_the_table_of_the_cache_pages_are_made(kept_in_database, here, honey):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache_entries")
    assert b"Miel" in here.read(CATALOGUE)
    offer_set(product=honey, price=Decimal(77), stock=0)
    assert b"77,00" in here.read(CATALOGUE)
