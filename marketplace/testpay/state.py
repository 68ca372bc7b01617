"""What the server knows, in one SQLite file: a killed server that starts again still knows everything."""

from __future__ import annotations

import json
import secrets
import sqlite3
import string
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .settings import Settings

Thing = dict[str, Any]

_LETTERS = string.ascii_letters + string.digits
_TABLES = """
CREATE TABLE IF NOT EXISTS thing (
    seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS thing_kind ON thing (kind, seq);
CREATE INDEX IF NOT EXISTS thing_intent ON thing (json_extract(body, '$.payment_intent'));
CREATE INDEX IF NOT EXISTS open_session ON thing (json_extract(body, '$.expires_at'))
    WHERE kind = 'checkout.session' AND json_extract(body, '$.status') = 'open';
CREATE TABLE IF NOT EXISTS answered (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, started REAL NOT NULL, process TEXT NOT NULL,
    status INTEGER, body TEXT
);
CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY, event TEXT NOT NULL, type TEXT NOT NULL, mode TEXT NOT NULL,
    state TEXT NOT NULL, due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, status INTEGER, sent REAL
);
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (due) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class State:
    """One connection, one writer at a time: whoever comes second sees what the first has done."""

    def __init__(self, file: Path, settings: Settings) -> None:
        self.settings = settings
        self.process = secrets.token_hex(8)
        self.new_work = threading.Event()  # set when something waits for delivery
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=30)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")  # survives a kill; a power cut is no concern of tests
        self._connection.executescript(_TABLES)

    @contextmanager
    def transaction(self, request: Thing | None = None) -> Iterator[Change]:
        """All or nothing. request: id and idempotency key that events of this change will name."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            change = Change(self._connection, self.settings, request or {"id": None, "idempotency_key": None})
            try:
                yield change
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        if change.has_news:
            self.new_work.set()


class Change:
    """What may be read and written inside one transaction."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings, request: Thing) -> None:
        self.settings, self.request = settings, request
        self.has_news = False
        self.now = int(time.time())
        self.execute = connection.execute

    def get(self, kind: str, name: str) -> Thing | None:
        row = self.execute("SELECT body FROM thing WHERE id = ? AND kind = ?", [name, kind]).fetchone()
        return json.loads(row["body"]) if row else None

    def save(self, thing: Thing) -> Thing:
        self.execute(
            "INSERT INTO thing (id, kind, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            [thing["id"], thing["object"], json.dumps(thing)],
        )
        return thing

    def find(self, kind: str, where: str = "1", values: list[Any] | None = None, tail: str = "") -> list[Thing]:
        """Things of a kind, newest first. where, tail: SQL of ours, never of a request."""
        tail = tail or "ORDER BY seq DESC"
        statement = f"SELECT body FROM thing WHERE kind = ? AND ({where}) {tail}"  # noqa: S608
        return [json.loads(row["body"]) for row in self.execute(statement, [kind, *(values or [])])]

    @contextmanager
    def undone_when_refused(self) -> Iterator[None]:
        """A refusal leaves nothing behind, while the transaction around it goes on."""
        self.execute("SAVEPOINT effect")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK TO effect")
            raise
        finally:
            self.execute("RELEASE effect")


def new_id(prefix: str) -> str:
    return f"{prefix}_" + "".join(secrets.choice(_LETTERS) for _ in range(24))
