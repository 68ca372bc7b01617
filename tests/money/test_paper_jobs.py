"""The job of a paper's file: a row that survives lost nudges, killed workers and a storage that is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import time_machine
from celery import current_app
from django.conf import settings as project_settings
from django.core.files.storage import storages
from django.utils import timezone

from catalogue.services.forget import pictures_forget
from marketplace.money.models import Paper, PaperFile
from marketplace.money.papers.choices import FileState
from marketplace.money.services import paper_files as service
from marketplace.money.services.paper_files import (
    MOST_ATTEMPTS,
    SLIPS_LAST,
    StorageAway,
    paper_read,
    papers_make_due,
    slips_forget,
)
from marketplace.money.services.papers import paper_ask, slip_write
from marketplace.settings.storage import picture_storages
from tests.catalogue.conftest import Bucket, bucket, free_port, s3_server  # noqa: F401 - fixtures
from tests.factories import make_part
from tests.factories.papers import make_invoice
from tests.faults.conftest import until, use_broker  # noqa: F401 - a fixture
from tests.faults.worker import Worker, filesystem_broker

Hire = Callable[..., Worker]


def waiting() -> PaperFile:
    return make_invoice(ready=False).files.get()


def after(**wait: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**wait), tick=True)


# --- one worker -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_paper_that_waits_is_made_once():
    file = waiting()
    assert papers_make_due() == 1
    assert papers_make_due() == 0
    file.refresh_from_db()
    assert (file.state, file.attempts, file.leased_until) == (FileState.READY, 1, None)
    assert paper_read(file).startswith(b"%PDF")


@pytest.mark.django_db
def test_a_paper_that_cannot_be_typeset_is_tried_three_times_then_asked_for_again(monkeypatch):
    file = waiting()

    def broken(*args) -> bytes:
        raise RuntimeError("typesetter")

    with monkeypatch.context() as patch:
        patch.setattr(service, "paper_pdf", broken)
        for attempt in range(1, MOST_ATTEMPTS + 1):
            with after(minutes=attempt):
                assert papers_make_due() == 1
                assert papers_make_due() == 0  # not at once again
    file.refresh_from_db()
    assert (file.state, file.attempts) == (FileState.FAILED, MOST_ATTEMPTS)
    paper_ask(paper=file.paper, language=file.language)
    papers_make_due()
    file.refresh_from_db()
    assert file.state == FileState.READY


@pytest.mark.django_db
def test_a_paper_that_kills_every_worker_is_given_up():
    file = waiting()
    PaperFile.objects.update(attempts=MOST_ATTEMPTS, leased_until=timezone.now() - timedelta(seconds=1))
    assert papers_make_due() == 0
    file.refresh_from_db()
    assert file.state == FileState.FAILED


@pytest.mark.django_db
def test_a_storage_that_is_away_costs_no_attempt(settings, tmp_path):
    file, disk = waiting(), settings.STORAGES
    away = {"AWS_STORAGE_BUCKET_NAME": "market", "AWS_ACCESS_KEY_ID": "t", "AWS_SECRET_ACCESS_KEY": "t"}
    away |= {"AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}"}
    settings.STORAGES = {**disk, "papers": picture_storages(away, tmp_path)["papers"]}
    for hours in range(MOST_ATTEMPTS + 1):
        with after(hours=hours):
            assert papers_make_due() == 1
    file.refresh_from_db()
    assert (file.state, file.attempts) == (FileState.WAITING, 0)
    with pytest.raises(StorageAway):
        paper_read(file)
    settings.STORAGES = disk
    with after(days=1):
        papers_make_due()
    file.refresh_from_db()
    assert file.state == FileState.READY


@pytest.mark.django_db
def test_a_paper_that_is_being_made_is_not_given_to_another_worker_before_its_lease_is_over():
    waiting()
    first = service._claim()
    assert service._claim() is None
    with after(minutes=6):
        assert service._claim() == first


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_changes_nothing_any_more():
    waiting()
    late = service._claim()
    with after(minutes=6):
        other = service._claim()
    service._try(late)
    again = PaperFile.objects.get(pk=late.pk)
    assert (again.state, again.leased_until) == (FileState.WAITING, other.leased_until)


@pytest.mark.django_db
def test_several_papers_of_one_moment_give_one_nudge(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        make_invoice(ready=False)
        make_invoice(ready=False)
    assert callbacks.count(service.nudge) == 1


@pytest.mark.django_db
def test_the_daily_broom_of_pictures_leaves_papers_alone():
    file = waiting()
    papers_make_due()
    file.refresh_from_db()
    with after(days=3):
        pictures_forget()
    assert paper_read(file)


@pytest.mark.django_db
def test_slips_go_when_their_parcel_is_history_and_invoices_stay():
    invoice = make_invoice()
    slip = slip_write(part=make_part(), parcel_id=None, language="fr")
    papers_make_due()
    name = slip.files.get().name
    assert storages["papers"].exists(name)
    with after(days=SLIPS_LAST.days - 1):
        assert slips_forget() == 0
    with after(days=SLIPS_LAST.days + 1):
        assert slips_forget() == 1
    assert not storages["papers"].exists(name)
    assert list(Paper.objects.all()) == [invoice]


def test_beat_sweeps_the_papers():
    sweep, forget = (project_settings.CELERY_BEAT_SCHEDULE[name] for name in ("papers-sweep", "slips-forget"))
    assert (sweep["task"], forget["task"]) == ("money.papers", "money.slips-forget")
    assert sweep["schedule"].run_every.total_seconds() <= 15
    from marketplace.celery import app

    app.loader.import_default_modules()
    assert {"money.papers", "money.slips-forget"} <= set(app.tasks)


# --- where they lie -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nobody_else_reads_a_paper_on_the_disk(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {**settings.STORAGES, **picture_storages({}, tmp_path)}
    file = make_invoice().files.get()
    path = Path(storages["papers"].path(file.name))
    assert path.stat().st_mode & 0o077 == 0 == path.parent.stat().st_mode & 0o077
    for address in (file.name, f"papers/{file.name}", f"../papers/{file.name}"):
        assert client.get(f"/media/{address}").status_code == 404


@pytest.mark.django_db
def test_on_s3_a_paper_is_read_by_the_market_alone(bucket: Bucket, settings, tmp_path):  # noqa: F811
    settings.STORAGES = {**settings.STORAGES, **picture_storages(bucket.environ, tmp_path)}
    file = make_invoice().files.get()
    assert file.is_ready and paper_read(file).startswith(b"%PDF")
    for address in (f"papers/{file.name}", file.name):
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{bucket.address}/{address}", timeout=20)
        assert refused.value.code in (403, 404)
        refused.value.close()
    storages["papers"].delete(file.name)
    with pytest.raises(StorageAway):
        paper_read(file)


# --- real workers ---------------------------------------------------------------------------------------------------


@pytest.fixture
def hire(tmp_path: Path, settings, use_broker) -> Iterator[Hire]:  # noqa: F811 - pytest's way
    """Starts workers that share their broker and files with this process."""
    use_broker(filesystem_broker(tmp_path))
    settings.STORAGES = {**settings.STORAGES, **picture_storages({}, tmp_path)}
    workers: list[Worker] = []

    def _hire(**variables: str) -> Worker:
        variables = {"DJANGO_SETTINGS_MODULE": "tests.money.worker_settings", **variables}
        workers.append(Worker(state_dir=tmp_path, **variables))
        return workers[-1]

    yield _hire
    for worker in workers:
        worker.bury()


def state(file: PaperFile) -> str:
    return PaperFile.objects.get(pk=file.pk).state


@pytest.mark.django_db(transaction=True)
def test_the_nudge_of_a_delivery_alone_makes_the_invoice(hire: Hire):
    hire()
    file = waiting()
    until(lambda: state(file) == FileState.READY)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_over_a_paper_leaves_it_waiting_and_the_next_one_makes_it_again(hire: Hire, tmp_path: Path):
    worker = hire(STUCK="1")
    file = waiting()
    until((tmp_path / "stuck").exists)
    worker.kill()
    worker.wait()
    half = PaperFile.objects.get(pk=file.pk)
    assert (half.state, half.name, half.attempts) == (FileState.WAITING, "", 1)

    PaperFile.objects.update(leased_until=timezone.now())  # some minutes later
    hire()
    with current_app.connection() as broker:  # what beat does every fifteen seconds
        current_app.send_task("money.papers", connection=broker, retry=False)
    until(lambda: state(file) == FileState.READY)
    ready = PaperFile.objects.get(pk=file.pk)
    assert ready.attempts == 2
    assert paper_read(ready).rstrip().endswith(b"%%EOF")
    # The half that the killed one left is gone.
    assert storages["papers"].listdir(str(Path(ready.name).parent))[1] == [Path(ready.name).name]
