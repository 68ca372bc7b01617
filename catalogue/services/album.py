"""Pictures of a listing as its members change them: of a draft at once, of a listing on show as part of its change."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction

from catalogue import columns
from catalogue.choices import EditState
from catalogue.locks import lock_listing
from catalogue.models import Product, ProductImage, StagedEdit
from catalogue.pictures import PictureRefused, picture_check
from catalogue.shown import of_product
from cooperatives.models import Cooperative

from .errors import WrongState
from .listing import BEING_WRITTEN, ON_SHOW, listing_create, listing_edit
from .picture import MOST_PICTURES, picture_receive, picture_remove
from .staging import edit_open


def listing_begin(*, cooperative: Cooperative, by, uploads: Sequence[File]) -> Product:
    """A new draft with its first pictures. Raises PictureRefused, and then there is no draft."""
    for upload in uploads:
        picture_check(upload, upload.size)
    listing = listing_create(cooperative=cooperative, by=by)
    for upload in uploads[:MOST_PICTURES]:
        picture_receive(product=listing, upload=upload, by=by)
    return listing


def listing_picture_add(*, product_id: int, by, upload: File) -> ProductImage:
    """Receive a picture as the last one of the listing. Raises PictureRefused, WrongState.

    Not one transaction: the upload goes to a storage that may be slow, and no lock waits for it.
    """
    listing, edit, opened = _place(product_id, by=by)
    try:
        picture = picture_receive(product=listing, upload=upload, by=by, edit=edit)
    except PictureRefused:
        if opened:
            _unplace(edit)
        raise
    if edit is not None:
        _settle(product_id, picture, by=by)
    return picture


@transaction.atomic
def listing_picture_remove(*, product_id: int, by, picture_id: int) -> Product | StagedEdit:
    """Take a picture away. Raises ProductImage.DoesNotExist for one of another listing, WrongState."""
    listing = lock_listing(product_id)
    picture = ProductImage.whole.get(product=listing, pk=picture_id)
    left = [pk for pk in pictures_wanted(listing) if pk != picture.pk]
    done = listing_edit(product_id=product_id, by=by, changes={"pictures": left})
    if picture.edit_id:
        picture_remove(picture_id=picture.pk, product=listing)
        return listing_edit(product_id=product_id, by=by, changes={"pictures": left})
    return done


@transaction.atomic
def listing_picture_first(*, product_id: int, by, picture_id: int) -> Product | StagedEdit:
    """Show this picture before the others. Raises ProductImage.DoesNotExist, WrongState."""
    listing = lock_listing(product_id)
    picture = ProductImage.whole.get(product=listing, pk=picture_id)
    rest = [pk for pk in pictures_wanted(listing) if pk != picture.pk]
    return listing_edit(product_id=product_id, by=by, changes={"pictures": [picture.pk, *rest]})


def pictures_wanted(listing: Product) -> list[int]:
    """Ids of the pictures as the member wants them: those of her waiting or refused change, else those there are."""
    edit = current_edit(listing)
    return (edit.changes.get("pictures") if edit else None) or columns.read(listing, "pictures")


def current_edit(listing: Product) -> StagedEdit | None:
    """The change that waits, or that was refused and not taken up again."""
    last = StagedEdit.objects.filter(product=listing).order_by("-pk").first()
    return last if last and last.state in (EditState.WAITING, EditState.REFUSED) else None


@transaction.atomic
def _place(product_id: int, *, by) -> tuple[Product, StagedEdit | None, bool]:
    """Where a picture goes: the listing, its change when it is on show, and whether that was opened just now."""
    listing = lock_listing(product_id)
    if listing.state in BEING_WRITTEN:
        return listing, None, False
    if listing.state not in ON_SHOW:
        raise WrongState(listing.state)
    waiting = StagedEdit.objects.filter(product=listing, state=EditState.WAITING).exists()
    return listing, edit_open(listing=listing, by=by), not waiting


@transaction.atomic
def _unplace(edit: StagedEdit) -> None:
    """No picture came: the change that was opened for it goes, and a refused one is as it was."""
    lock_listing(edit.product_id)
    last = StagedEdit.objects.filter(product=edit.product_id, pk__lt=edit.pk).order_by("-pk").first()
    ProductImage.whole.filter(edit=edit).update(edit=last)
    edit.delete()


@transaction.atomic
def _settle(product_id: int, picture: ProductImage, *, by) -> None:
    """Write the picture into the change; into a new one, if its own was decided while it was on its way."""
    listing = lock_listing(product_id)
    ids = [pk for pk in pictures_wanted(listing) if pk != picture.pk]
    edit = edit_open(listing=listing, by=by)
    if ProductImage.objects.filter(pk=picture.pk).exists():
        of_product(listing)  # shown since its own change was accepted; it goes back into one
    ProductImage.whole.filter(pk=picture.pk).update(edit=edit)
    listing_edit(product_id=product_id, by=by, changes={"pictures": [*ids, picture.pk]})
