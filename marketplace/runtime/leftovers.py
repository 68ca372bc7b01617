"""What a killed start left behind: a server still closing, lock files that name a process which is gone."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from .address import PORT
from .errors import CannotStart

# Seconds after which a server that should be closing is asked again, more firmly.
_FIRMER = {20.0: signal.SIGQUIT, 30.0: signal.SIGKILL}


def servers_in(data_dir: Path) -> list[int]:
    """Process numbers of the PostgreSQL processes that work in this folder: each has it as working directory.

    The lock file's number is not asked: after a kill it may belong to any program.
    """
    if not data_dir.is_dir():
        return []
    folder = data_dir.stat()
    return [pid for pid in _postgres_pids() if _works_in(pid, (folder.st_dev, folder.st_ino))]


def wait_for_servers(data_dir: Path, *, say: Callable[[str], None], pause: Callable[[float], None]) -> None:
    """Wait until no server of an earlier start works in the folder; one that does not end is made to."""
    began, firmer = time.monotonic(), dict(_FIRMER)
    told = False
    while running := servers_in(data_dir):
        if not told:
            say(f"Waiting for the previous PostgreSQL (process {min(running)}) to end...")
            told = True
        waited = time.monotonic() - began
        for due in [seconds for seconds in firmer if waited > seconds]:
            _send(running, firmer.pop(due))
        if waited > 60:
            raise CannotStart(f"A PostgreSQL (process {min(running)}) still works in {data_dir}: stop it first.")
        pause(0.05)


def remove_lock_files(data_dir: Path, socket_dir: Path) -> None:
    """Take away the lock files of a server that is gone; call only when `servers_in` is empty and the lock is held."""
    socket = socket_dir / f".s.PGSQL.{PORT}"
    for stale in (data_dir / "postmaster.pid", socket, socket.with_name(socket.name + ".lock")):
        stale.unlink(missing_ok=True)


def _postgres_pids() -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _read(entry / "comm").strip() == "postgres":
            found.append(int(entry.name))
    return found


def _works_in(pid: int, folder: tuple[int, int]) -> bool:
    try:
        cwd = Path(f"/proc/{pid}/cwd").stat()
    except OSError:  # ended meanwhile, or another user's, which cannot work in a 0700 folder of ours
        return False
    return (cwd.st_dev, cwd.st_ino) == folder


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # ended meanwhile
        return ""


def _send(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
