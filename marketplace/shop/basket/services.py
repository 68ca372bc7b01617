"""Changing a basket: add, set a quantity, merge at sign-in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from oscar.apps.basket.models import Basket, Line

from marketplace.shop.partner.models import StockRecord
from marketplace.shop.voucher.services import vouchers_move

from .goods import goods_known, is_on_sale

# More of one thing than any household buys; keeps a typing slip out of the till.
MAX_QUANTITY = 999


class NotForSale(Exception):
    """The product does not exist, or is not sold at present."""


class TooMany(Exception):
    """More than there is. available: units that can still be had."""

    def __init__(self, available: int):
        self.available = available
        super().__init__(available)


def open_basket_of(user) -> Basket:
    """The user's open basket, or a new unsaved one: looking at it writes nothing."""
    return Basket.open.filter(owner=user).order_by("pk").first() or Basket(owner=user)


def _lock(basket: Basket) -> None:
    """Save a new basket, lock a saved one: two clicks at once add up instead of overwriting each other."""
    if basket.pk is None:
        basket.save()
    else:
        Basket.objects.select_for_update().get(pk=basket.pk)


def _on_sale(product_id: int) -> StockRecord:
    """Price and stock of a product that can be bought. Raises NotForSale."""
    product = goods_known([product_id]).get(product_id)
    # Of what has sizes, a size is bought.
    is_wanted = product is not None and is_on_sale(product) and not product.is_parent
    record = StockRecord.objects.filter(product=product_id).first() if is_wanted else None
    if record is None:
        raise NotForSale(product_id)
    return record


@transaction.atomic
def basket_add(*, basket: Basket, product_id: int, quantity: int = 1) -> Line:
    """Put `quantity` more of a product into the basket (saved if it is new).

    Raises NotForSale; TooMany when the basket would hold more than there is (nothing is added then).
    """
    record, is_new = _on_sale(product_id), basket.pk is None
    _lock(basket)
    line = None if is_new else basket.lines.filter(product=product_id).first()
    wanted = quantity + (line.quantity if line else 0)
    if wanted > min(record.available, MAX_QUANTITY):
        raise TooMany(record.available)
    if line is None:
        return _create(basket, record, wanted)
    # Adding again means that the price on the page was seen again.
    line.quantity, line.price_incl_tax, line.price_excl_tax = wanted, record.price, record.price
    line.save(update_fields=["quantity", "price_incl_tax", "price_excl_tax", "date_updated"])
    return line


def _create(basket: Basket, record: StockRecord, quantity: int) -> Line:
    """A new line that remembers the price it was seen at."""
    return basket.lines.create(
        line_reference=str(record.product_id),
        product_id=record.product_id,
        stockrecord=record,
        quantity=quantity,
        price_currency=record.price_currency,
        price_incl_tax=record.price,
        price_excl_tax=record.price,
    )


@transaction.atomic
def basket_set(*, basket: Basket, line_id: int, quantity: int) -> None:
    """Set a line's quantity; 0 removes it. A line of another basket is not there.

    Raises TooMany when there is not so much; NotForSale when the line is gone.
    """
    if basket.pk is None:
        raise NotForSale(line_id)
    _lock(basket)
    line = basket.lines.select_related("stockrecord").filter(pk=line_id).first()
    if line is None:
        raise NotForSale(line_id)
    if quantity <= 0:
        line.delete()
        return
    # Fewer is always allowed, even when there are fewer still: the basket says so beside the line.
    if quantity > line.quantity and quantity > min(line.stockrecord.available, MAX_QUANTITY):
        raise TooMany(line.stockrecord.available)
    line.quantity = quantity
    line.save(update_fields=["quantity", "date_updated"])


@transaction.atomic
def basket_fit(*, basket: Basket, quantities: Mapping[int, int]) -> int:
    """Make lines smaller together: line id -> units that can be had, 0 takes it out. Returns how many lines changed.

    Lines of another basket, and those that hold no more than that already, stay as they are.
    """
    if basket.pk is None:
        return 0
    _lock(basket)
    changed = 0
    for line in basket.lines.filter(pk__in=list(quantities)):
        if line.quantity <= (units := quantities[line.pk]):
            continue
        changed += 1
        if units > 0:
            line.quantity = units
            line.save(update_fields=["quantity", "date_updated"])
        else:
            line.delete()
    return changed


@transaction.atomic
def baskets_merge(*, into: Basket, basket: Basket) -> None:
    """At sign-in: put a guest's basket into the user's; the larger quantity of a product stays."""
    _lock(into)
    theirs = {line.product_id: line for line in into.lines.all()}
    for line in basket.lines.all():
        mine = theirs.get(line.product_id)
        if mine is None:
            line.basket = into
            line.save(update_fields=["basket"])
        elif line.quantity > mine.quantity:
            mine.quantity = line.quantity
            mine.save(update_fields=["quantity"])
    vouchers_move(into=into, basket=basket)
    basket.status = Basket.MERGED
    basket.save(update_fields=["status"])
