"""Things as an answer shows them: without what is ours alone, and with what was asked to be expanded."""

from __future__ import annotations

from typing import Any

from .decode import bracketed
from .errors import ApiError
from .lists import page_of
from .state import Change, Thing

_DEEPEST = 4  # levels that Stripe expands
# Field -> kind of the thing it names, for each kind of thing.
_LINKS: dict[str, dict[str, str]] = {
    "checkout.session": {"payment_intent": "payment_intent"},
    "payment_intent": {"latest_charge": "charge"},
    "charge": {"payment_intent": "payment_intent", "balance_transaction": "balance_transaction"},
    "refund": {
        "charge": "charge",
        "payment_intent": "payment_intent",
        "balance_transaction": "balance_transaction",
        "failure_balance_transaction": "balance_transaction",
    },
    "dispute": {"charge": "charge", "payment_intent": "payment_intent"},
    "balance_transaction": {"source": "*"},
}


def shown(change: Change, thing: Thing, expand: list[str] | None = None) -> Thing:
    """A copy for the answer. expand: paths such as payment_intent.latest_charge. Raises ApiError for a wrong one."""
    seen = {name: value for name, value in thing.items() if not name.startswith("_")}
    if thing["object"] == "checkout.session":
        seen["url"] = f"{change.settings.public_url}/c/pay/{thing['id']}" if thing["status"] == "open" else None
    for number, path in enumerate(expand or []):
        param = bracketed(("expand", str(number)))
        if path.count(".") >= _DEEPEST:
            raise ApiError(f"{path} is too deep: {_DEEPEST} levels can be expanded.", param=param)
        _expand(change, thing, seen, path, param)
    return seen


def shown_list(change: Change, found: Thing, expand: list[str]) -> Thing:
    """A list whose members are expanded by paths that begin with data."""
    inner = [path.removeprefix("data.") for path in expand if path.startswith("data.")]
    if len(inner) != len(expand):
        raise ApiError("What a list expands begins with data.", param="expand")
    return {**found, "data": [shown(change, thing, inner) for thing in found["data"]]}


def _expand(change: Change, thing: Thing, seen: Thing, path: str, param: str) -> None:
    field, _, rest = path.partition(".")
    if field in _EMBEDDED.get(thing["object"], {}):
        seen[field] = _EMBEDDED[thing["object"]][field](change, thing, rest)
        return
    kind = _LINKS.get(thing["object"], {}).get(field)
    if kind is None:
        raise ApiError(f"{field} of a {thing['object']} cannot be expanded.", param=param)
    if thing.get(field) is None:
        return
    name = thing[field]
    target = change.get(kind if kind != "*" else _kind_of(name), name)
    held = seen[field] if isinstance(seen[field], dict) else shown(change, target)
    seen[field] = held
    if rest:
        _expand(change, target, held, rest, param)


def _kind_of(name: str) -> str:
    return {"ch": "charge", "re": "refund", "dp": "dispute"}[name.partition("_")[0]]


def _lines(change: Change, session: Thing, rest: str) -> Thing:
    return page_of(
        session["_lines"], url=f"/v1/checkout/sessions/{session['id']}/line_items", limit=len(session["_lines"])
    )


def _refunds(change: Change, charge: Thing, rest: str) -> Thing:
    found = change.find("refund", "json_extract(body, '$.charge') = ?", [charge["id"]])
    expand = [rest.removeprefix("data.")] if rest else []
    held = page_of(found, url=f"/v1/charges/{charge['id']}/refunds", limit=10)
    return {**held, "data": [shown(change, refund, expand) for refund in held["data"]]}


_EMBEDDED: dict[str, dict[str, Any]] = {"checkout.session": {"line_items": _lines}, "charge": {"refunds": _refunds}}
