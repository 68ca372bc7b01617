"""Questions about the parts of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from .choices import PartStatus

if TYPE_CHECKING:
    from cooperatives.models import Cooperative

# What a cooperative still has to do something about.
TO_DO = (PartStatus.NEW, PartStatus.ACCEPTED, PartStatus.PACKED)


class CooperativeOrderQuerySet(models.QuerySet):
    """Parts of orders, seen by the cooperative that delivers them."""

    def of(self, cooperative: Cooperative) -> CooperativeOrderQuerySet:
        """Those of one cooperative that it may see: the only way a seller page reaches an order.

        What is not paid yet, or never was, is none of its business.
        """
        return self.filter(cooperative=cooperative, confirmed_at__isnull=False)

    def to_do(self) -> CooperativeOrderQuerySet:
        """Not yet sent, oldest first."""
        return self.filter(status__in=TO_DO).order_by("placed_at", "pk")

    def late(self) -> CooperativeOrderQuerySet:
        """Past the time for accepting."""
        return self.filter(status=PartStatus.NEW, accept_by__lt=timezone.now())

    def with_lines(self) -> CooperativeOrderQuerySet:
        """With lines, address and parcels, in a number of queries that does not grow with rows."""
        return self.select_related("order__shipping_address__town").prefetch_related(
            "lines__product__images", "lines__product__parent__images", "parcels__lines__line"
        )
