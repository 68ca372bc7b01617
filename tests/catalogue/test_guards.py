"""What the database itself refuses, whoever writes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.audit.models import Entry, record
from marketplace.shop.partner.models import StockRecord
from marketplace.shop.partner.services import partner_of
from marketplace.shop.partner.stock import StaleStock, stock_recount
from tests.factories import make_cooperative, make_part, make_product, make_variant

pytestmark = pytest.mark.django_db


def test_a_stock_record_belongs_to_the_cooperative_of_its_product():
    product, other = make_product(stock=None, structure="standalone"), make_cooperative()
    with pytest.raises(IntegrityError, match="another cooperative"), transaction.atomic():
        StockRecord.objects.create(product=product, partner=partner_of(other), partner_sku="x", price=Decimal(1))


def test_a_product_has_one_stock_record():
    product = make_product()
    with pytest.raises(IntegrityError, match="one_stock_record_per_product"), transaction.atomic():
        StockRecord.objects.create(
            product=product, partner=partner_of(product.cooperative), partner_sku="y", price=Decimal(1)
        )


def test_a_user_has_an_address_or_a_telephone():
    with pytest.raises(IntegrityError, match="user_has_email_or_phone"), transaction.atomic():
        User.objects.create(email=None, phone=None)


def test_the_audit_is_only_ever_added_to():
    entry = record(who=None, what="test.done", about=make_cooperative())
    with pytest.raises((IntegrityError, InternalError), match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(why="other")
    with pytest.raises((IntegrityError, InternalError), match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()


@pytest.mark.parametrize("status", [status for status in Cooperative.Status.values if status != "admitted"])
def test_only_an_admitted_cooperatives_goods_are_seen_and_bought(status):
    product = make_product(cooperative=make_cooperative(status=status))
    assert product not in Product.objects.visible()
    assert product not in Product.objects.buyable()


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_asked", "paused", "archived"])
def test_only_a_live_listing_is_seen_and_bought(state):
    product = make_product(state=state)
    assert product not in Product.objects.visible()
    assert product not in Product.objects.buyable()


def test_a_variant_is_bought_only_while_its_listing_is_live():
    from marketplace.shop.basket import NotForSale, basket_add
    from tests.factories import make_basket

    parent = make_product(stock=None)
    child = make_variant(parent)
    Product.objects.filter(pk=parent.pk).update(state="paused")
    with pytest.raises(NotForSale):
        basket_add(basket=make_basket(), product_id=child.pk)


def test_units_still_for_sale_are_set_as_a_difference_to_what_was_seen():
    product = make_product(stock=10)
    make_part(product, 3)
    record = StockRecord.objects.get(product=product)
    stock_recount(record_id=record.pk, seen=7, wanted=20)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (23, 3)


def test_an_old_number_on_the_screen_asks_again():
    product = make_product(stock=10)
    record = StockRecord.objects.get(product=product)
    make_part(product, 3)
    with pytest.raises(StaleStock) as stale:
        stock_recount(record_id=record.pk, seen=10, wanted=12)
    assert stale.value.available == 7
