"""Lists as Stripe pages them: newest first, by limit and a cursor."""

from __future__ import annotations

from typing import Any

from .errors import ApiError
from .state import Change, Thing

_PAGING = {"limit", "starting_after", "ending_before", "created", "types", "expand"}
_COMPARED = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def page_of(found: list[Thing], *, url: str, limit: int) -> Thing:
    return {"object": "list", "url": url, "has_more": len(found) > limit, "data": found[:limit]}


def listed(change: Change, kind: str, params: dict[str, Any], *, url: str, by: tuple[str, ...]) -> Thing:
    """One page of the things of a kind. by: fields that the request may filter by."""
    for name in params.keys() - _PAGING - {*by}:
        raise ApiError(f"Stripe can filter by {name}, but this test server does not play it.", param=name)
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise ApiError("limit must be from 1 to 100.", param="limit")
    wheres, values = _filters(params, by)
    backwards = "ending_before" in params
    for name, sign in (("starting_after", "<"), ("ending_before", ">")):
        if name in params:
            wheres.append(f"seq {sign} ?")
            values.append(_position(change, kind, params[name], name))
    tail = f"ORDER BY seq {'ASC' if backwards else 'DESC'} LIMIT {limit + 1}"
    page = page_of(change.find(kind, " AND ".join(wheres) or "1", values, tail), url=url, limit=limit)
    return {**page, "data": page["data"][::-1]} if backwards else page


def _filters(params: dict[str, Any], by: tuple[str, ...]) -> tuple[list[str], list[Any]]:
    wheres, values = [], []
    for name in by:
        if name in params:
            wheres.append(f"json_extract(body, '$.{name}') = ?")
            values.append(params[name])
    created = params.get("created", {})
    for sign, value in created.items() if isinstance(created, dict) else [("", created)]:
        wheres.append(f"json_extract(body, '$.created') {_COMPARED.get(sign, '=')} ?")
        values.append(value)
    if kinds := params.get("types"):
        wheres.append(f"json_extract(body, '$.type') IN ({', '.join('?' * len(kinds))})")
        values += kinds
    return wheres, values


def _position(change: Change, kind: str, name: str, param: str) -> int:
    row = change.execute("SELECT seq FROM thing WHERE id = ? AND kind = ?", [name, kind]).fetchone()
    if row is None:
        raise ApiError(f"No such {kind}: '{name}'", code="resource_missing", param=param)
    return row["seq"]
