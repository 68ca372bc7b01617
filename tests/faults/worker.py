"""Real Celery workers as processes of their own, and a broker that belongs to the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]


class Worker:
    """`celery -A marketplace worker` with one child, in a process group that dies as a whole."""

    def __init__(self, *, state_dir: Path, mail_port: int = 25, redis_url: str = "", **variables: str) -> None:
        self._log = (state_dir / "worker.log").open("ab")
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "STATE_DIR": str(state_dir),
            "TMPDIR": str(state_dir / "tmp"),
            "REDIS_URL": redis_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            **variables,
        }
        command = "-m celery -A marketplace worker --concurrency 1 --include tests.faults.kinds --loglevel WARNING"
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        self._process = subprocess.Popen(
            [sys.executable, *command.split(), *quiet],
            cwd=PROJECT, env=environment, stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL to the worker and its child at once; returns at once too."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Until the process that somebody kills is gone."""
        self._process.wait(timeout=60)

    def bury(self) -> None:
        """Kill, and wait until the process is gone."""
        self.kill()
        self._process.wait(timeout=30)
        self._log.close()


def database_url() -> str:
    """The test database as a DATABASE_URL. A socket's folder travels as ?host=."""
    given = connection.settings_dict
    user = quote(given["USER"] or "", safe="")
    password = f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else ""
    host = given["HOST"] or ""
    options = {key: value for key, value in given["OPTIONS"].items() if isinstance(value, str)}
    if host.startswith("/"):
        options, host = {**options, "host": host}, ""
    port = f":{given['PORT']}" if given["PORT"] and host else ""
    query = f"?{urlencode(options)}" if options else ""
    return f"postgres://{user}{password}@{host}{port}/{given['NAME']}{query}"


def filesystem_broker(state_dir: Path) -> dict:
    """Celery settings of the broker that a worker with this STATE_DIR listens to; makes its folders."""
    folder = state_dir / "broker"
    for needed in (folder / "control", folder / "processed", state_dir / "tmp"):
        needed.mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://",
        "broker_transport_options": {
            "data_folder_in": str(folder),
            "data_folder_out": str(folder),
            "processed_folder": str(folder / "processed"),
            "control_folder": str(folder / "control"),
            "store_processed": False,
            "polling_interval": 0.1,
        },
    }
