"""What the delegation decides on listings and on changes to them: a decision, its audit, and a message to the members.

seen: the moment of what the moderator looked at (`submitted_at` of a listing, `made_at` of a change); when it has been
changed since, Stale is raised and nothing happens: nobody accepts what she has not seen.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from catalogue import columns, messages
from catalogue.choices import EditState, State
from catalogue.locks import lock_edit, lock_listing
from catalogue.models import Decision, Product, ProductImage, StagedEdit
from marketplace.audit.models import reason_with, record

from .errors import Stale, WrongState
from .life import move


@transaction.atomic
def listing_accept(*, product_id: int, by, seen: datetime | None = None) -> Product:
    """For sale from now on, with all its variants. Raises WrongState, Stale."""
    listing = lock_listing(product_id)
    _check_listing(listing, seen)
    move(listing, State.LIVE, by=by, starts=(State.SUBMITTED,))
    listing.children.exclude(state=State.ARCHIVED).update(state=State.LIVE)
    decision = Decision.objects.create(product=listing, made_by=by, accepted=True)
    messages.tell_decision(decision, messages.LISTING_ACCEPTED)
    return listing


@transaction.atomic
def listing_ask_changes(
    *, product_id: int, by, reason: str, field: str = "", words: str = "", seen: datetime | None = None
) -> Product:
    """Back to the cooperative, with a reason that its members read. Raises WrongState, Stale.

    reason: a code of choices.Reason. field: the column that the reason stands beside; empty for the whole listing.
    """
    listing = lock_listing(product_id)
    _check_listing(listing, seen)
    move(listing, State.CHANGES_ASKED, by=by, starts=(State.SUBMITTED,), why=reason_with(reason, words))
    decision = Decision.objects.create(
        product=listing, made_by=by, accepted=False, reason=reason, field=field, words=words
    )
    messages.tell_decision(decision, messages.LISTING_CHANGES_ASKED)
    return listing


@transaction.atomic
def edit_accept(*, edit_id: int, by, seen: datetime | None = None) -> StagedEdit:
    """The listing becomes what the change wanted. Raises WrongState, Stale."""
    listing, edit = lock_edit(edit_id)
    _check_edit(edit, seen)
    before = {column: columns.read(listing, column) for column in edit.changes}
    columns.apply(listing, {**edit.changes, **_pictures(listing, edit)})
    decision = _decide(edit, EditState.ACCEPTED, by=by, accepted=True)
    record(who=by, what="edit.accepted", about=edit, before=before, after=edit.changes)
    messages.tell_decision(decision, messages.EDIT_ACCEPTED)
    return edit


@transaction.atomic
def edit_refuse(
    *, edit_id: int, by, reason: str, field: str = "", words: str = "", seen: datetime | None = None
) -> StagedEdit:
    """The listing stays as it is; the members read why. Raises WrongState, Stale."""
    _, edit = lock_edit(edit_id)
    _check_edit(edit, seen)
    decision = _decide(edit, EditState.REFUSED, by=by, accepted=False, reason=reason, field=field, words=words)
    states = {"before": {"state": EditState.WAITING}, "after": {"state": EditState.REFUSED}}
    record(who=by, what="edit.refused", about=edit, **states, why=reason_with(reason, words))
    messages.tell_decision(decision, messages.EDIT_REFUSED)
    return edit


def _check_listing(listing: Product, seen: datetime | None) -> None:
    if listing.state != State.SUBMITTED:
        raise WrongState(listing.state)
    if seen is not None and seen != listing.submitted_at:
        raise Stale


def _check_edit(edit: StagedEdit, seen: datetime | None) -> None:
    if edit.state != EditState.WAITING:
        raise WrongState(edit.state)
    if seen is not None and seen != edit.made_at:
        raise Stale


def _decide(edit: StagedEdit, state: str, *, by, **decision) -> Decision:
    edit.state = state
    edit.save(update_fields=["state"])
    return Decision.objects.create(product=edit.product, edit=edit, made_by=by, **decision)


def _pictures(listing: Product, edit: StagedEdit) -> dict[str, list[int]]:
    """The pictures to be shown: as asked, else those there are, then the new ones; empty when none are touched."""
    new = list(ProductImage.whole.filter(edit=edit).order_by("display_order", "pk").values_list("pk", flat=True))
    asked = edit.changes.get("pictures")
    if asked is None:
        return {"pictures": [*columns.read(listing, "pictures"), *new]} if new else {}
    return {"pictures": asked}
