"""`manage.py up`, whole: from an empty state folder to the first page, a kill -9, and the next start."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from marketplace.runtime.address import PROJECT_DIR

from .conftest import family, gone, until


class Market:
    """One `manage.py up` in an environment that names only its folder and port."""

    def __init__(self, state_dir: Path, port: int, **environment: str) -> None:
        self.port, self.output = port, state_dir.with_name("output.txt")
        left_out = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "HOST", "STRIPE_SECRET_KEY")
        inherited = {key: value for key, value in os.environ.items() if key not in left_out}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=PROJECT_DIR,
                env={**inherited, "STATE_DIR": str(state_dir), "PORT": str(port), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def opened(self) -> bool:
        assert self.process.poll() is None, self.output.read_text()
        return "The market is open" in self.output.read_text()

    def status(self, path: str, port: int | None = None) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=10)
        connection.request("GET", path)
        try:
            return connection.getresponse().status
        finally:
            connection.close()

    def outcome(self) -> tuple[int, list[str]]:
        return self.process.wait(timeout=60), self.output.read_text().splitlines()


@pytest.fixture
def market():
    """Start markets that do not outlive the test."""
    started: list[Market] = []

    def start(state_dir: Path, port: int, **environment: str) -> Market:
        started.append(Market(state_dir, port, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.terminate()
            one.process.wait(timeout=60)


def test_first_start_kill_9_second_start_and_ctrl_c(open_dir: Path, port: int, market) -> None:
    first = market(open_dir / "state", port)
    until(first.opened, seconds=240)
    assert first.status("/healthz") == 200
    pids = family(first.process.pid)
    names = " ".join(" ".join(psutil.Process(pid).cmdline()) for pid in pids)
    assert all(part in names for part in ("gunicorn", "worker", "beat", "postgres", "testpay"))
    assert (open_dir / "state" / "testpay.json").stat().st_mode & 0o777 == 0o600
    log, said = open_dir / "state" / "log" / "testpay.log", re.compile(r"Test payments at http://localhost:(\d+):")
    until(lambda: said.search(log.read_text()))
    assert first.status("/c/pay.css", int(said.findall(log.read_text())[0])) == 200
    first.process.kill()
    first.process.wait()
    until(lambda: all(gone(pid) for pid in pids), seconds=10)

    began = time.monotonic()
    second = market(open_dir / "state", port)
    until(second.opened, seconds=60)
    assert time.monotonic() - began < (30 if os.environ.get("CI") else 20)  # two cores, shared with other tests
    assert second.status("/healthz") == 200
    pids = family(second.process.pid)
    second.process.send_signal(signal.SIGINT)
    code, lines = second.outcome()
    assert (code, lines[-1]) == (0, "Stopped.")
    assert all(gone(pid) for pid in pids)


def test_a_busy_port_is_one_sentence(open_dir: Path, market) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = listener.getsockname()[1]
        code, lines = market(open_dir / "state", number).outcome()
    assert code == 1
    assert lines == [f"Port {number} is in use: stop the program that listens there, or set PORT to another number."]


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_an_unreachable_service_is_one_sentence(open_dir: Path, port: int, market, name: str) -> None:
    scheme = "postgres" if name == "DATABASE_URL" else "redis"
    code, lines = market(open_dir / "state", port, **{name: f"{scheme}://127.0.0.1:1/0"}).outcome()
    assert code == 1
    assert len(lines) == 1
    assert lines[0].endswith(f"start it, or correct {name}.")


def test_a_port_that_is_no_number_is_one_sentence(open_dir: Path, market) -> None:
    code, lines = market(open_dir / "state", 0).outcome()
    assert (code, lines) == (1, ["PORT is '0': it must be a number from 1 to 65535."])
