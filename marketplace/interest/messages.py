"""What this package tells people, and what of it they may stop."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cooperatives.messages import can_be_told
from marketplace import jobs
from marketplace.outbox.kinds import register, register_topic
from marketplace.outbox.services import tell
from marketplace.stories.versions import read

if TYPE_CHECKING:
    from catalogue.models import Product
    from cooperatives.models import Cooperative
    from marketplace.accounts.models import User
    from marketplace.stories.models import Story

    from .models import StockAlert

# What a reader may stop.
NEWS, STOCK = "news", "stock"
register_topic(NEWS, _("News of the cooperatives that I follow"))
register_topic(STOCK, _("A product that I wait for is there again"))

FOLLOW_NEWS, STOCK_BACK, STOCK_CONFIRM = "follow_news", "stock_back", "stock_confirm"
register(FOLLOW_NEWS, topic=NEWS)
register(STOCK_BACK, topic=STOCK)
# Answers somebody who asks; without it nobody could ever ask again.
register(STOCK_CONFIRM)

# Listings of one cooperative that are named; the rest is counted, and its storefront shows them all.
MOST_NAMED = 6


def nudge_alerts() -> None:
    """Look at what is waited for once this transaction is committed."""
    jobs.once_on_commit(_look_at_alerts)


def _look_at_alerts() -> None:
    jobs.nudge("interest.alerts")


def tell_confirm(alert: StockAlert, *, token: str) -> None:
    """ "Is it you who asked?", once a day."""
    with translation.override(alert.language):
        path = reverse("storefront:stock-alert-confirm", args=[token])
    tell(
        event_key=f"stock alert {alert.pk} asked {timezone.localdate()}",
        kind=STOCK_CONFIRM,
        address=alert.address,
        language=alert.language,
        payload=_goods(alert, alert.language) | {"url": settings.SITE_URL + path},
    )


def tell_back(alert: StockAlert) -> None:
    """ "It is there again": to the address that asked, or to a user by e-mail, else by SMS."""
    user = alert.user
    if user is not None and not (user.is_active and can_be_told(user)):
        return
    address = user.email or user.phone if user else alert.address
    language = user.language if user else alert.language
    tell(
        event_key=f"stock alert {alert.pk}",
        kind=STOCK_BACK,
        address=address,
        channel="email" if "@" in address else "sms",
        language=language,
        payload=_goods(alert, language),
    )


def tell_news(user: User, news: list[tuple[Cooperative, list[Product], list[Story]]], *, until: datetime) -> bool:
    """All that is new, in one message of the day; by e-mail only. Whether one was written."""
    if not user.email:
        return False
    with translation.override(user.language):
        payload = {"name": user.name, "cooperatives": [_of_cooperative(*one) for one in news]}
    written = tell(
        event_key=f"news of {timezone.localtime(until):%Y-%m-%d} to user {user.pk}",
        kind=FOLLOW_NEWS,
        address=user.email,
        language=user.language,
        payload=payload,
    )
    return written is not None


def _of_cooperative(cooperative: Cooperative, listings: list[Product], stories: list[Story]) -> dict:
    """In the active language."""
    return {
        "name": cooperative.name,
        "slug": cooperative.slug,
        "craft": cooperative.craft,
        "url": settings.SITE_URL + reverse("storefront:cooperative", args=[cooperative.slug]),
        "listings": [{"title": one.title, "url": _listing_url(one)} for one in listings[:MOST_NAMED]],
        "more": max(len(listings) - MOST_NAMED, 0),
        "stories": [
            {
                "title": read(story.current.content["title"]),
                "url": settings.SITE_URL + reverse("storefront:story", args=[story.slug]),
            }
            for story in stories
        ],
    }


def _goods(alert: StockAlert, language: str) -> dict:
    """What is waited for, whose it is, and where it is."""
    product, cooperative = alert.product, alert.product.cooperative
    with translation.override(language):
        return {
            "title": product.listing.title,
            "size": product.size_label or "",
            "cooperative": cooperative.name,
            "slug": cooperative.slug,
            "craft": cooperative.craft,
            "url": f"{_listing_url(product.listing)}{f'?size={product.pk}' if product.parent_id else ''}",
        }


def _listing_url(listing: Product) -> str:
    return settings.SITE_URL + reverse("storefront:product", args=[listing.slug, listing.pk])
