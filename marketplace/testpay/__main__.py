"""`python -m marketplace.testpay`: serves until SIGTERM."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from .server import Server
from .settings import Settings
from .state import State
from .webhooks import Courier


def main() -> None:
    os.umask(0o077)  # what shoppers wrote is nobody else's to read
    given = _arguments().parse_args()
    public_url = (given.public_url or f"http://localhost:{given.port}").rstrip("/")
    state = State(given.state, Settings(given.secret_key, given.webhook_url, given.webhook_secret, public_url))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        server = Server(given.host, given.port, state)
    except OSError as error:
        sys.exit(f"The test payment server cannot listen at {given.host}:{given.port}: {error.strerror}.")
    Courier(state).start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Test payments at {public_url}: no money moves.", flush=True)  # noqa: T201 - the one line that says it is ready
    stop.wait()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marketplace.testpay", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, required=True, help="SQLite file; made when it is not there")
    parser.add_argument("--secret-key", required=True, help="sk_test_...; what callers must show")
    parser.add_argument("--webhook-url", default="", help="where events are posted")
    parser.add_argument("--webhook-secret", default="", help="whsec_...; what they are signed with")
    parser.add_argument("--public-url", default="", help="our address as browsers see it")
    return parser


if __name__ == "__main__":
    main()
