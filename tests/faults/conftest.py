from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

import pytest
from celery import current_app
from django.utils import timezone

from marketplace import jobs
from marketplace.outbox import services
from marketplace.outbox.models import Message

from .kinds import NOTE
from .mailserver import MailServer
from .worker import Worker, filesystem_broker


def until(condition: Callable[[], bool], timeout: float = 60) -> None:
    """Wait until the condition holds. timeout: seconds. For what cannot notify us: another process's rows."""
    deadline, pause = monotonic() + timeout, Event()
    while not condition():
        assert monotonic() < deadline, "the condition did not come true in time"
        pause.wait(0.05)


def all_told() -> bool:
    """Whether no message is left to send."""
    return not Message.objects.exclude(state=Message.State.SENT).exists()


def let_time_pass() -> None:
    """Every lease and every waiting time is over, as it would be some minutes from now."""
    Message.objects.filter(state=Message.State.PENDING).update(leased_until=None, not_before=timezone.now())


def tell_note(number: int) -> Message | None:
    return services.tell(
        event_key=f"order {number} placed", kind=NOTE, address=f"shopper{number}@example.com", language="fr",
        payload={"number": str(number), "cooperative": "Al Alfia Atalita", "slug": "al-alfia-atalita",
                 "craft": "couscous", "tracking_url": "http://localhost/"},
    )  # fmt: skip


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def relay_by_smtp(settings, mail_server: MailServer) -> None:
    """The relay of this process sends by our server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port


@pytest.fixture
def use_broker(monkeypatch) -> Iterator[Callable[[dict], None]]:
    """Point this process at a broker: Celery's settings as a dict."""
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)

    # Celery reads its settings late: what is set before would be kept for the tests that follow.
    assert current_app.conf.broker_url

    def _use(conf: dict) -> None:
        for key, value in conf.items():
            monkeypatch.setitem(current_app.conf, key, value)
        jobs.forget_broker()

    yield _use
    jobs.forget_broker()


@dataclass
class Post:
    """A broker that works, with workers that listen to it."""

    state_dir: Path
    mail_port: int
    redis_url: str

    def __post_init__(self) -> None:
        self._workers: list[Worker] = []

    def hire(self) -> Worker:
        """Start a worker."""
        worker = Worker(state_dir=self.state_dir, mail_port=self.mail_port, redis_url=self.redis_url)
        self._workers.append(worker)
        return worker

    def sweep(self) -> None:
        """What beat does every ten seconds."""
        with current_app.connection() as broker:
            current_app.send_task("outbox.sweep", connection=broker, retry=False)

    def close(self) -> None:
        for worker in self._workers:
            worker.bury()


@pytest.fixture(params=["filesystem", pytest.param("redis", marks=pytest.mark.service)])
def post(request, tmp_path: Path, mail_server: MailServer, use_broker) -> Iterator[Post]:
    folders, redis_url = filesystem_broker(tmp_path), ""
    if request.param == "redis":
        redis_url = _own_redis()
        use_broker({"broker_url": redis_url, "broker_transport_options": {}})
    else:
        use_broker(folders)
    office = Post(state_dir=tmp_path, mail_port=mail_server.port, redis_url=redis_url)
    yield office
    office.close()


@pytest.fixture
def kills() -> int:
    """How often a worker is killed: few in the gate, many in `make prove`."""
    return int(os.environ.get("KILLS", "3"))


def _own_redis() -> str:
    """A database of Redis for this test process alone, emptied. Skips where there is no Redis."""
    import redis

    if not os.environ.get("REDIS_URL"):
        pytest.skip("REDIS_URL is not set")
    number = 8 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}").geturl()
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url
