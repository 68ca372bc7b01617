"""The job of a picture: a row that survives lost nudges, killed workers, broken files and a storage that is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from celery import current_app
from django.conf import settings as project_settings
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from catalogue.choices import PictureState
from catalogue.models import ProductImage
from catalogue.pictures import rendition_name
from catalogue.services import picture as service
from catalogue.services.picture import MOST_ATTEMPTS, picture_receive, picture_remove, pictures_render_due
from marketplace.settings.storage import picture_storages
from tests.factories import make_product, make_user
from tests.faults.conftest import until, use_broker  # noqa: F401 - a fixture
from tests.faults.worker import Worker, filesystem_broker

from . import photos
from .conftest import free_port

Hire = Callable[..., Worker]


def receive(data: bytes | None = None) -> ProductImage:
    file = SimpleUploadedFile("photo.jpg", data or photos.jpeg())
    return picture_receive(product=make_product(), upload=file, by=make_user())


def again(picture: ProductImage) -> ProductImage:
    return ProductImage.whole.get(pk=picture.pk)


def after(**wait: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**wait), tick=True)


# --- one worker ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_broken_photo_is_tried_three_times_with_pauses_then_the_member_is_told():
    picture = receive(photos.jpeg()[:5000])
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with after(minutes=attempt):
            assert pictures_render_due() == 1
            assert pictures_render_due() == 0  # not at once again
        assert again(picture).attempts == attempt
    assert again(picture).state == PictureState.FAILED
    assert str(PictureState.FAILED.label)
    with after(days=1):
        assert pictures_render_due() == 0


@pytest.mark.django_db
def test_a_photo_that_kills_every_worker_is_given_up():
    picture = receive()
    ProductImage.whole.update(attempts=MOST_ATTEMPTS, leased_until=timezone.now() - timedelta(seconds=1))
    assert pictures_render_due() == 0
    assert again(picture).state == PictureState.FAILED


@pytest.mark.django_db
def test_a_storage_that_is_away_costs_no_attempt(settings, tmp_path):
    picture = receive()
    disk, away = settings.STORAGES, {"AWS_STORAGE_BUCKET_NAME": "market", "AWS_ACCESS_KEY_ID": "t"}
    away |= {"AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}", "AWS_SECRET_ACCESS_KEY": "t"}
    settings.STORAGES = {**disk, "default": picture_storages(away, tmp_path)["default"]}
    for hours in range(MOST_ATTEMPTS + 2):
        with after(hours=hours):
            assert pictures_render_due() == 1
    assert (again(picture).state, again(picture).attempts) == (PictureState.WAITING, 0)
    settings.STORAGES = disk
    with after(days=1):
        pictures_render_due()
    assert again(picture).state == PictureState.READY


@pytest.mark.django_db
def test_an_original_that_cannot_be_fetched_just_now_costs_no_attempt(settings, tmp_path):
    picture = receive()
    disk, away = settings.STORAGES, {"AWS_STORAGE_BUCKET_NAME": "market", "AWS_ACCESS_KEY_ID": "t"}
    away |= {"AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}", "AWS_SECRET_ACCESS_KEY": "t"}
    settings.STORAGES = {**disk, "uploads": picture_storages(away, tmp_path)["uploads"]}
    assert pictures_render_due() == 1
    assert (again(picture).state, again(picture).attempts) == (PictureState.WAITING, 0)


@pytest.mark.django_db
def test_a_photo_that_the_encoder_cannot_take_fails_after_three_attempts_and_the_log_says_where(caplog):
    picture = receive(photos.png(500, 20_000))  # WebP ends at 16383 pixels
    for days in range(MOST_ATTEMPTS):
        with after(days=days):
            assert pictures_render_due() == 1
        assert again(picture).attempts == days + 1
    assert again(picture).state == PictureState.FAILED
    faults = [record for record in caplog.records if "cannot be rendered" in record.message]
    assert len(faults) == MOST_ATTEMPTS
    assert all(record.levelname == "ERROR" and record.exc_info for record in faults)


@pytest.mark.django_db
def test_an_original_that_is_missing_fails_in_the_end():
    picture = receive(photos.png(colour="#123456"))
    storages["uploads"].delete(picture.upload)
    for days in range(MOST_ATTEMPTS):
        with after(days=days):
            pictures_render_due()
    assert again(picture).state == PictureState.FAILED


@pytest.mark.django_db
def test_a_picture_that_is_being_rendered_is_not_given_to_another_worker():
    receive()
    first = service._claim()
    assert service._claim() is None
    with after(minutes=6):
        assert service._claim() == first


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_changes_nothing_any_more():
    receive(photos.jpeg()[:5000])
    late = service._claim()
    with after(minutes=6):
        other = service._claim()
    service._put_back(late)
    assert again(late).leased_until == other.leased_until


@pytest.mark.django_db
def test_a_picture_removed_while_it_is_rendered_stays_removed():
    receive()
    picture = service._claim()
    picture_remove(picture_id=picture.pk, product=picture.product)
    service._try(picture)
    assert not ProductImage.whole.exists()


@pytest.mark.django_db
def test_several_pictures_of_one_moment_give_one_nudge(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for _ in range(3):
            receive()
    assert callbacks.count(service.nudge) == 1


def test_beat_sweeps_the_pictures():
    sweep, forget = (project_settings.CELERY_BEAT_SCHEDULE[name] for name in ("pictures-sweep", "pictures-forget"))
    assert sweep["task"] == "catalogue.pictures"
    assert sweep["schedule"].run_every.total_seconds() <= 15
    assert forget["task"] == "catalogue.pictures-forget"
    assert {"catalogue.pictures", "catalogue.pictures-forget"} <= set(_registered())


def _registered() -> list[str]:
    from marketplace.celery import app

    app.loader.import_default_modules()
    return list(app.tasks)


# --- real workers -------------------------------------------------------------------------------------------------


@pytest.fixture
def hire(tmp_path: Path, settings, use_broker) -> Iterator[Hire]:  # noqa: F811 - pytest's way
    """Starts workers that share their broker and files with this process."""
    use_broker(filesystem_broker(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {**settings.STORAGES, **picture_storages({}, tmp_path)}
    workers: list[Worker] = []

    def _hire(**variables: str) -> Worker:
        variables = {"DJANGO_SETTINGS_MODULE": "tests.catalogue.worker_settings", **variables}
        workers.append(Worker(state_dir=tmp_path, **variables))
        return workers[-1]

    yield _hire
    for worker in workers:
        worker.bury()


@pytest.mark.django_db(transaction=True)
def test_a_nudge_alone_makes_a_picture_ready(hire: Hire):
    hire()
    with transaction.atomic():
        picture = receive()
    until(lambda: again(picture).state == PictureState.READY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("files", ["0", "3"])
def test_a_worker_killed_while_rendering_leaves_no_half_picture_and_the_next_finishes_it(
    hire: Hire, tmp_path: Path, files: str
):
    worker = hire(STUCK_AFTER=files)
    picture = receive()
    until((tmp_path / "stuck").exists)
    worker.kill()
    worker.wait()
    assert not ProductImage.objects.exists()
    assert (again(picture).state, again(picture).original.name) == (PictureState.WAITING, "")

    ProductImage.whole.update(leased_until=timezone.now())  # some minutes later
    hire()
    with current_app.connection() as broker:  # what beat does every fifteen seconds
        current_app.send_task("catalogue.pictures", connection=broker, retry=False)
    until(lambda: again(picture).state == PictureState.READY)
    ready = again(picture)
    assert ready.attempts == 2
    names = [ready.original.name, *(rendition_name(ready.original.name, width) for width in ready.renditions)]
    assert all(default_storage.exists(name) for name in names)
    assert sorted(default_storage.listdir(str(Path(names[0]).parent))[1]) == sorted(Path(name).name for name in names)
