"""Which goods of the demo go well together: `content/companions.json`, code -> codes, the best first."""

from __future__ import annotations

import json
from pathlib import Path

from catalogue.models import Product, ProductRecommendation

CONTENT = Path(__file__).parent / "content" / "companions.json"


def companions_load() -> int:
    """Add the pairs that are not there yet; returns how many."""
    wanted = json.loads(CONTENT.read_text(encoding="utf-8"))
    ids = dict(Product.objects.filter(structure__in=["standalone", "parent"]).values_list("listing_code", "pk"))
    pairs = [
        ProductRecommendation(primary_id=ids[code], recommendation_id=ids[other], ranking=len(others) - place)
        for code, others in wanted.items()
        for place, other in enumerate(others)
    ]
    before = ProductRecommendation.objects.count()
    ProductRecommendation.objects.bulk_create(pairs, ignore_conflicts=True)
    return ProductRecommendation.objects.count() - before
