"""Replaces Oscar's Partner and StockRecord: one partner per cooperative, one stock record per product."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from oscar.apps.partner.abstract_models import AbstractPartner, AbstractStockRecord


class Partner(AbstractPartner):
    """Oscar's seller. Ours is the cooperative; this row only lets Oscar's tables point at it."""

    cooperative = models.OneToOneField(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="partner", null=True
    )


class StockRecord(AbstractStockRecord):
    """Price in MAD, all taxes included, and stock. Moves only in `stock.py`."""

    num_in_stock = models.PositiveIntegerField("Number in stock", default=0)
    num_allocated = models.PositiveIntegerField("Number allocated", default=0)

    class Meta(AbstractStockRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["product"], name="one_stock_record_per_product"),
            models.CheckConstraint(condition=Q(num_allocated__lte=F("num_in_stock")), name="allocated_within_stock"),
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
        ]

    @property
    def available(self) -> int:
        """Units still for sale."""
        return self.num_in_stock - self.num_allocated


from oscar.apps.partner.models import *  # noqa: E402,F403 - Oscar's remaining models, after our own
