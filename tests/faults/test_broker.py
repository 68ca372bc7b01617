"""The broker is down, full or mute: nobody who buys notices, and the sweep finds the rows."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from time import monotonic

import pytest
import redis
from django.conf import settings
from django.db import transaction

from marketplace import jobs
from marketplace.outbox.models import Message

from .conftest import all_told, tell_note, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mute_port() -> Iterator[int]:
    """A server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _tell_quickly(caplog) -> None:
    started = monotonic()
    with transaction.atomic():
        for number in range(5):
            assert tell_note(number)
    assert monotonic() - started < 1.5  # seconds, for all five
    assert Message.objects.count() == 5
    assert "not nudged" in caplog.text


def test_a_mute_redis_costs_the_shopper_a_second_at_most(use_broker, mute_port, caplog):
    use_broker({"broker_url": f"redis://127.0.0.1:{mute_port}/0", "broker_transport_options": {}})
    _tell_quickly(caplog)


def test_a_redis_that_is_down_costs_the_shopper_nothing(use_broker, closed_port, caplog):
    use_broker({"broker_url": f"redis://127.0.0.1:{closed_port}/0", "broker_transport_options": {}})
    _tell_quickly(caplog)


def test_a_broker_folder_that_is_missing_costs_the_shopper_nothing(use_broker, tmp_path, caplog):
    gone = str(tmp_path / "gone")
    folders = {"data_folder_in": gone, "data_folder_out": gone, "control_folder": str(tmp_path)}
    use_broker({"broker_url": "filesystem://", "broker_transport_options": folders})
    _tell_quickly(caplog)


def test_what_was_told_without_a_broker_leaves_with_the_next_sweep(post, mail_server, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr("marketplace.jobs.current_app.connection", _no_broker)
        jobs.forget_broker()
        for number in range(5):
            tell_note(number)
    post.hire()
    post.sweep()
    assert mail_server.wait_for(lambda: len(mail_server.addresses()) == 5)
    until(all_told)
    assert mail_server.repeats() == 0


def test_the_way_to_the_broker_is_kept_and_opened_anew_once_it_fails(use_broker, tmp_path, monkeypatch, caplog):
    folder = tmp_path / "broker"
    folders = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(tmp_path)}
    use_broker({"broker_url": "filesystem://", "broker_transport_options": folders})
    opened, connect = [], jobs.current_app.connection
    monkeypatch.setattr(jobs.current_app, "connection", lambda **how: opened.append(connect(**how)) or opened[-1])
    folder.mkdir()
    for _ in range(3):
        jobs.nudge("outbox.sweep")
    assert (len(opened), len(list(folder.iterdir()))) == (1, 3)
    shutil.rmtree(folder)
    jobs.nudge("outbox.sweep")
    assert "not nudged" in caplog.text
    caplog.clear()
    folder.mkdir()
    jobs.nudge("outbox.sweep")
    assert len(list(folder.iterdir())) == 1
    assert not caplog.text


@pytest.mark.service
def test_a_redis_that_hung_up_is_called_again(use_broker, caplog):
    use_broker({"broker_url": os.environ["REDIS_URL"], "broker_transport_options": {}})
    jobs.nudge("outbox.sweep")
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as server:
        server.client_kill_filter(_type="normal", skipme=True)
    jobs.nudge("outbox.sweep")
    assert not caplog.text


def test_a_nudge_alone_makes_a_message_leave(post, mail_server):
    post.hire()
    tell_note(1)
    assert mail_server.wait_for(lambda: len(mail_server.taken) == 1)
    until(all_told)


def test_beat_sweeps_the_outbox():
    entry = settings.CELERY_BEAT_SCHEDULE["outbox-sweep"]
    assert entry["task"] == "outbox.sweep"
    assert entry["schedule"].run_every.total_seconds() <= 10


def _no_broker(*args, **kwargs):
    raise ConnectionRefusedError("no broker")
