"""Ctrl-C and its sisters, noticed at safe moments only."""

import signal
import time
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked this program to stop."""


class StopSignal:
    """While entered, SIGINT, SIGTERM and SIGHUP are counted instead of interrupting whatever runs."""

    def __init__(self) -> None:
        self.count = 0
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> "StopSignal":
        for number in _STOPPING:
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue  # nohup: meant to outlive its terminal
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *exc_info: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type] - what signal.signal itself gave us

    def pause(self, seconds: float) -> None:
        """Sleep, but raise Stopped as soon as a signal came."""
        deadline = time.monotonic() + seconds
        while True:
            if self.count:
                raise Stopped
            left = deadline - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.1))

    def impatient(self) -> bool:
        """Whether a second signal came while we were stopping."""
        return self.count > 1

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.count += 1
