"""Idempotency keys: the first answer is the answer, across restarts too (docs.stripe.com/api/idempotent_requests)."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

from .errors import key_in_use, reused_key
from .state import Change, State

_KEPT = 24 * 3600  # seconds

Stored = tuple[int, str]  # status, body


def fingerprint(method: str, path: str, params: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([method, path, params], sort_keys=True).encode()).hexdigest()


def key_claim(state: State, key: str, mark: str) -> Stored | None:
    """Reserve a key for this request; the stored answer when it was given before.

    Raises ApiError when the key came with other parameters, or is being worked on. A claim of a process that was
    killed is free again: its work and its answer are written in one transaction, so nothing of it was done.
    """
    with state.transaction() as change:
        change.execute("DELETE FROM answered WHERE started < ?", [time.time() - _KEPT])
        row = change.execute("SELECT * FROM answered WHERE key = ?", [key]).fetchone()
        if row and row["fingerprint"] != mark:
            raise reused_key(key)
        if row and row["status"] is not None:
            return row["status"], row["body"]
        if row and row["process"] == state.process:
            raise key_in_use(key)
        change.execute(
            "INSERT OR REPLACE INTO answered (key, fingerprint, started, process) VALUES (?, ?, ?, ?)",
            [key, mark, time.time(), state.process],
        )
    return None


def key_keep(change: Change, key: str, status: int, body: str) -> None:
    """Store the answer, in the transaction that did the work."""
    change.execute("UPDATE answered SET status = ?, body = ? WHERE key = ?", [status, body, key])


def key_free(state: State, key: str) -> None:
    """The work did not begin: the key may be used again."""
    with state.transaction() as change:
        change.execute("DELETE FROM answered WHERE key = ? AND status IS NULL", [key])
