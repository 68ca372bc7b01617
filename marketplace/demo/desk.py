"""What waits on the delegation's desk in the demo: applications, listings and changes, sent in through the services."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from catalogue.models import Product, StagedEdit
from catalogue.services.life import listing_submit
from catalogue.services.listing import listing_create, listing_edit
from catalogue.services.picture import picture_attach
from cooperatives.models import Cooperative
from cooperatives.services.apply import Application, cooperative_apply
from marketplace.accounts.models import User
from marketplace.places.models import City
from marketplace.shop.partner.services import offer_set

from .clock import clock_at
from .studio import drawn

CONTENT = Path(__file__).parent / "content" / "desk.json"


def desk_load() -> int:
    """Send in what is not there yet; returns how many things."""
    desk = json.loads(CONTENT.read_text(encoding="utf-8"))
    steps = ((_apply, "applications"), (_listing, "listings"), (_edit, "edits"))
    added = 0
    for send_in, name in steps:
        for row in desk[name]:
            with clock_at(timezone.now() - timedelta(days=row["days"])):
                added += send_in(row)
    return added


def desk_is_loaded() -> bool:
    """Whether the last thing was sent in, answered since or not."""
    last = json.loads(CONTENT.read_text(encoding="utf-8"))["edits"][-1]
    return StagedEdit.objects.filter(product__listing_code=last["listing"]).exists()


def _apply(row: dict) -> bool:
    """A person applies for her cooperative."""
    person = User.objects.filter(email=row["person"]).first()
    if person:
        return False
    person = User.objects.create_user(row["person"], name=row["person_name"], language=row["language"])
    asked = ("name", "craft", "phone", "language", "is_womens", "registration_number", "registration_court")
    fields = {name: row[name] for name in asked if name in row}
    cooperative = cooperative_apply(by=person, application=Application(**fields, city=City.objects.get(pk=row["city"])))
    Cooperative.objects.filter(pk=cooperative.pk).update(is_fictitious=True)
    return True


def _listing(row: dict) -> bool:
    """A member writes a listing and submits it."""
    if Product.objects.filter(title_fr=row["changes"]["title_fr"]).exists():
        return False
    cooperative = Cooperative.objects.get(slug=row["cooperative"])
    by = _member(cooperative)
    changes = row["changes"] | {"category": row["category"], "product_class": row["product_class"]}
    listing = listing_create(cooperative=cooperative, by=by, changes=changes)
    picture = drawn(row["picture"]["subject"], row["picture"]["seed"])
    picture_attach(product=listing, data=picture.data, rendered=picture.rendered)
    offer_set(product=listing, price=Decimal(row["price"]), stock=row["stock"])
    listing_submit(product_id=listing.pk, by=by)
    return True


def _edit(row: dict) -> bool:
    """A member changes the words of a listing that is on show."""
    listing = Product.objects.get(listing_code=row["listing"])
    if StagedEdit.objects.filter(product=listing).exists():
        return False
    listing_edit(product_id=listing.pk, by=_member(listing.cooperative), changes=row["changes"])
    return True


def _member(cooperative: Cooperative) -> User:
    return User.objects.filter(memberships__cooperative=cooperative).order_by("pk").first()
