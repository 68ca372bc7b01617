"""A worker's children must not outlive it, not even one that was being born when the worker was killed.

Celery asks the kernel to end them with their parent, but does not look whether the parent was gone already: such a
child waits for work on a pipe for ever. Import this module where the application is made.
"""

import os
from typing import Any

from celery.signals import worker_init, worker_process_init

_parents: list[int] = []


@worker_init.connect
def remember_parent(**kwargs: Any) -> None:
    """In the worker, before it forks."""
    _parents[:] = [os.getpid()]


@worker_process_init.connect
def end_with_parent(**kwargs: Any) -> None:
    """In a child, after Celery has asked the kernel: a parent that differs by now has been killed."""
    if _parents and os.getppid() != _parents[0]:
        os._exit(1)
