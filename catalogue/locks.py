"""Locks of a listing: its row first, then changes to it and its pictures, so that nobody waits in a circle."""

from __future__ import annotations

from .models import Product, StagedEdit


def lock_listing(product_id: int) -> Product:
    """The listing, locked; a variant is none. Raises Product.DoesNotExist."""
    # Not against rows that point at it: nobody's order waits for the delegation.
    listings = Product.objects.select_for_update(of=("self",), no_key=True).exclude(structure="child")
    return listings.select_related("cooperative", "product_class").get(pk=product_id)


def lock_edit(edit_id: int) -> tuple[Product, StagedEdit]:
    """The listing, and the change to it, both locked. Raises StagedEdit.DoesNotExist."""
    product_id = StagedEdit.objects.values_list("product_id", flat=True).get(pk=edit_id)
    listing = lock_listing(product_id)
    edit = StagedEdit.objects.select_for_update().get(pk=edit_id)
    edit.product = listing
    return listing, edit
