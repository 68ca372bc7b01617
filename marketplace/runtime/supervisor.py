"""Keeps a list of programs running under this process, and stops them in order."""

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .errors import CannotStart, say
from .logs import GrowingLog, keep_small, tail
from .postgres import PrivatePostgres
from .process import die_with_parent, end_group, has_ended

_FIRST_DELAY, _LONGEST_DELAY = 0.5, 30.0  # seconds between restarts of a program that keeps ending
_SETTLED = 60.0  # a program that ran this many seconds is taken to be well again


@dataclass(frozen=True)
class Child:
    """A program to keep running. env: its whole environment. grace: seconds it has to end after SIGTERM."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    cwd: Path | None = None
    grace: float = 10.0


@dataclass
class _Running:
    child: Child
    log: GrowingLog
    process: subprocess.Popen | None = None
    started: float = 0.0
    start_again: float = math.inf  # not before start() named it
    ends: int = field(default=0)  # in a row, since it last settled


class Supervisor:
    """start() all, tend() often, stop() all in the order of the list, the database last.

    log_dir: existing folder; each child writes <name>.log there, and its error lines are repeated through `say`.
    hurry: being true cuts the graces short while stopping.
    """

    def __init__(
        self,
        children: Sequence[Child],
        *,
        log_dir: Path,
        server: PrivatePostgres | None = None,
        say: Callable[[str], None] = say,
        hurry: Callable[[], bool] = lambda: False,
    ) -> None:
        for child in children:
            keep_small(log_dir / f"{child.name}.log")
        self._running = [_Running(child, GrowingLog(log_dir / f"{child.name}.log")) for child in children]
        self._server, self._say, self._hurry = server, say, hurry

    def start(self, *names: str) -> None:
        """Start the children of these names; without names, all that were not started yet."""
        for running in self._running:
            if running.start_again == math.inf and (not names or running.child.name in names):
                self._start(running)

    def tend(self) -> None:
        """One round: repeat new error lines, start again what ended."""
        if self._server is not None and not self._server.alive():
            self._say("PostgreSQL ended; starting it again")
            self._server.restart()
        for running in self._running:
            self._tell_errors(running)
            keep_small(running.log.path)
            self._revive(running)

    def run(self, pause: Callable[[float], None]) -> None:
        """Tend until `pause` raises."""
        while True:
            self.tend()
            pause(0.2)

    def stop(self) -> None:
        for running in self._running:
            if running.process is not None:
                end_group(running.process, first=signal.SIGTERM, grace=running.child.grace, hurry=self._hurry)
                running.process = None
            self._tell_errors(running)
        if self._server is not None:
            self._server.stop(hurry=self._hurry)

    def ends(self, name: str) -> int:
        """How often in a row this child has ended by itself."""
        return self._named(name).ends

    def pid(self, name: str) -> int | None:
        process = self._named(name).process
        return process.pid if process else None

    def last_words(self, name: str) -> str:
        """The last line of a child's log that says something."""
        lines = [line.strip() for line in tail(self._named(name).log.path).splitlines() if line.strip()]
        return lines[-1] if lines else "it said nothing"

    def _named(self, name: str) -> _Running:
        return next(running for running in self._running if running.child.name == name)

    def _start(self, running: _Running) -> None:
        with running.log.path.open("ab") as log:
            running.process = spawn(running.child, output=log)
        running.started = running.start_again = time.monotonic()

    def _revive(self, running: _Running) -> None:
        now = time.monotonic()
        if running.process is None:
            if now >= running.start_again:
                self._start(running)
            return
        if not has_ended(running.process):
            if now - running.started > _SETTLED:
                running.ends = 0
            return
        # What it left behind would keep its port.
        code = end_group(running.process, first=signal.SIGTERM, grace=0, hurry=lambda: True)
        running.process = None
        delay = min(_FIRST_DELAY * 2**running.ends, _LONGEST_DELAY)
        running.ends += 1
        running.start_again = now + delay
        self._say(f"{running.child.name} ended ({_how(code)}); starting it again in {delay:g} s")

    def _tell_errors(self, running: _Running) -> None:
        for line in running.log.new_errors():
            self._say(f"{running.child.name} | {line}")


def spawn(child: Child, *, output: object = None) -> subprocess.Popen:
    """Start a program in a process group of its own that the kernel kills when we end.

    output: where both its streams go; by default to ours. Raises CannotStart when there is no such program.
    """
    try:
        return subprocess.Popen(
            list(child.command),
            env=dict(child.env),
            cwd=child.cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            process_group=0,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
    except OSError as error:
        raise CannotStart(f"{child.name} cannot be started: {error}.") from error


def run_step(child: Child, *, pause: Callable[[float], None]) -> None:
    """Run a program to its end with its output on our terminal; raises CannotStart when it fails."""
    sys.stdout.flush()
    process = spawn(child)
    try:
        while not has_ended(process):
            pause(0.05)
    finally:
        code = end_group(process, first=signal.SIGTERM, grace=child.grace, hurry=lambda: False)
    if code != 0:
        raise CannotStart(f"{child.name} failed ({_how(code)}): the lines above say why.")


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


def clean_environment(**values: str) -> dict[str, str]:
    """Our environment with these values set; output of Python programs comes unbuffered."""
    return {**os.environ, "PYTHONUNBUFFERED": "1", **values}
