"""Run one command with a database around it: python -m marketplace.runtime.session -- COMMAND...

With DATABASE_URL set, that database is checked and used; otherwise the private one of STATE_DIR is started for as
long as the command runs. The exit code is the command's.
"""

import os
import signal
import subprocess
import sys
from types import FrameType

from . import address
from .checks import check_database, check_disk
from .errors import CannotStart, say
from .postgres import PrivatePostgres
from .process import die_with_parent
from .signals import Stopped, StopSignal


def main(arguments: list[str]) -> int:
    """Raises nothing that a person should not see: every failing check is one sentence and exit code 1."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        say("Which command? python -m marketplace.runtime.session -- COMMAND...")
        return 2
    try:
        return _with_database(command)
    except Stopped:
        return 130
    except CannotStart as error:
        say(str(error))
        return 1


def _with_database(command: list[str]) -> int:
    if database_url := os.environ.get("DATABASE_URL"):
        check_database(database_url)
        return _run(command, dict(os.environ))
    state_dir = address.state_dir()
    check_disk(state_dir)
    with StopSignal() as stop:
        server = PrivatePostgres(state_dir, pause=stop.pause)
        with server:
            stop.pause(0)
            return _run(command, {**os.environ, "DATABASE_URL": server.url, "STATE_DIR": str(state_dir)})


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Run in our own process group, so that the command may read the terminal."""
    try:
        process = subprocess.Popen(command, env=environment, preexec_fn=die_with_parent(signal.SIGTERM))
    except OSError as error:
        raise CannotStart(f"Cannot run {command[0]}: {error.strerror}.") from error

    def pass_on(number: int, frame: FrameType | None) -> None:
        # Ctrl-C on a terminal reaches the whole foreground group: the command has it already.
        if not (number == signal.SIGINT and _in_foreground()):
            process.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def _in_foreground() -> bool:
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:  # no terminal
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
