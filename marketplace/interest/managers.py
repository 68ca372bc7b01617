"""Questions about what people like that more than one room asks."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from catalogue.models import Product


class FavouriteQuerySet(models.QuerySet):
    """A person's favourites, and nobody else's."""

    def of(self, user) -> FavouriteQuerySet:
        """Hers, the newest first."""
        return self.filter(user=user).order_by("-added_at", "-pk")


class FollowQuerySet(models.QuerySet):
    """The cooperatives that a person follows."""

    def of(self, user) -> FollowQuerySet:
        """Hers, the newest first, with their cooperatives."""
        return self.filter(user=user).select_related("cooperative__province", "cooperative__city").order_by("-pk")


class StockAlertQuerySet(models.QuerySet):
    """What is waited for."""

    def of(self, user) -> StockAlertQuerySet:
        """What this person waits for, the newest first, with the listings."""
        return self.filter(user=user).select_related("product__parent", "product__cooperative").order_by("-pk")

    def due(self) -> StockAlertQuerySet:
        """Confirmed, and what is waited for can be bought now."""
        return self.filter(
            confirmed_at__isnull=False,
            product__in=Product.objects.buyable(),
            product__stockrecords__num_in_stock__gt=F("product__stockrecords__num_allocated"),
        ).order_by("pk")
