"""Favourites, cooperatives that are followed, and goods that are waited for. Only she herself sees them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .managers import FavouriteQuerySet, FollowQuerySet, StockAlertQuerySet


class Favourite(models.Model):
    """A listing that somebody keeps an eye on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = FavouriteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="one_favourite")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.product_id}"


class Follow(models.Model):
    """Somebody wants the news of a cooperative. told_until: news up to this moment were told, or came before her."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    told_until = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "cooperative"], name="one_follow")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.cooperative_id}"


class StockAlert(models.Model):
    """Somebody waits for a product or variant: a user, or a guest at an address that she confirmed.

    The row goes with the one message that it is for; one that nobody confirms goes after a week.
    """

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="stock_alerts")
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    objects = StockAlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "user"], name="one_alert_of_a_user"),
            models.UniqueConstraint(
                fields=["product", "address"], condition=~Q(address=""), name="one_alert_of_an_address"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, address="") | Q(user__isnull=True) & ~Q(address=""),
                name="alert_of_a_user_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id or self.address} waits for {self.product_id}"
