"""What pages say to machines that read them: schema.org as JSON-LD, from what the page shows, without a query."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.choices import Withdrawal
from catalogue.sanitise import clean_rich_text
from cooperatives.models import Cooperative
from marketplace.accounts.phones import phone_display

from .cards import Card, Offer, Stock
from .product import ProductPage
from .storefronts import CooperativePage

# Reviews told to machines: the newest.
REVIEWS = 5

# What schema.org calls each answer about stock.
_AVAILABILITY = {
    Stock.IN_STOCK: "InStock",
    Stock.FEW_LEFT: "LimitedAvailability",
    Stock.UNIQUE: "LimitedAvailability",
    Stock.TO_ORDER: "MadeToOrder",
    Stock.SOLD_OUT: "OutOfStock",
}


def product_data(page: ProductPage) -> list[dict]:
    """A Product with its Offer and AggregateRating, and the BreadcrumbList above it."""
    return [_product(page), _trail(page)]


def cooperative_data(page: CooperativePage) -> list[dict]:
    """The Organization that a storefront is of."""
    return [_organization(page.cooperative, whole=True)]


def _absolute(address: str) -> str:
    return urljoin(settings.SITE_URL, address)


def _product(page: ProductPage) -> dict:
    listing, reviews = page.card.listing, page.reviews
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": listing.title,
        "description": strip_tags(clean_rich_text(listing.description)),
        "sku": listing.listing_code,
        "url": _absolute(page.card.url),
        "image": [_absolute(image.original.url) for image in page.card.images],
        "itemCondition": "https://schema.org/NewCondition",
        "category": " > ".join(category.name for category in page.trail),
        "countryOfOrigin": {"@type": "Country", "name": "MA"},
        "brand": {"@type": "Brand", "name": listing.cooperative.brand or listing.cooperative.name},
    }
    if page.offer:
        data["offers"] = _offer(page.card, page.offer)
    if reviews.count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(reviews.average, 1),
            "reviewCount": reviews.count,
            "bestRating": 5,
            "worstRating": 1,
        }
        data["review"] = [_review(review) for review in reviews.rows[:REVIEWS]]
    return data


def _review(review: ProductReview) -> dict:
    return {
        "@type": "Review",
        "reviewRating": {"@type": "Rating", "ratingValue": review.score, "bestRating": 5},
        "author": {"@type": "Person", "name": review.name},
        "datePublished": review.date_created.date().isoformat(),
        "name": review.title,
        "reviewBody": review.body,
    }


def _offer(card: Card, offer: Offer) -> dict:
    return {
        "@type": "Offer",
        "price": f"{offer.price:.2f}",
        "priceCurrency": "MAD",
        "availability": f"https://schema.org/{_AVAILABILITY[offer.stock]}",
        "url": _absolute(card.url),
        "seller": _organization(card.cooperative),
        "hasMerchantReturnPolicy": _returns(card),
    }


def _returns(card: Card) -> dict:
    """The right of withdrawal, as the page says it in words."""
    policy = {"@type": "MerchantReturnPolicy", "applicableCountry": "MA"}
    if card.listing.product_class.withdrawal != Withdrawal.ALLOWED:
        return policy | {"returnPolicyCategory": "https://schema.org/MerchantReturnNotPermitted"}
    window = {"returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow"}
    return policy | window | {"merchantReturnDays": settings.WITHDRAWAL_DAYS}


def _trail(page: ProductPage) -> dict:
    market = reverse("storefront:catalogue")
    steps = [
        (_("The market"), market),
        *((category.name, f"{market}?category={category.slug}") for category in page.trail),
        (page.card.listing.title, page.card.url),
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": _absolute(address)}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def _organization(cooperative: Cooperative, *, whole: bool = False) -> dict:
    """whole: with what the storefront itself says of it; else its name and the way there."""
    data = {
        "@type": "Organization",
        "name": cooperative.name,
        "url": _absolute(reverse("storefront:cooperative", args=[cooperative.slug])),
    }
    if not whole:
        return data
    place = {"@type": "PostalAddress", "addressCountry": "MA", "addressRegion": cooperative.province.name}
    place |= {"addressLocality": cooperative.commune or cooperative.city.name}
    if cooperative.address:
        place["streetAddress"] = cooperative.address
    data |= {"@context": "https://schema.org", "address": place, "description": cooperative.tagline}
    if cooperative.founded_year:
        data["foundingDate"] = str(cooperative.founded_year)
    if cooperative.phone:
        data["telephone"] = phone_display(cooperative.phone)
    return data
