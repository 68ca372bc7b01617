"""The moves of a listing that its own cooperative makes. Doing the same move again raises WrongState and changes
nothing, but for submitting: a double click submits once and says the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from catalogue.choices import EditState, State
from catalogue.completeness import missing
from catalogue.locks import lock_listing
from catalogue.models import Product, StagedEdit
from marketplace.audit.models import record

from .errors import Incomplete, WrongState
from .staging import edit_withdraw


def move(listing: Product, state: str, *, by, starts: Iterable[str], why: str = "") -> None:
    """Write the new state of a locked listing, with its audit. Raises WrongState when it does not start from here."""
    if listing.state not in starts:
        raise WrongState(listing.state)
    before, listing.state = listing.state, state
    if state == State.SUBMITTED:
        listing.submitted_at = timezone.now()
    listing.save(update_fields=["state", "submitted_at", "date_updated"])
    record(who=by, what=f"listing.{state}", about=listing, before={"state": before}, after={"state": state}, why=why)


@transaction.atomic
def listing_submit(*, product_id: int, by) -> Product:
    """Ask the delegation to look at it. Raises Incomplete, WrongState."""
    listing = lock_listing(product_id)
    if listing.state == State.SUBMITTED:
        return listing
    if lacking := missing(listing):
        raise Incomplete(lacking)
    move(listing, State.SUBMITTED, by=by, starts=(State.DRAFT, State.CHANGES_ASKED))
    return listing


@transaction.atomic
def listing_take_back(*, product_id: int, by) -> Product:
    """She wants to change something before the delegation has decided."""
    listing = lock_listing(product_id)
    move(listing, State.DRAFT, by=by, starts=(State.SUBMITTED,))
    return listing


@transaction.atomic
def listing_pause(*, product_id: int, by) -> Product:
    """Off every page for a while; orders already placed stay."""
    listing = lock_listing(product_id)
    move(listing, State.PAUSED, by=by, starts=(State.LIVE,))
    return listing


@transaction.atomic
def listing_resume(*, product_id: int, by) -> Product:
    """For sale again, as it was."""
    listing = lock_listing(product_id)
    move(listing, State.LIVE, by=by, starts=(State.PAUSED,))
    return listing


@transaction.atomic
def listing_archive(*, product_id: int, by) -> Product:
    """Put away for good: nothing is deleted, orders keep what they were; a waiting change is taken back."""
    listing = lock_listing(product_id)
    move(listing, State.ARCHIVED, by=by, starts=set(State.values) - {State.ARCHIVED})
    for edit in StagedEdit.objects.filter(product=listing, state=EditState.WAITING):
        edit_withdraw(edit_id=edit.pk, by=by)
    return listing


@transaction.atomic
def listing_restore(*, product_id: int, by) -> Product:
    """Out of the archive: a draft, which the delegation looks at anew."""
    listing = lock_listing(product_id)
    move(listing, State.DRAFT, by=by, starts=(State.ARCHIVED,))
    return listing
