"""The test payment server as a process of its own, for every test that needs Stripe's answers."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import stripe

PROJECT = Path(__file__).resolve().parent.parent.parent
SECRET_KEY = "sk_test_taawon"
WEBHOOK_SECRET = "whsec_taawon"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Refused(Exception):
    """A control call that was not carried out: its answer."""


class Payments:
    """A test payment server that runs somewhere on this machine. url: what STRIPE_API_BASE must be."""

    def __init__(self, url: str, secret_key: str, webhook_secret: str) -> None:
        self.url, self.secret_key, self.webhook_secret = url, secret_key, webhook_secret

    def client(self, **options: Any) -> stripe.StripeClient:
        """The real library. options: of StripeClient, such as max_network_retries."""
        return stripe.StripeClient(options.pop("api_key", self.secret_key), base_addresses={"api": self.url}, **options)

    def environment(self) -> dict[str, str]:
        """What a market must be told to be paid here."""
        return {
            "STRIPE_SECRET_KEY": self.secret_key,
            "STRIPE_WEBHOOK_SECRET": self.webhook_secret,
            "STRIPE_API_BASE": self.url,
            "STRIPE_TEST_SERVER": "1",
        }

    def control(self, name: str, **given: Any) -> Any:
        """A call under /_test/ (docs/testpay.md), such as control("pay", session=...). Raises Refused on a refusal."""
        status, answer = self.request(f"/_test/{name}", json.dumps(given), {"X-Test-Control": "1"})
        if status != 200:
            raise Refused(answer)
        return json.loads(answer)

    def request(self, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """A bare request: GET without a body, else POST."""
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(self.url).port, timeout=60)
        try:
            connection.request("GET" if body is None else "POST", path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


class PaymentServer(Payments):
    """Started by its construction, ready when that returns.

    folder: where its state file is, or will be. webhook_url: where it posts events; empty: nowhere. port: given where
    the market must know it beforehand.
    """

    def __init__(self, folder: Path, *, webhook_url: str = "", port: int | None = None) -> None:
        port = port or free_port()
        super().__init__(f"http://localhost:{port}", SECRET_KEY, WEBHOOK_SECRET)
        self._command = [
            *(sys.executable, "-m", "marketplace.testpay", "--port", str(port)),
            *("--state", str(folder / "pay.sqlite"), "--webhook-url", webhook_url),
            *("--webhook-secret", WEBHOOK_SECRET, "--secret-key", SECRET_KEY),
        ]
        self._start()

    def stop(self) -> None:
        """SIGTERM, as a supervisor does. Ending what has ended does nothing."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, at any moment."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """The same port and state again, after stop or kill, or instead of it."""
        self.stop()
        self._start()

    def _end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.wait(timeout=10)

    def _start(self) -> None:
        self._process = subprocess.Popen(self._command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        with self._process.stdout as said:
            assert b"no money moves" in said.readline(), "the test payment server did not start"


def until(condition: Any, seconds: float = 15) -> Any:
    """What a condition gives once it gives something; fails when it does not in time."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
    return found
