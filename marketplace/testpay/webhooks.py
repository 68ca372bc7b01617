"""Events on their way to the market: signed, tried again until they are taken, each when its mode says."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import sqlite3
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from .sessions import sessions_expire_due
from .state import State

_ANSWER_WITHIN = 10.0  # seconds
_LONGEST_DELAY = 60.0  # seconds between two tries
_TRIES = 20
_TICK = 1.0  # seconds between two looks at the clock


class Courier(threading.Thread):
    """Delivers what is due, one after the other, and expires sessions whose time is over."""

    def __init__(self, state: State) -> None:
        super().__init__(name="courier", daemon=True)
        self._state = state
        with state.transaction() as change:  # a killed process does not know whether it was heard: it says it again
            change.execute("UPDATE delivery SET state = 'waiting' WHERE state = 'sending'")

    def run(self) -> None:
        while True:
            self._state.new_work.clear()
            with self._state.transaction() as change:
                sessions_expire_due(change)
            while (row := claim(self._state, time.time())) is not None:
                deliver(self._state, row)
            self._state.new_work.wait(self._pause())

    def _pause(self) -> float:
        """Seconds until the next delivery is due, a tick at most."""
        with self._state.transaction() as change:
            due = change.execute("SELECT min(due) FROM delivery WHERE state = 'waiting'").fetchone()[0]
        return _TICK if due is None else min(_TICK, max(0.0, due - time.time()))


def claim(state: State, until: float) -> sqlite3.Row | None:
    """The first delivery that is due; nobody else will take it."""
    with state.transaction() as change:
        return change.execute(
            "UPDATE delivery SET state = 'sending', attempts = attempts + 1 WHERE id = (SELECT id FROM delivery"
            " WHERE state = 'waiting' AND due <= ? ORDER BY due, id LIMIT 1) RETURNING *",
            [until],
        ).fetchone()


def deliver(state: State, row: sqlite3.Row) -> None:
    """Post one event; on anything but a 2xx it waits for another try."""
    with state.transaction() as change:
        event = change.get("event", row["event"])
    status = post(state.settings.webhook_url, state.settings.webhook_secret, event)
    taken = status is not None and 200 <= status < 300
    after = "taken" if taken else "waiting" if row["attempts"] < _TRIES else "given up"
    due = time.time() + min(2.0 ** (row["attempts"] - 1), _LONGEST_DELAY)
    with state.transaction() as change:
        change.execute(
            "UPDATE delivery SET state = ?, status = ?, due = ?, sent = ? WHERE id = ?",
            [after, status, due, time.time(), row["id"]],
        )
        if taken:
            change.save({**event, "pending_webhooks": 0})


def post(url: str, secret: str, event: dict[str, Any]) -> int | None:
    """The HTTP status of the market's answer, None when there was none."""
    body = json.dumps(event, indent=2, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature(secret, body)}
    place = urlsplit(url)
    connect = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = connect(place.hostname or "", place.port, timeout=_ANSWER_WITHIN)
    try:
        connection.request("POST", f"{place.path or '/'}{'?' + place.query if place.query else ''}", body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def signature(secret: str, body: bytes) -> str:
    """The header by which stripe.Webhook.construct_event knows that it was us, and when."""
    moment = int(time.time())
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={signed}"
