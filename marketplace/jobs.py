"""What every job shares: the row is the work, a Celery task is only a nudge, and beat sweeps what no nudge reached."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import connection, transaction

logger = logging.getLogger(__name__)

# Seconds. A shopper waits for the nudge, so an unreachable broker may cost her about one of them.
BROKER_PATIENCE = 0.4
# Seconds. While no worker runs, nudges must not pile up: the sweep finds the rows without them.
NUDGE_EXPIRES = 60


def nudge(task: str, *args: int) -> None:
    """Ask a worker to run this task now. A nudge that cannot be given is logged: the sweep needs none.

    args: ids, where only some rows are meant.
    """
    patience = {
        "socket_connect_timeout": BROKER_PATIENCE,
        "socket_timeout": BROKER_PATIENCE,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "connect_retries_timeout": BROKER_PATIENCE,
    }
    try:
        with current_app.connection(transport_options=patience, connect_timeout=BROKER_PATIENCE) as broker:
            current_app.send_task(task, args, connection=broker, retry=False, expires=NUDGE_EXPIRES)
    # Whatever a broker's client may raise (each transport has errors of its own): the fact is committed, and the person
    # who made it happen must not see her page fail for a nudge that the sweep makes up for.
    except Exception as error:
        logger.warning("%s was not nudged, the sweep will do: %s: %s", task, type(error).__name__, error)


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
