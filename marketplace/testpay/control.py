"""What only a test may ask: how events travel, what fails, what a cardholder or a bank does (docs/testpay.md)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from .cards import SUCCESS
from .disputes import dispute_close, dispute_open
from .errors import ApiError
from .exchange import Answer, Request, json_answer
from .faults import fault_set
from .modes import modes_set, remember
from .payments import Outcome, session_bank_answer, session_pay
from .refunds import refund_finish, refunds_pend
from .sessions import session_current, session_expire, sessions_expire_due
from .shown import shown
from .state import Change, State
from .webhooks import claim, deliver

Given = dict[str, Any]


def control_answer(state: State, request: Request) -> Answer:
    """Raises nothing. Only for callers on this machine that say so by a header, which no foreign page can send."""
    name = request.path.removeprefix("/_test/")
    if request.headers.get("x-test-control") != "1" or not request.loopback:
        return json_answer({"error": {"message": "Not for you."}}, 403)
    try:
        given = json.loads(request.body or "{}")
        return json_answer(_answer(state, name, given))
    except ApiError as error:
        return json_answer(error.body(), error.status)
    except (ValueError, KeyError, TypeError) as error:
        return json_answer({"error": {"message": f"{name}: {error!r}"}}, 400)


def _answer(state: State, name: str, given: Given) -> Any:
    if name == "health":
        return {"ok": True}
    if name == "flush":
        return _flush(state, **given)
    if name not in _CALLS:
        raise ApiError(f"There is no control call {name}.", status=404)
    with state.transaction() as change:
        sessions_expire_due(change)
        return _CALLS[name](change, **given)


def _flush(state: State, *, never: bool = False) -> Given:
    """Deliver now all that is held back, and wait for what is under way. never: also what was to be lost.

    Returns how many were tried here.
    """
    with state.transaction() as change:
        change.execute(
            "UPDATE delivery SET state = 'waiting', due = min(due, ?)"
            " WHERE state = 'waiting' OR (? AND state = 'never')",
            [time.time(), never],
        )
    tried, until = 0, time.time()
    while (row := claim(state, until)) is not None:
        deliver(state, row)
        tried += 1
    while _under_way(state):
        time.sleep(0.01)
    return {"tried": tried}


def _under_way(state: State) -> bool:
    with state.transaction() as change:
        return change.execute("SELECT 1 FROM delivery WHERE state = 'sending' LIMIT 1").fetchone() is not None


def _modes(change: Change, rules: list[Given]) -> Given:
    modes_set(change, rules)
    return {"rules": rules}


def _pay(change: Change, session: str, card: str = SUCCESS, confirm: bool | None = True) -> Given:
    """confirm: what she tells her bank if it asks; None leaves the question open. A refused card is no error here."""
    outcome = session_pay(change, session, card)
    if outcome.asks_bank and confirm is not None:
        outcome = session_bank_answer(change, session, confirmed=confirm)
    return _told(change, outcome)


def _bank(change: Change, session: str, confirm: bool = True) -> Given:
    return _told(change, session_bank_answer(change, session, confirmed=confirm))


def _told(change: Change, outcome: Outcome) -> Given:
    paid = outcome.session["payment_status"] == "paid"
    told = {"session": shown(change, outcome.session), "paid": paid, "asks_bank": outcome.asks_bank}
    return {**told, "error": outcome.error}


def _expire(change: Change, session: str) -> Given:
    """Its time has come: it is as if expires_at had passed."""
    found = session_current(change, session)
    if found["status"] == "open":
        found["expires_at"] = change.now
    return shown(change, session_expire(change, found))


def _age(change: Change, session: str, seconds: int) -> Given:
    """So many seconds pass for this session alone; whoever looks next finds it expired when they were enough."""
    found = session_current(change, session)
    found["expires_at"] -= seconds
    found["created"] -= seconds
    return shown(change, change.save(found))


def _dispute(change: Change, **given: Any) -> Given:
    """charge, or session or payment_intent whose charge is meant."""
    charge = given.pop("charge", None)
    if session := given.pop("session", None):
        given["payment_intent"] = session_current(change, session)["payment_intent"]
    if intent := given.pop("payment_intent", None):
        charge = (change.get("payment_intent", intent) or {}).get("latest_charge")
    return dispute_open(change, charge or "", **given)


def _pending_refunds(change: Change, calls: int = 1) -> Given:
    refunds_pend(change, calls)
    return {"calls": calls}


def _fail(change: Change, **given: Any) -> Given:
    if given.get("calls", 1) < 1:
        remember(change, "fault", None)
    else:
        fault_set(change, **given)
    return given


def _keys(change: Change) -> Given:
    """Idempotency keys that are being worked on."""
    rows = change.execute("SELECT key FROM answered WHERE status IS NULL ORDER BY key")
    return {"running": [row["key"] for row in rows]}


def _deliveries(change: Change, type: str = "") -> Given:
    rows = change.execute("SELECT * FROM delivery WHERE ? IN ('', type) ORDER BY sent IS NULL, sent, id", [type])
    return {"deliveries": [dict(row) for row in rows]}


_CALLS: dict[str, Callable[..., Any]] = {
    "modes": _modes,
    "pay": _pay,
    "bank": _bank,
    "expire": _expire,
    "age": _age,
    "dispute": _dispute,
    "dispute/close": lambda change, dispute, outcome: dispute_close(change, dispute, outcome),
    "refunds/pend": _pending_refunds,
    "refunds/finish": lambda change, refund, status: refund_finish(change, refund, status),
    "fail": _fail,
    "deliveries": _deliveries,
    "keys": _keys,
}
