"""The programs that are measured, and Redis: each a child that the kernel ends with us."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from marketplace.runtime.address import PROJECT_DIR
from marketplace.runtime.process import end_group, has_ended
from marketplace.runtime.supervisor import Child, spawn

WORKERS = 2
PATIENCE = 60  # seconds


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def redis_server(state_dir: Path) -> Iterator[str | None]:
    """Address of REDIS_URL, else of a private server for as long as it is needed; None where there is no Redis."""
    if os.environ.get("REDIS_URL"):
        yield os.environ["REDIS_URL"]
        return
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    port = free_port()
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    with _running("redis", command, dict(os.environ), state_dir, ready=lambda: _answers(port)):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def gunicorn(name: str, application: str, environment: dict[str, str], state_dir: Path) -> Iterator[int]:
    """The port of a web server started as launch.py starts ours: the same workers and class for everybody."""
    port = free_port()
    kind = os.environ.get("WORKER_CLASS", "gthread")
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    command += ["--config", "python:marketplace.runtime.gunicorn_conf", "--workers", str(WORKERS)]
    command += ["--worker-class", kind, "--preload", "--log-level", "warning"]
    command += ["--threads", "4"] if kind == "gthread" else []
    with _running(name, command, {**os.environ, **environment}, state_dir, ready=lambda: _answers(port)):
        yield port


@contextmanager
def _running(
    name: str, command: list[str], environment: dict[str, str], state_dir: Path, *, ready: Callable[[], bool]
) -> Iterator[None]:
    log_path = state_dir / f"{name}.log"
    with log_path.open("wb") as log:
        process = spawn(Child(name, command, environment, cwd=PROJECT_DIR), output=log)
    try:
        _wait(name, process, log_path, ready)
        yield
    finally:
        end_group(process, first=signal.SIGTERM, grace=10, hurry=lambda: False)


def _wait(name: str, process: subprocess.Popen, log_path: Path, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if has_ended(process) or time.monotonic() > deadline:
            sys.exit(f"{name} does not come up:\n{log_path.read_text(errors='replace')[-3000:]}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
