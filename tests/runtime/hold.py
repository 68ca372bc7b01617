"""Run as a program: start the private PostgreSQL of a folder, say so, and hold it until asked to stop."""

import sys
from pathlib import Path

from marketplace.runtime.errors import CannotStart, say
from marketplace.runtime.postgres import PrivatePostgres
from marketplace.runtime.signals import Stopped, StopSignal


def main(state_dir: Path) -> int:
    try:
        with StopSignal() as stop, PrivatePostgres(state_dir, pause=stop.pause) as server:
            print(f"ready {server.pid}", flush=True)
            stop.pause(600)
    except Stopped:
        return 0
    except CannotStart as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
