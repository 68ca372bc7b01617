"""What the demo's shopper likes: favourites, cooperatives that she follows, a product that she waits for."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from catalogue.models import Product
from marketplace.accounts.models import User
from marketplace.interest.models import Favourite, Follow, StockAlert
from marketplace.interest.services.alerts import alert_ask
from marketplace.interest.services.favourites import favourite_add
from marketplace.interest.services.follow import follow_start
from marketplace.stories.models import Story

from .clock import clock_at

SHOPPER = "shopper@example.com"
FAVOURITES, FOLLOWS = 5, 2
# Before the demo's stories were published, so that the next morning brings a letter about one.
AGO = timedelta(days=90)


@transaction.atomic
def likes_load() -> int:
    """Add them unless she has likes of her own; returns how many."""
    shopper = User.objects.get(email=SHOPPER)
    if any(model.objects.filter(user=shopper).exists() for model in (Favourite, Follow, StockAlert)):
        return 0
    makers = [story.cooperative for story in Story.objects.published()[:FOLLOWS]]
    sold_out = Product.objects.visible().filter(stockrecords__num_in_stock=F("stockrecords__num_allocated"))
    waited_for = list(sold_out.order_by("pk")[:1])
    liked = list(Product.objects.visible().filter(cooperative__in=makers).order_by("pk")[: FAVOURITES - 1])
    with clock_at(timezone.now() - AGO):
        for cooperative in makers:
            follow_start(user=shopper, cooperative=cooperative)
    for listing in [*liked, *waited_for]:
        favourite_add(user=shopper, product_id=listing.pk)
    for listing in waited_for:
        alert_ask(user=shopper, product=listing)
    return len(makers) + len(liked) + 2 * len(waited_for)
