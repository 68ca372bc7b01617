"""The narrow rows that lists filter by: after every kind of write, in its transaction, they say what the tables say."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from catalogue.choices import Allergen, State
from catalogue.models import Product, ProductCategory
from cooperatives.models import Certificate, Cooperative
from marketplace.shop.facets.models import Narrow
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.stock import stock_release, stock_reserve
from tests.concurrency.crowd import wait_until_somebody_waits
from tests.factories import make_category, make_cooperative, make_product, make_variant

KINDS, CODES = Certificate.Kind.values, Allergen.values


def truth(listing: Product) -> dict:
    """What the row of a listing must hold, read from the wide tables one by one."""
    offers = []
    for product in [listing, *Product.objects.filter(parent=listing, state=State.LIVE, is_public=True)]:
        offers += StockRecord.objects.filter(product=product)
    prices = sorted(int(offer.price * 100) for offer in offers)
    here = sorted(int(offer.price * 100) for offer in offers if offer.num_in_stock > offer.num_allocated)
    reviewed = listing.certificates.exclude(reviewed_at=None)
    ends = {kind: [one.expires_on or date(9999, 12, 31) for one in reviewed.filter(kind=kind)] for kind in KINDS}
    return {
        "product_id": listing.pk, "cooperative_id": listing.cooperative_id,
        "shown": listing.state == State.LIVE and listing.is_public,
        "created": listing.date_created, "rating": listing.rating,
        "categories": sorted(listing.categories.values_list("pk", flat=True)),
        "certified": [max(ends[kind], default=None) for kind in KINDS] if listing.certificates.exists() else [],
        "free_from": sum(1 << CODES.index(code) for code in set(listing.free_from)),
        "prices": prices, "low": min(prices, default=None), "high": max(prices, default=None),
        "here_prices": here, "here_low": min(here, default=None), "here_high": max(here, default=None),
    }  # fmt: skip


def assert_true() -> None:
    rows = {row["product_id"]: row for row in Narrow.objects.values()}
    assert rows == {one.pk: truth(one) for one in Product.objects.exclude(structure="child")}


@pytest.fixture
def shop(db) -> dict:
    """A plain listing, one of two variants, a category, a certificate."""
    listing = make_product("Parent", stock=None)
    return {
        "plain": make_product("Plain", free_from=["milk", "gluten"]),
        "parent": listing,
        "small": make_variant(listing, price="18.00"),
        "large": make_variant(listing, price="145.50", stock=1),
        "category": make_category(),
        "certificate": Certificate.objects.create(
            cooperative=listing.cooperative, kind="organic", reviewed_at=timezone.now(), expires_on=date(2030, 1, 1)
        ),
    }


def offer(product: Product) -> StockRecord:
    return StockRecord.objects.get(product=product)


WRITES = {
    "nothing": lambda shop: None,
    "paused": lambda shop: Product.objects.filter(pk=shop["plain"].pk).update(state=State.PAUSED),
    "hidden": lambda shop: Product.objects.filter(pk=shop["plain"].pk).update(is_public=False),
    "a variant is paused": lambda shop: Product.objects.filter(pk=shop["small"].pk).update(state=State.PAUSED),
    "a variant goes": lambda shop: shop["small"].delete(),
    "a variant comes": lambda shop: make_variant(shop["parent"], price="7.25"),
    "a variant is moved": lambda shop: Product.objects.filter(pk=shop["small"].pk).update(
        parent=make_product("Other", stock=None, cooperative=shop["parent"].cooperative)
    ),
    "a listing goes": lambda shop: shop["plain"].delete(),
    "a listing becomes a variant": lambda shop: Product.objects.filter(pk=shop["plain"].pk).update(
        structure="child", parent=shop["parent"]
    ),
    "free of more": lambda shop: Product.objects.filter(pk=shop["plain"].pk).update(free_from=["molluscs", "milk"]),
    "rated": lambda shop: Product.objects.filter(pk=shop["plain"].pk).update(rating=4.5),
    "categorised": lambda shop: ProductCategory.objects.create(product=shop["plain"], category=shop["category"]),
    "categorised and back": lambda shop: (
        shop["plain"].categories.add(shop["category"]),
        shop["plain"].categories.clear(),
    ),
    "certified": lambda shop: shop["parent"].certificates.add(shop["certificate"]),
    "certified for ever": lambda shop: (
        shop["parent"].certificates.add(shop["certificate"]),
        Certificate.objects.update(expires_on=None),
    ),
    "certified twice": lambda shop: (
        shop["parent"].certificates.add(shop["certificate"]),
        shop["parent"].certificates.create(
            cooperative=shop["parent"].cooperative, kind="organic", reviewed_at=timezone.now(),
            expires_on=date(2031, 5, 5),
        ),
    ),
    "a certificate is doubted": lambda shop: (
        shop["parent"].certificates.add(shop["certificate"]),
        Certificate.objects.update(reviewed_at=None),
    ),
    "a certificate goes": lambda shop: (
        shop["parent"].certificates.add(shop["certificate"]),
        shop["certificate"].delete(),
    ),
    "a new price": lambda shop: StockRecord.objects.filter(product=shop["large"]).update(price=Decimal("9.99")),
    "sold out": lambda shop: stock_reserve({offer(shop["large"]).pk: 1}),
    "sold out and given back": lambda shop: (
        stock_reserve({offer(shop["large"]).pk: 1}),
        stock_release({offer(shop["large"]).pk: 1}),
    ),
    "all at once": lambda shop: StockRecord.objects.update(num_in_stock=0, num_allocated=0),
    "an offer goes": lambda shop: offer(shop["plain"]).delete(),
}  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
def test_a_row_is_true_after_every_kind_of_write(shop, write):
    WRITES[write](shop)
    assert_true()


def test_a_reservation_that_leaves_some_writes_no_row(shop):
    with connection.cursor() as cursor:
        place = "SELECT xmin, ctid FROM facets_narrow WHERE product_id = %s"
        cursor.execute(place, [shop["plain"].pk])
        before = cursor.fetchone()
        stock_reserve({offer(shop["plain"]).pk: 2})
        cursor.execute(place, [shop["plain"].pk])
        assert cursor.fetchone() == before


def test_visible_rows_are_the_visible_listings(shop):
    make_product(state=State.DRAFT)
    make_product(is_public=False)
    make_product(cooperative=make_cooperative(status=Cooperative.Status.SUSPENDED))
    rows = Narrow.objects.visible().values_list("product_id", flat=True)
    assert set(rows) == set(Product.objects.visible().values_list("pk", flat=True))
    Cooperative.objects.update(status=Cooperative.Status.SUSPENDED)
    assert not Narrow.objects.visible().exists()


def test_rows_lost_while_triggers_were_off_are_made_again(shop, capsys):
    Narrow.objects.filter(product=shop["plain"]).delete()
    Narrow.objects.update(prices=[1], low=1, certified=[timezone.localdate() - timedelta(days=1)])
    call_command("facets_rebuild")
    assert "2 listings" in capsys.readouterr().out
    assert_true()


@pytest.mark.django_db(transaction=True)
def test_two_variants_sold_out_at_the_same_moment_leave_a_true_row():
    listing = make_product(stock=None)
    one, other = (offer(make_variant(listing, stock=1)).pk for _ in range(2))

    def sell_the_other() -> None:
        stock_reserve({other: 1})
        close_old_connections()
        connection.close()

    with transaction.atomic():
        stock_reserve({one: 1})
        seller = threading.Thread(target=sell_the_other)
        seller.start()
        wait_until_somebody_waits("the other sale never waited")
    seller.join()
    assert Narrow.objects.get(product=listing).here_prices == []
    assert_true()
