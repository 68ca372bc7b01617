"""From an API request to its answer: who asks, which version, what is wanted, once per idempotency key."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from typing import Any, NamedTuple

from .api import Route, route_of
from .decode import decode
from .errors import ApiError, unauthorised
from .events import API_VERSION
from .exchange import Answer, Request
from .faults import Dropped, Fault, fault_take, strike
from .idempotency import fingerprint, key_claim, key_free, key_keep
from .params import check
from .sessions import sessions_expire_due
from .state import State, new_id


class Work(NamedTuple):
    """A request that was understood."""

    route: Route
    names: tuple[str, ...]
    params: dict[str, Any]
    request_id: str
    key: str | None
    mark: str
    fault: Fault | None


def api_answer(state: State, request: Request) -> Answer:
    """Never raises but for a fault on purpose, which drops the connection."""
    request_id = new_id("req")
    headers = {"Request-Id": request_id, "Stripe-Version": API_VERSION}
    try:
        status, body, more = _answer(state, request, request_id)
    except ApiError as error:
        status, body, more = error.status, _text(error.body()), {}
    except Dropped:
        return Answer(drop=True)
    return Answer(status, body.encode(), headers={**headers, **more})


def _answer(state: State, request: Request, request_id: str) -> tuple[int, str, dict[str, str]]:
    _authenticate(request, state.settings.secret_key)
    work = _understood(state, request, request_id)
    echo = {"Idempotency-Key": work.key} if work.key else {}
    if work.key and (stored := key_claim(state, work.key, work.mark)):
        return *stored, {**echo, "Idempotent-Replayed": "true"}
    try:
        strike(work.fault)
    except (ApiError, Dropped):
        if work.key:
            key_free(state, work.key)
        raise
    status, body = _do(state, work)
    if work.fault and work.fault.how == "lost":
        raise Dropped
    return status, body, echo


def _authenticate(request: Request, secret_key: str) -> None:
    """Raises ApiError 401, or 400 for a version that the installed library does not speak."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            shown = base64.b64decode(shown).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            shown = ""
    if not shown:
        raise unauthorised("You did not show an API key.")
    if not hmac.compare_digest(shown.encode(), secret_key.encode()):
        raise unauthorised(f"Invalid API key: {shown[:7]}…{shown[-4:]}")
    version = request.headers.get("stripe-version", API_VERSION)
    if version != API_VERSION:
        raise ApiError(f"This test server speaks version {API_VERSION} only, not {version}.")


def _understood(state: State, request: Request, request_id: str) -> Work:
    """Raises ApiError for an address or a parameter that Stripe does not know."""
    route, names = route_of(request.method, request.path)
    if request.method == "POST" and request.query:
        raise ApiError("The parameters of a POST belong in its body.")
    given = decode(request.text)
    key = request.headers.get("idempotency-key") if request.method == "POST" else None
    if key and len(key) > 255:
        raise ApiError("An idempotency key may have 255 characters.")
    params = check(given, route.params)
    mark = fingerprint(request.method, request.path, given)
    with state.transaction() as change:
        fault = fault_take(change, request.method, request.path)
    return Work(route, names, params, request_id, key, mark, fault)


def _do(state: State, work: Work) -> tuple[int, str]:
    """The work and its stored answer, in one transaction; a refusal is an answer too, without effect."""
    with state.transaction({"id": work.request_id, "idempotency_key": work.key}) as change:
        sessions_expire_due(change)
        try:
            with change.undone_when_refused():
                status, body = 200, _text(work.route.call(change, work.params, *work.names))
        except ApiError as error:
            status, body = error.status, _text(error.body())
        if work.key:
            key_keep(change, work.key, status, body)
    return status, body


def _text(body: dict[str, Any]) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)
