"""Fills the demo shop from `content/`: idempotent and deterministic; rows that exist are left as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from catalogue.choices import State
from catalogue.models import Category, Product, ProductCategory, ProductClass
from catalogue.services.picture import picture_attach
from cooperatives.models import Certificate, Cooperative, Membership
from marketplace.accounts.models import User
from marketplace.accounts.services.demo import demo_users_ensure
from marketplace.shop.partner.services import offer_set

from .studio import Studio

CONTENT = Path(__file__).parent / "content"
# Who presides over which cooperative in the demonstration.
PRESIDENTS = {"couscous@example.com": "al-alfia-atalita", "mogalait@example.com": "kokiaj-mogador"}
LANGUAGES = ("fr", "ar", "en")

Progress = Callable[[int, int], None]


def demo_load(*, progress: Progress = lambda done, total: None, pictures: bool = True) -> int:
    """Load people, cooperatives, classes, categories and listings; returns the number of listings added.

    pictures: False leaves them out, for tests of something else: drawing takes most of the time.
    """
    demo_users_ensure()
    for row in content("cooperatives"):
        _cooperative(row)
    _presidents()
    for row in content("classes"):
        _product_class(row)
    for row in content("categories"):
        _category(row, None)
    listings = content("listings")
    known = set(Product.objects.values_list("listing_code", flat=True))
    missing = [row for row in listings if row["code"] not in known]
    with Studio((row["picture"]["subject"], row["picture"]["seed"]) for row in missing if pictures) as studio:
        for done, row in enumerate(missing, start=1):
            _listing(row, studio if pictures else None)
            progress(done, len(missing))
    return len(missing)


def content(name: str) -> list[dict]:
    """A list of rows: one file, or a folder with a file for each cooperative, dealt out in turns as cards are."""
    if not (CONTENT / name).is_dir():
        return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))
    piles = [json.loads(file.read_text(encoding="utf-8")) for file in sorted((CONTENT / name).glob("*.json"))]
    piles = [pile if isinstance(pile, list) else [pile] for pile in piles]
    return [row for turn in zip_longest(*piles) for row in turn if row]


def _texts(field: str, values: dict | None) -> dict[str, str]:
    """field_fr, field_ar, field_en of a translated column."""
    return {f"{field}_{code}": (values or {}).get(code) or "" for code in LANGUAGES}


def _cooperative(row: dict) -> None:
    plain = ("craft", "kind", "commune", "founded_year", "members_count", "is_womens", "is_fictitious")
    fields = {name: row[name] for name in plain}
    fields |= {name: row[name] for name in ("handling_days", "accept_hours", "offers_pickup")}
    fields |= {"province_id": row["province"], "city_id": row["city"]}
    fields |= {"phone": row.get("phone") or "", "brand": row.get("brand") or "", "commune": row["commune"] or ""}
    for name, key in (("name", "names"), ("tagline", "tagline"), ("about", "about"), ("address", "address")):
        fields |= _texts(name, row[key])
    if hours := row.get("hours"):
        first, last = (time.fromisoformat(hours[name]) for name in ("from", "until"))
        fields |= {"pickup_days": hours["days"], "pickup_from": first, "pickup_until": last}
    fields |= _texts("story_title", row.get("story_title")) | _texts("members_note", row.get("members_note"))
    cooperative, created = Cooperative.objects.get_or_create(
        slug=row["slug"], defaults={**fields, "status": row.get("status", Cooperative.Status.ADMITTED)}
    )
    if created:
        for certificate in row["certificates"]:
            Certificate.objects.create(
                cooperative=cooperative,
                kind=certificate["kind"],
                number=certificate["number"] or "",
                reviewed_at=timezone.now(),
            )


def _presidents() -> None:
    for email, slug in PRESIDENTS.items():
        Membership.objects.get_or_create(
            user=User.objects.get(email=email),
            cooperative=Cooperative.objects.get(slug=slug),
            ended_at=None,
            defaults={"role": Membership.Role.PRESIDENT},
        )


def _product_class(row: dict) -> None:
    plain = ("temperature", "fragile", "perishable", "withdrawal", "requires_shipping")
    fields = {name: row[name] for name in plain} | _texts("name", row["names"])
    ProductClass.objects.get_or_create(code=row["code"], defaults={**fields, "slug": row["code"]})


def _category(row: dict, parent: Category | None) -> None:
    category = Category.objects.filter(code=row["slug"]).first()
    if category is None:
        fields = {"code": row["slug"], "slug": row["slug"], **_texts("name", row["names"])}
        fields |= _texts("description", row.get("descriptions"))
        category = parent.add_child(**fields) if parent else Category.add_root(**fields)
    for child in row.get("children", []):
        _category(child, Category.objects.get(pk=category.pk))


@transaction.atomic
def _listing(row: dict, studio: Studio | None) -> None:
    """One listing with its variants, and its picture where there is a studio."""
    variants = row.get("variants") or []
    cooperative = Cooperative.objects.get(slug=row["cooperative"])
    listing = Product(
        structure="parent" if variants else "standalone",
        product_class=ProductClass.objects.get(code=row["class"]),
        cooperative=cooperative,
        listing_code=row["code"],
        slug=slugify(row["title"]["fr"])[:200] or row["code"],
        state=State.LIVE,
        is_unique=row["is_unique"],
        ready_in_days=row["ready_in_days"] or 0,
        harvest_year=row["harvest_year"],
        **row["typed"],
        allergens=row["allergens"],
        may_contain=row["may_contain"],
        free_from=row["free_from"],
        max_transit_days=(row.get("delivery") or {}).get("max_days"),
        only_zones=(row.get("delivery") or {}).get("zones") or [],
        **_texts("title", row["title"]),
        **{key: value for field in ("description", "ingredients", "storage", "care")
           for key, value in _texts(field, row[field]).items()},
    )  # fmt: skip
    if not variants:
        _size(listing, row["offer"])
    listing.save()
    ProductCategory.objects.create(product=listing, category=Category.objects.get(code=row["category"]))
    listing.certificates.set(cooperative.certificates.filter(kind__in=row["certificates"]))
    for variant in variants:
        _variant(listing, variant)
    if not variants:
        offer = row["offer"]
        offer_set(product=listing, price=Decimal(offer["price"]), stock=offer["stock"])
    if studio:
        picture = studio.take(row["picture"]["subject"], row["picture"]["seed"])
        picture_attach(product=listing, data=picture.data, rendered=picture.rendered)


def _size(product: Product, offer: dict) -> None:
    """Quantity, weight and size of what is sold."""
    product.net_quantity = Decimal(offer["net_quantity"]) if offer["net_quantity"] else None
    product.net_unit = offer["net_unit"] or "piece"
    for name in ("weight_g", "length_cm", "width_cm", "height_cm"):
        setattr(product, name, offer[name] or 0)
    for name, value in _texts("size_label", offer.get("size_label")).items():
        setattr(product, name, value)


def _variant(listing: Product, offer: dict) -> None:
    child = Product(
        structure="child",
        parent=listing,
        cooperative=listing.cooperative,
        listing_code=offer["code"],
        slug=listing.slug,
        state=State.LIVE,
    )
    _size(child, offer)
    child.save()
    offer_set(product=child, price=Decimal(offer["price"]), stock=offer["stock"])
