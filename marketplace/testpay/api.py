"""Which address does what, with which of the library's parameter types."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from .errors import ApiError, missing
from .lists import listed, page_of
from .refunds import refund_create
from .sessions import session_create, session_current, session_expire
from .shown import shown, shown_list
from .state import Change, Thing

Call = Callable[..., Thing]  # (change, params, *names in the address) -> what is answered


class Route(NamedTuple):
    method: str
    address: re.Pattern[str]
    params: str  # a TypedDict below stripe.params
    call: Call


def route_of(method: str, path: str) -> tuple[Route, tuple[str, ...]]:
    """The route and the names in the address. Raises ApiError where there is none."""
    for route in ROUTES:
        found = route.address.fullmatch(path)
        if found and route.method == method:
            return route, found.groups()
    raise ApiError(f"There is nothing at {method} {path}.", status=404)


def _create(make: Callable[[Change, dict[str, Any]], Thing]) -> Call:
    def call(change: Change, params: dict[str, Any]) -> Thing:
        return shown(change, make(change, params), params.get("expand"))

    return call


def _retrieve(kind: str) -> Call:
    def call(change: Change, params: dict[str, Any], name: str) -> Thing:
        found = change.get(kind, name)
        if found is None:
            raise missing(kind, name)
        return shown(change, found, params.get("expand"))

    return call


def _list(kind: str, url: str, *by: str) -> Call:
    def call(change: Change, params: dict[str, Any]) -> Thing:
        return shown_list(change, listed(change, kind, params, url=url, by=by), params.get("expand", []))

    return call


def _expire(change: Change, params: dict[str, Any], name: str) -> Thing:
    return shown(change, session_expire(change, session_current(change, name)), params.get("expand"))


def _line_items(change: Change, params: dict[str, Any], name: str) -> Thing:
    lines = session_current(change, name)["_lines"]
    begin = next((place for place, line in enumerate(lines, 1) if line["id"] == params.get("starting_after")), 0)
    return page_of(lines[begin:], url=f"/v1/checkout/sessions/{name}/line_items", limit=params.get("limit", 10))


def _route(method: str, address: str, params: str, call: Call) -> Route:
    return Route(method, re.compile(address.replace("<id>", r"([A-Za-z0-9_]+)")), params, call)


_SESSIONS, _INTENTS, _CHARGES = "/v1/checkout/sessions", "/v1/payment_intents", "/v1/charges"
_MOVES, _REFUNDS, _DISPUTES, _EVENTS = "/v1/balance_transactions", "/v1/refunds", "/v1/disputes", "/v1/events"
ROUTES = (
    _route("POST", _SESSIONS, "checkout.SessionCreateParams", _create(session_create)),
    _route(
        "GET", _SESSIONS, "checkout.SessionListParams", _list("checkout.session", _SESSIONS, "payment_intent", "status")
    ),
    _route("GET", f"{_SESSIONS}/<id>", "checkout.SessionRetrieveParams", _retrieve("checkout.session")),
    _route("POST", f"{_SESSIONS}/<id>/expire", "checkout.SessionExpireParams", _expire),
    _route("GET", f"{_SESSIONS}/<id>/line_items", "checkout.SessionListLineItemsParams", _line_items),
    _route("GET", _INTENTS, "PaymentIntentListParams", _list("payment_intent", _INTENTS)),
    _route("GET", f"{_INTENTS}/<id>", "PaymentIntentRetrieveParams", _retrieve("payment_intent")),
    _route("GET", _CHARGES, "ChargeListParams", _list("charge", _CHARGES, "payment_intent", "transfer_group")),
    _route("GET", f"{_CHARGES}/<id>", "ChargeRetrieveParams", _retrieve("charge")),
    _route(
        "GET",
        _MOVES,
        "BalanceTransactionListParams",
        _list("balance_transaction", _MOVES, "source", "type", "currency"),
    ),
    _route("GET", f"{_MOVES}/<id>", "BalanceTransactionRetrieveParams", _retrieve("balance_transaction")),
    _route("POST", _REFUNDS, "RefundCreateParams", _create(refund_create)),
    _route("GET", _REFUNDS, "RefundListParams", _list("refund", _REFUNDS, "charge", "payment_intent")),
    _route("GET", f"{_REFUNDS}/<id>", "RefundRetrieveParams", _retrieve("refund")),
    _route("GET", _DISPUTES, "DisputeListParams", _list("dispute", _DISPUTES, "charge", "payment_intent")),
    _route("GET", f"{_DISPUTES}/<id>", "DisputeRetrieveParams", _retrieve("dispute")),
    _route("GET", _EVENTS, "EventListParams", _list("event", _EVENTS, "type")),
    _route("GET", f"{_EVENTS}/<id>", "EventRetrieveParams", _retrieve("event")),
)
