"""A picture from a member's upload to the pages: received at once, rendered by a worker, removed, put in order.

The untouched original stays in a private storage for as long as its picture does, so that better renditions can be
made of it later; the public sees only what was made of it. Any number of workers may render at once, and any of them
may die at any moment: files are named by their content, and the row turns ready last.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage, storages
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import PictureState
from catalogue.locks import lock_listing
from catalogue.models import Product, ProductImage, StagedEdit
from catalogue.pictures import PictureRefused, Rendered, picture_check, picture_render, rendition_name
from catalogue.shown import of_product
from marketplace import jobs
from marketplace.accounts.models import User

logger = logging.getLogger(__name__)

MOST_PICTURES = 8
# Longer than a picture can last: five files to or from a storage that needs all of its patience (settings/storage.py).
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)
STORAGE_WAIT = timedelta(minutes=1)
# Part of every public name: raise it when pictures are rendered in another way, as browsers keep a name for ever.
RECIPE = 2


class StorageAway(Exception):
    """The storage did not give or take a file; its own error is the cause."""


class TooManyPictures(PictureRefused):
    """The listing has as many pictures as it may."""

    words = _("A product can have 8 photos at most: remove one first.")


def picture_receive(*, product: Product, upload: File, by: User, edit: StagedEdit | None = None) -> ProductImage:
    """Keep a member's upload; a worker renders it after the commit, then pages show it.

    by: who uploads, for the log. edit: the change to a live listing that the picture belongs to.
    Raises PictureRefused: NotAPicture, PictureTooLarge, PictureTooSmall or TooManyPictures.
    """
    picture = _row(product=product, upload=_keep(product, upload), edit=edit)
    logger.info("Picture %s of %s was uploaded by user %s", picture.pk, product.listing_code, by.pk)
    jobs.once_on_commit(nudge)
    return picture


def picture_attach(*, product: Product, data: bytes, rendered: Rendered | None = None) -> ProductImage:
    """Receive a picture and show it at once: for loaders and tests, which have no worker to wait for.

    rendered: what picture_render made of the data, when the caller has it already.
    """
    picture = _row(product=product, upload=_keep(product, File(BytesIO(data), name="picture")), edit=None)
    picture_finish(picture=picture, rendered=rendered or picture_render(data))
    picture.refresh_from_db()
    return picture


def picture_remove(*, picture_id: int, product: Product) -> None:
    """Take a picture off its listing; pictures_forget removes its files.

    Raises ProductImage.DoesNotExist for a picture of another listing.
    """
    gone, _by_model = ProductImage.whole.filter(pk=picture_id, product=product).delete()
    if not gone:
        raise ProductImage.DoesNotExist(picture_id)


@transaction.atomic
def pictures_order(*, product: Product, ids: Sequence[int]) -> None:
    """Show these pictures in this order, and those that are not named after them, as they stood."""
    lock_listing(product.pk)
    pictures = list(ProductImage.whole.filter(product=product).order_by("display_order", "pk"))
    place = {pk: number for number, pk in enumerate(ids)}
    pictures.sort(key=lambda picture: place.get(picture.pk, len(place)))
    for number, picture in enumerate(pictures):
        picture.display_order = number
    ProductImage.whole.bulk_update(pictures, ["display_order"])
    of_product(product)


def pictures_render_due(*, limit: int = 10) -> int:
    """Render up to `limit` pictures that wait. Returns how many were tried: 0 when none is due."""
    tried = 0
    while tried < limit and (picture := _claim()):
        tried += 1
        _try(picture)
    return tried


def picture_finish(*, picture: ProductImage, rendered: Rendered) -> None:
    """Store what was made of a picture, then let pages show it, unless somebody else took it over or removed it.

    Raises StorageAway.
    """
    original = f"products/{PurePosixPath(picture.upload).with_suffix('')}-{RECIPE}.jpg"
    files = [(rendition_name(original, width), data, "image/webp") for width, data in rendered.webp.items()]
    try:
        for name, data, content_type in [*files, (original, rendered.jpeg, "image/jpeg")]:
            _store(default_storage, name, data, content_type)
    except Exception as error:  # each storage's client has errors of its own
        raise StorageAway from error
    shown = _ours(picture).update(
        state=PictureState.READY,
        original=original,
        width=rendered.width,
        height=rendered.height,
        palette=rendered.palette,
        renditions=list(rendered.webp),
        leased_until=None,
    )
    # A picture of a change is shown when that is accepted, which may be while it is being rendered.
    if shown and ProductImage.objects.filter(pk=picture.pk).exists():
        of_product(picture.product)


def nudge() -> None:
    """Ask a worker to look for pictures now."""
    jobs.nudge("catalogue.pictures")


def _keep(product: Product, upload: File) -> str:
    """Check the upload and store it untouched in private; returns its name there."""
    ending = picture_check(upload, upload.size)
    upload.seek(0)
    data = upload.read()
    name = f"{product.listing_code}/{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
    _store(storages["uploads"], name, data, "application/octet-stream")
    return name


@transaction.atomic
def _row(*, product: Product, upload: str, edit: StagedEdit | None) -> ProductImage:
    lock_listing(product.pk)
    beside = ProductImage.whole.filter(Q(edit=None) | Q(edit=edit), product=product)
    if beside.count() >= MOST_PICTURES:
        raise TooManyPictures
    last = ProductImage.whole.filter(product=product).aggregate(last=Max("display_order"))["last"]
    return ProductImage.whole.create(
        product=product,
        upload=upload,
        edit=edit,
        state=PictureState.WAITING,
        display_order=0 if last is None else last + 1,
    )


def _claim() -> ProductImage | None:
    """The picture that waits longest and that nobody holds, now leased to us; those tried often enough have failed."""
    while picture := _lease():
        if picture.attempts <= MOST_ATTEMPTS:
            return picture
        _ours(picture).update(state=PictureState.FAILED, leased_until=None)
    return None


@transaction.atomic
def _lease() -> ProductImage | None:
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    waiting = ProductImage.whole.filter(free, state=PictureState.WAITING).order_by("pk")
    picture = waiting.select_for_update(skip_locked=True).first()
    if picture:
        picture.leased_until, picture.attempts = now + LEASE, picture.attempts + 1
        picture.save(update_fields=["leased_until", "attempts"])
    return picture


def _try(picture: ProductImage) -> None:
    """Render one picture outside of any transaction; the storage's faults cost it no attempt, all others do."""
    try:
        picture_finish(picture=picture, rendered=picture_render(_original(picture)))
    except StorageAway:
        # Not this picture's fault: it waits for the storage for as long as that takes.
        logger.warning("Picture %s waits for the storage", picture.pk, exc_info=True)
        _ours(picture).update(attempts=picture.attempts - 1, leased_until=timezone.now() + STORAGE_WAIT)
    except (PictureRefused, FileNotFoundError):
        logger.warning("Picture %s cannot be read (attempt %s)", picture.pk, picture.attempts, exc_info=True)
        _put_back(picture)
    except Exception:
        # An encoder's fault or our own. The other pictures must go on, and this one must not be tried for ever.
        logger.exception("Picture %s cannot be rendered (attempt %s)", picture.pk, picture.attempts)
        _put_back(picture)


def _original(picture: ProductImage) -> bytes:
    """The untouched upload. Raises FileNotFoundError when it is gone, StorageAway when nobody can say."""
    try:
        with storages["uploads"].open(picture.upload) as file:
            return file.read()
    except FileNotFoundError:
        raise
    except Exception as error:  # as in picture_finish
        raise StorageAway from error


def _put_back(picture: ProductImage) -> None:
    """Due again when its lease, now short, is over; after the last attempt the member is told."""
    if picture.attempts >= MOST_ATTEMPTS:
        _ours(picture).update(state=PictureState.FAILED, leased_until=None)
    else:
        wait = jobs.backoff(picture.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
        _ours(picture).update(leased_until=timezone.now() + wait)


def _ours(picture: ProductImage) -> QuerySet[ProductImage]:
    """The row, while the lease on it is still ours."""
    return ProductImage.whole.filter(pk=picture.pk, state=PictureState.WAITING, leased_until=picture.leased_until)


def _store(storage: Storage, name: str, data: bytes, content_type: str) -> None:
    """Names carry the content's hash: the same picture twice is the same file."""
    if storage.exists(name):
        return
    file = ContentFile(data)
    file.content_type = content_type  # S3 guesses by the ending, and Python 3.11 knows no WebP
    storage.save(name, file)
