"""Settings of the web server that an option on its command line cannot say."""

import gc
import signal
from typing import Any

from marketplace.runtime.process import die_with_parent

_last_steps: list[Any] = []


def pre_fork(server: Any, worker: Any) -> None:
    """Runs in the master: remembers its number, which the worker compares with its parent's."""
    _last_steps[:] = [die_with_parent(signal.SIGKILL)]
    # What was loaded stays for ever: workers share its memory, and none looks through it for what may be thrown away.
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """A worker must not outlive a killed master: it would keep the port."""
    _last_steps[0]()
