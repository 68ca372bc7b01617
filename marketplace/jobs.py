"""What every job shares: the row is the work, a Celery task is only a nudge, and beat sweeps what no nudge reached."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import timedelta
from threading import local

from celery import current_app
from django.db import connection, transaction
from kombu import Producer

logger = logging.getLogger(__name__)

# Seconds. A shopper waits for the nudge, so an unreachable broker may cost her about one of them.
BROKER_PATIENCE = 0.4
# Seconds. While no worker runs, nudges must not pile up: the sweep finds the rows without them.
NUDGE_EXPIRES = 60


def nudge(task: str, *args: int) -> None:
    """Ask a worker to run this task now. A nudge that cannot be given is logged: the sweep needs none.

    args: ids, where only some rows are meant.
    """
    kept = _broker.kept
    try:
        _send(task, args)
    # Whatever a broker's client may raise (each transport has errors of its own): the fact is committed, and the person
    # who made it happen must not see her page fail for a nudge that the sweep makes up for.
    except Exception as error:
        forget_broker()
        if kept:  # closed while it lay idle, or the broker is another since
            nudge(task, *args)
        else:
            logger.warning("%s was not nudged, the sweep will do: %s: %s", task, type(error).__name__, error)


class _Broker(local):
    """This thread's way to the broker, kept open: to open one takes longer than to place a nudge."""

    kept: Producer | None = None

    def producer(self) -> Producer:
        if self.kept is None:
            patience = {
                "socket_connect_timeout": BROKER_PATIENCE,
                "socket_timeout": BROKER_PATIENCE,
                "max_retries": 1,
                "interval_start": 0,
                "interval_step": 0,
                "connect_retries_timeout": BROKER_PATIENCE,
            }
            connection = current_app.connection(transport_options=patience, connect_timeout=BROKER_PATIENCE)
            self.kept = current_app.amqp.Producer(connection)
        return self.kept


_broker = _Broker()
# Two processes must not write into one connection.
os.register_at_fork(after_in_child=lambda: setattr(_broker, "kept", None))


def forget_broker() -> None:
    """Open this thread's way to the broker anew: it led to another, or leads nowhere."""
    producer, _broker.kept = _broker.kept, None
    if producer is not None:
        producer.connection.release()


def _send(task: str, args: tuple[int, ...]) -> None:
    current_app.send_task(task, args, producer=_broker.producer(), retry=False, expires=NUDGE_EXPIRES)


def once_on_commit(call: Callable[[], None]) -> None:
    """Call this after the commit, once for all that a transaction asks.

    Django drops what a rolled back savepoint asked for, so its list is the one that knows whether we still have ours.
    """
    if all(entry[1] is not call for entry in connection.run_on_commit):
        transaction.on_commit(call)


def backoff(attempts: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """Twice as long after each attempt."""
    doublings = min(attempts - 1, 10)  # 2**10 waits are far past the longest already
    return min(first * 2**doublings, longest)
