"""Writing a listing: a draft changes at once; what is on show stays as it is until the delegation accepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string

from catalogue import columns
from catalogue.choices import State
from catalogue.locks import lock_listing
from catalogue.models import Product, StagedEdit
from cooperatives.models import Cooperative
from marketplace.audit.models import record

from .errors import WrongState
from .staging import edit_merge

BEING_WRITTEN = (State.DRAFT, State.CHANGES_ASKED)
ON_SHOW = (State.LIVE, State.PAUSED)
_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def listing_create(*, cooperative: Cooperative, by, changes: Mapping[str, Any] | None = None) -> Product:
    """A new draft of a standalone listing. changes: first values of its columns."""
    code = f"{cooperative.slug[:45]}-{get_random_string(8, _CODE_LETTERS)}"
    listing = Product(structure="standalone", cooperative=cooperative, listing_code=code, slug=code, state=State.DRAFT)
    listing.save()
    if changes:
        columns.apply(listing, columns.cleaned(changes))
    record(who=by, what="listing.created", about=listing, after={"code": code})
    return listing


@transaction.atomic
def listing_edit(*, product_id: int, by, changes: Mapping[str, Any]) -> Product | StagedEdit:
    """Change columns of a listing (catalogue.columns says which, and in what form).

    A draft, or one that changes were asked of, changes at once and is returned. Of one that is on show, words,
    pictures, kind and claims are merged into its one waiting change, which is returned; the rest changes at once.
    Raises WrongState while the delegation looks at it, and when it is archived; UnknownColumn.
    """
    listing = lock_listing(product_id)
    if listing.state not in (*BEING_WRITTEN, *ON_SHOW):
        raise WrongState(listing.state)
    wanted = columns.cleaned(changes)
    if listing.state in BEING_WRITTEN:
        _change(listing, wanted, by=by)
        return listing
    _change(listing, {name: value for name, value in wanted.items() if name in columns.AT_ONCE}, by=by)
    staged = {name: value for name, value in wanted.items() if name in columns.MODERATED}
    return (edit_merge(listing=listing, by=by, changes=staged) if staged else None) or listing


def _change(listing: Product, wanted: dict[str, Any], *, by) -> None:
    changed = columns.difference(listing, wanted)
    if not changed:
        return
    before = {name: columns.read(listing, name) for name in changed}
    columns.apply(listing, changed)
    record(who=by, what="listing.changed", about=listing, before=before, after=changed)
