"""Files of papers: made by a worker, kept in a private storage, opened for those whom a page lets in.

A file is a row with a state, attempts and a lease. Any number of workers may work at once and any may die: each attempt
writes under a name of its own, and the row turns ready last.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from marketplace import jobs
from marketplace.money.models import Paper, PaperFile
from marketplace.money.papers.choices import FileState, PaperKind
from marketplace.money.papers.render import paper_pdf

logger = logging.getLogger(__name__)

# Longer than a paper can last: making it, and a storage that needs all of its patience (settings/storage.py).
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)
STORAGE_WAIT = timedelta(minutes=1)
# Slips name the shopper and her street, and are no papers of the accounts: they go when their parcel is history.
SLIPS_LAST = timedelta(days=90)


class StorageAway(Exception):
    """The storage did not give or take a file; its own error is the cause."""


def papers_make_due(*, limit: int = 10) -> int:
    """Make up to `limit` files that wait. Returns how many were tried: 0 when none is due."""
    tried = 0
    while tried < limit and (file := _claim()):
        tried += 1
        _try(file)
    return tried


def paper_read(file: PaperFile) -> bytes:
    """The PDF, some tens of kB. Raises StorageAway; also when the file is gone, which a backup may bring back."""
    try:
        with _storage().open(file.name) as opened:
            return opened.read()
    except Exception as error:  # each storage's client has errors of its own
        raise StorageAway from error


def slips_forget() -> int:
    """Remove old slips with their files. Returns how many slips went."""
    gone = 0
    for paper in Paper.objects.filter(kind=PaperKind.SLIP, issued_at__lt=timezone.now() - SLIPS_LAST).order_by("pk"):
        for file in paper.files.exclude(name=""):
            _storage().delete(file.name)
        paper.delete()
        gone += 1
    return gone


def nudge() -> None:
    """Ask a worker to look for papers now."""
    jobs.nudge("money.papers")


def _storage() -> Storage:
    return storages["papers"]


def _claim() -> PaperFile | None:
    """The file that waits longest and that nobody holds, now leased to us; those tried often enough have failed."""
    while file := _lease():
        if file.attempts <= MOST_ATTEMPTS:
            return file
        # Its last worker died over it.
        _ours(file).update(state=FileState.FAILED, leased_until=None)
    return None


@transaction.atomic
def _lease() -> PaperFile | None:
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    waiting = PaperFile.objects.filter(free, state=FileState.WAITING).order_by("pk")
    file = waiting.select_for_update(skip_locked=True).first()
    if file:
        file.leased_until, file.attempts = now + LEASE, file.attempts + 1
        file.save(update_fields=["leased_until", "attempts"])
    return file


def _try(file: PaperFile) -> None:
    """Make one file outside of any transaction; the storage's faults cost it no attempt, all others do."""
    paper = Paper.objects.get(pk=file.paper_id)
    try:
        name = _keep(file, paper, paper_pdf(paper, file.language))
    except StorageAway:
        logger.warning("Paper %s waits for the storage", paper.pk, exc_info=True)
        _ours(file).update(attempts=file.attempts - 1, leased_until=timezone.now() + STORAGE_WAIT)
    except Exception:
        # The typesetter's fault or our own. The other papers must go on, and this one must not be tried for ever.
        logger.exception("Paper %s cannot be made in %r (attempt %s)", paper.pk, file.language, file.attempts)
        _put_back(file)
    else:
        _ours(file).update(state=FileState.READY, name=name, leased_until=None)


def _keep(file: PaperFile, paper: Paper, pdf: bytes) -> str:
    """Store it; returns its name. What a worker that died over it may have left half written is removed."""
    names = [_name(file, paper, attempt) for attempt in range(1, file.attempts + 1)]
    try:
        for name in names:
            _storage().delete(name)
        content = ContentFile(pdf)
        content.content_type = "application/pdf"
        return _storage().save(names[-1], content)
    except Exception as error:  # as in paper_read
        raise StorageAway from error


def _name(file: PaperFile, paper: Paper, attempt: int) -> str:
    return f"{paper.cooperative_id}/{paper.year}/{paper.pk}-{file.language}-{attempt}.pdf"


def _put_back(file: PaperFile) -> None:
    """Due again when its lease, now short, is over; after the last attempt the reader may ask once more."""
    if file.attempts >= MOST_ATTEMPTS:
        _ours(file).update(state=FileState.FAILED, leased_until=None)
    else:
        wait = jobs.backoff(file.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
        _ours(file).update(leased_until=timezone.now() + wait)


def _ours(file: PaperFile) -> QuerySet[PaperFile]:
    """The row, while the lease on it is still ours."""
    return PaperFile.objects.filter(pk=file.pk, state=FileState.WAITING, leased_until=file.leased_until)
