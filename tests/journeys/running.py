"""The whole market as `make run` starts it: database, web server, worker and beat, on ports of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import psycopg

from marketplace.runtime.address import private_database_url
from tests.testpay.server import Payments, until

PROJECT = Path(__file__).resolve().parent.parent.parent
# What the surrounding run may have set and this market must not inherit.
_OURS = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE", "HOST", "PORT", "STATE_DIR")
_OURS += ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_API_BASE", "STRIPE_TEST_SERVER")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class RunningMarket:
    """`manage.py up` below `state_dir`, filled with the demo; mail goes to `email_url` when given."""

    def __init__(self, state_dir: Path, *, email_url: str = "", **environment: str) -> None:
        self.state_dir = state_dir
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        kept = {key: value for key, value in os.environ.items() if key not in _OURS}
        given = {"STATE_DIR": str(state_dir), "PORT": str(self.port), "SITE_URL": self.url, **environment}
        if email_url:
            given["EMAIL_URL"] = email_url
        # In a copied folder it names the port of another market (see payments).
        (state_dir / "log" / "testpay.log").unlink(missing_ok=True)
        self.output: list[str] = []
        self._lines: Queue[str] = Queue()
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "up"], cwd=PROJECT, env=kept | given, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait_until_open()

    def _read(self) -> None:
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def _wait_until_open(self, timeout: float = 180) -> None:
        """Until the line that says so. timeout: seconds without any line at all."""
        while not any("The market is open" in line for line in self.output):
            try:
                line = self._lines.get(timeout=timeout)
            except Empty:
                self.stop()
                raise AssertionError(f"silent for {timeout} s after: {self.output}") from None
            assert line, f"ended before it opened: {''.join(self.output)}"
            self.output.append(line)

    @property
    def pid(self) -> int:
        """Of the parent of all its processes."""
        return self._process.pid

    @property
    def payments(self) -> Payments:
        """The test payment server that this market started for itself."""
        secrets = json.loads((self.state_dir / "testpay.json").read_text())
        said = re.compile(r"Test payments at (\S+): no money moves")
        ready = until(lambda: said.findall((self.state_dir / "log" / "testpay.log").read_text()))
        return Payments(ready[-1], **secrets)

    def wait_until_told(self, timeout: float = 180) -> None:
        """Until every message of the demo's orders has left. timeout: seconds."""
        deadline = time.monotonic() + timeout
        with psycopg.connect(private_database_url(self.state_dir)) as connection:
            while connection.execute("SELECT 1 FROM outbox_message WHERE state = 'pending' LIMIT 1").fetchone():
                assert time.monotonic() < deadline, "the first letters did not leave"
                connection.rollback()
                time.sleep(0.2)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=60)
        self._reader.join(timeout=10)
        self._process.stdout.close()
