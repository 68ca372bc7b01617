"""The demo's reviews, published by the delegation's demo person a few days after purchases of that time."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.models import Product
from catalogue.services.review import review_publish
from marketplace.accounts.models import User

from .clock import clock_at

CONTENT = Path(__file__).parent / "content" / "reviews.json"


def reviews_load() -> int:
    """Publish those that are not there yet; returns how many."""
    rows = json.loads(CONTENT.read_text(encoding="utf-8"))
    by, known = (
        User.objects.get(email="delegation@example.com"),
        set(ProductReview.objects.values_list("code", flat=True)),
    )
    now, added = timezone.now(), 0
    for number, row in enumerate(rows, start=1):
        if (code := f"demo-{number:03d}") in known:
            continue
        with clock_at(now - timedelta(hours=number * 29)):
            review_publish(
                product=Product.objects.get(listing_code=row["listing"]),
                by=by,
                name=row["name"],
                email=f"{code}@example.com",
                score=row["score"],
                title=row["title"],
                body=row["body"],
                code=code,
            )
        added += 1
    return added
