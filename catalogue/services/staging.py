"""A change to a listing that is on show: one row waits at a time; what is wanted meanwhile is merged into it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue import columns
from catalogue.choices import EditState
from catalogue.locks import lock_edit
from catalogue.models import Product, ProductImage, StagedEdit
from marketplace.audit.models import record

from .errors import WrongState


def edit_merge(*, listing: Product, by, changes: dict[str, Any]) -> StagedEdit | None:
    """Merge (cleaned) changes into the waiting change of a locked listing; None when nothing is wanted any more.

    A refused change is taken up again where it stood: she mends one thing and sends the whole once more.
    """
    edit = edit_open(listing=listing, by=by)
    before = dict(edit.changes)
    edit.changes = columns.difference(listing, {**before, **changes})
    edit.made_by, edit.made_at = by, timezone.now()
    if not edit.changes and not ProductImage.whole.filter(edit=edit).exists():
        edit.state = EditState.WITHDRAWN
    edit.save(update_fields=["changes", "made_by", "made_at", "state"])
    record(who=by, what="edit.merged", about=edit, before=before, after=edit.changes)
    return edit if edit.state == EditState.WAITING else None


def edit_open(*, listing: Product, by) -> StagedEdit:
    """The waiting change of a locked listing, else a new one, which goes on from the last if that was refused."""
    last = StagedEdit.objects.filter(product=listing).order_by("-pk").first()
    if last and last.state == EditState.WAITING:
        return last
    edit = StagedEdit.objects.create(product=listing, made_by=by)
    if last and last.state == EditState.REFUSED:
        edit.changes = last.changes
        edit.save(update_fields=["changes"])
        ProductImage.whole.filter(edit=last).update(edit=edit)
    return edit


@transaction.atomic
def edit_withdraw(*, edit_id: int, by) -> StagedEdit:
    """The listing shall stay as it is: the waiting or refused change is taken back, and its pictures go."""
    _, edit = lock_edit(edit_id)
    if edit.state not in (EditState.WAITING, EditState.REFUSED):
        raise WrongState(edit.state)
    before, edit.state = edit.state, EditState.WITHDRAWN
    edit.save(update_fields=["state"])
    ProductImage.whole.filter(edit=edit).delete()
    record(who=by, what="edit.withdrawn", about=edit, before={"state": before}, after={"state": edit.state})
    return edit
