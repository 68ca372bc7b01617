"""Folders, programs and conditions for tests with real processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from marketplace.runtime.address import PROJECT_DIR
from marketplace.runtime.postgres import PrivatePostgres


def until(condition: Callable[[], object], *, seconds: float = 15) -> None:
    """Wait until something is so; fails the test when it does not become so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    """Whether no program runs under this number any more (a zombie runs nothing)."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    process = psutil.Process(pid)
    return [pid, *(child.pid for child in process.children(recursive=True))]


def query(url: str, statement: str) -> object:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(statement).fetchone()
    return row[0] if row else None


class Holder:
    """A separate process that holds the private server of a folder (hold.py)."""

    def __init__(self, state_dir: Path, **popen: object) -> None:
        self.state_dir = state_dir
        environment = {**os.environ, "PYTHONPATH": str(PROJECT_DIR)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.runtime.hold", str(state_dir)],
            cwd=PROJECT_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **popen,
        )

    def ready(self) -> int:
        """The server's process number, once it answers."""
        assert self.process.stdout and self.process.stderr
        words = self.process.stdout.readline().split()
        if not words:
            raise AssertionError(self.process.stderr.read())
        return int(words[1])

    def outcome(self) -> tuple[int, str]:
        """Exit code and what it said on standard error."""
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said

    def stop(self) -> tuple[int, str]:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.outcome()

    def kill(self) -> None:
        """kill -9, as an impatient person or the kernel would."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def open_dir() -> Iterator[Path]:
    """A folder that every user may enter."""
    path = Path(tempfile.mkdtemp(prefix="taawon-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def closed_dir() -> Iterator[Path]:
    """A folder that only its owner may enter."""
    path = Path(tempfile.mkdtemp(prefix="taawon-test-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def hold() -> Iterator[Callable[..., Holder]]:
    """Start holders that do not outlive the test."""
    holders: list[Holder] = []

    def start(state_dir: Path, **popen: object) -> Holder:
        holders.append(Holder(state_dir, **popen))
        return holders[-1]

    yield start
    for holder in holders:
        if holder.process.poll() is None:
            holder.stop()


@pytest.fixture(scope="module")
def server() -> Iterator[PrivatePostgres]:
    """One private server for tests that only talk to it."""
    path = Path(tempfile.mkdtemp(prefix="taawon-test-"))
    with PrivatePostgres(path) as running:
        yield running
    shutil.rmtree(path, ignore_errors=True)
