"""The only place where stock moves (an architecture test holds this). Rows are locked in primary-key order.

placed: allocated +q · declined, cancelled: allocated -q · shipped: allocated -q and in stock -q · came back and fit
to be sold again: in stock +q.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone

from .models import StockRecord
from .shown import stock_moved
from .signals import back_in_stock


class SoldOut(Exception):
    """Somebody was quicker. product_id: what is gone; available: what is left of it."""

    def __init__(self, *, product_id: int, available: int):
        self.product_id, self.available = product_id, available
        super().__init__(f"product {product_id}: {available} left")


# Written out: composing them takes Django longer than all the rest of a reservation. What is left out of a row is read
# when it is asked for.
_LOCK = """
SELECT id, product_id, num_in_stock, num_allocated FROM partner_stockrecord
WHERE id = ANY(%s) ORDER BY id FOR UPDATE
"""
_WRITE = """
UPDATE partner_stockrecord AS stock
SET num_allocated = new.allocated, num_in_stock = new.in_stock, date_updated = %s
FROM unnest(%s::bigint[], %s::integer[], %s::integer[]) AS new (id, allocated, in_stock)
WHERE stock.id = new.id
"""


def _locked(quantities: Mapping[int, int]) -> list[StockRecord]:
    """The rows, locked in one order by everybody, so that two orders never wait for each other in a circle."""
    records = list(StockRecord.objects.raw(_LOCK, [list(quantities)]))
    for record in records:
        record.available_before = record.available  # what pages said until now (shown.py)
    return records


def _write(records: list[StockRecord]) -> None:
    keys = [record.pk for record in records]
    allocated, in_stock = [record.num_allocated for record in records], [record.num_in_stock for record in records]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [timezone.now(), keys, allocated, in_stock])
    stock_moved(records)


@transaction.atomic(savepoint=False)
def stock_reserve(quantities: Mapping[int, int]) -> None:
    """Promise units to an order, all or nothing. quantities: stock record id -> units. Raises SoldOut."""
    records = _locked(quantities)
    for record in records:
        wanted = quantities[record.pk]
        if record.available < wanted:
            raise SoldOut(product_id=record.product_id, available=record.available)
        record.num_allocated += wanted
    _write(records)


@transaction.atomic
def stock_release(quantities: Mapping[int, int]) -> None:
    """Give promised units back: declined or cancelled before dispatch."""
    records = _locked(quantities)
    sold_out = [record for record in records if record.available <= 0]
    for record in records:
        record.num_allocated -= quantities[record.pk]
    _write(records)
    _tell_back(sold_out)


@transaction.atomic
def stock_ship(quantities: Mapping[int, int]) -> None:
    """Promised units left the house."""
    records = _locked(quantities)
    for record in records:
        record.num_allocated -= quantities[record.pk]
        record.num_in_stock -= quantities[record.pk]
    _write(records)


@transaction.atomic
def stock_return(quantities: Mapping[int, int]) -> None:
    """Units that were sent are back on the shelf, fit to be sold again."""
    records = _locked(quantities)
    sold_out = [record for record in records if record.available <= 0]
    for record in records:
        record.num_in_stock += quantities[record.pk]
    _write(records)
    _tell_back(sold_out)


@transaction.atomic
def stock_recount(*, record_id: int, seen: int, wanted: int) -> StockRecord:
    """A member says how many are still for sale: a difference to the number that she saw.

    seen, wanted: units still for sale, which is in stock less allocated.
    Raises StaleStock when the number has changed meanwhile, so that nothing sold in between is lost.
    """
    (record,) = _locked({record_id: 0})
    if record.available != seen:
        raise StaleStock(record.available)
    record.num_in_stock += wanted - seen
    _write([record])
    if seen <= 0:
        _tell_back([record])
    return record


def _tell_back(records: list[StockRecord]) -> None:
    """Say which of these that were sold out can be bought now."""
    if back := [record.product_id for record in records if record.available > 0]:
        back_in_stock.send(sender=StockRecord, product_ids=back)


class StaleStock(Exception):
    """The number on her screen is old. available: what it is now."""

    def __init__(self, available: int):
        self.available = available
        super().__init__(available)
