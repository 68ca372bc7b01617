"""More pictures for some goods of the demo: where they come from, or how they look in use."""

from __future__ import annotations

from catalogue.models import Product
from catalogue.services.picture import picture_attach

from .studio import Studio

# Listing code -> (subject, seed) of what stands beside its first picture.
ALBUMS = {
    "couscous-ble": [("couscous_bag", 641), ("lesson_table", 642)],
    "tapis-sbaaia-garance": [("loom", 643)],
    "miel-thym": [("hives", 644), ("honey_jar", 645)],
    "huile-olive": [("olives_bowl", 646)],
}


def albums_load() -> int:
    """Attach what is not there yet; returns how many pictures."""
    listings = Product.objects.filter(listing_code__in=ALBUMS).prefetch_related("images")
    short = [one for one in listings if len(one.images.all()) == 1]
    orders = [(listing, *order) for listing in short for order in ALBUMS[listing.listing_code]]
    with Studio((subject, seed) for _listing, subject, seed in orders) as studio:
        for listing, subject, seed in orders:
            picture = studio.take(subject, seed)
            picture_attach(product=listing, data=picture.data, rendered=picture.rendered)
    return len(orders)
