"""What the pages of words take from the tables and settings: carriers with their prices and days, cookies."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from marketplace.places.models import Zone
from marketplace.shop.delivery.models import CarrierRate

from .favourites import COOKIE as FAVOURITES
from .middleware import MARKER

# Where the market's cooperatives are: its own zone comes first.
HOME_ZONE = "marrakech-safi"


def carriers_by_zone() -> list[dict]:
    """A row for each carrier in each zone, nearest zone first: the least it costs (MAD), the days it takes."""
    rows = list(
        CarrierRate.objects.filter(carrier__is_active=True)
        .values("carrier__name", "carrier__takes_chilled", "zone")
        .annotate(least=Min("price"), soonest=Min("days_min"), latest=Max("days_max"))
    )
    names = {zone.pk: zone.name for zone in Zone.objects.all()}  # .values() would not follow the reader's language
    nearness: dict[str, int] = {}
    for row in rows:
        row["zone_name"] = names[row["zone"]]
        nearness[row["zone"]] = max(row["latest"], nearness.get(row["zone"], 0))
    return sorted(rows, key=lambda row: (row["zone"] != HOME_ZONE, nearness[row["zone"]], row["zone"], row["least"]))


@dataclass(frozen=True)
class Cookie:
    """A cookie that the market sets: what it is for, how many days it lasts (0: until the next page)."""

    name: str
    purpose: str
    days: int


def cookies() -> list[Cookie]:
    """All that the market sets, and none before they are needed: to sign in, to fill a basket, to send a form."""
    day = 24 * 60 * 60
    basket = settings.OSCAR_BASKET_COOKIE_LIFETIME // day
    return [
        Cookie(settings.OSCAR_BASKET_COOKIE_OPEN, _("Finds your basket again."), basket),
        Cookie(settings.SESSION_COOKIE_NAME, _("Keeps you signed in, and what you typed in the checkout."),
               settings.SESSION_COOKIE_AGE // day),
        Cookie(FAVOURITES, _("Keeps your favourites while you have no account."), basket),
        Cookie(MARKER, _("Tells the page that you have a basket or favourites, or are signed in."), basket),
        Cookie(CookieStorage.cookie_name, _("Tells you on the next page what came of what you did."), 0),
        Cookie(settings.CSRF_COOKIE_NAME, _("Protects the forms that you send."), settings.CSRF_COOKIE_AGE // day),
    ]  # fmt: skip
