"""Buying the same once more: what can still be had goes into the basket, at today's price."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from oscar.apps.basket.models import Basket

from marketplace.shop.basket import NotForSale, TooMany, basket_add
from marketplace.shop.order.choices import ReleaseReason
from marketplace.shop.order.models import Line, Order
from marketplace.shop.voucher.services import vouchers_return


@dataclass(frozen=True)
class Changed:
    """A product that costs another price than it did. MAD for one."""

    title: str
    was: Decimal
    now: Decimal


@dataclass
class Again:
    """What came of it. Titles are as they were at the sale, in the reader's language."""

    added: int = 0
    gone: list[str] = field(default_factory=list)
    fewer: list[str] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)


@transaction.atomic
def order_again(*, order: Order, basket: Basket, language: str) -> Again:
    """Put everything of an order into a basket (saved if it is new), as far as there is any.

    The codes of an order that was never paid come back too: it did not use them.
    """
    again = Again()
    if basket.pk is None:
        basket.save()  # here, so that a product of which there is too little does not take it back
    if order.parts.filter(reason__in=ReleaseReason.values).exists():
        vouchers_return(order=order, into=basket)
    for line in order.lines.select_related("product", "stockrecord").order_by("pk"):
        _line_again(again, line, basket, line.title_in(language))
    return again


def _line_again(again: Again, line: Line, basket: Basket, title: str) -> None:
    added = _add(basket, line.product_id, line.quantity) if line.product_id else 0
    if not added:
        again.gone.append(title)
        return
    again.added += added
    if added < line.quantity:
        again.fewer.append(title)
    if line.stockrecord and line.stockrecord.price != line.unit_price_incl_tax:
        again.changed.append(Changed(title, was=line.unit_price_incl_tax, now=line.stockrecord.price))


def _add(basket: Basket, product_id: int, quantity: int) -> int:
    """Add so many, or as many as there are beside those in the basket; returns how many that was."""
    try:
        basket_add(basket=basket, product_id=product_id, quantity=quantity)
    except NotForSale:
        return 0
    except TooMany as error:
        lying = basket.lines.filter(product_id=product_id).values_list("quantity", flat=True).first() or 0
        left = error.available - lying
        return _add(basket, product_id, left) if 0 < left < quantity else 0
    return quantity
