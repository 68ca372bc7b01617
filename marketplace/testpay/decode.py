"""Form encoding with brackets, as the library writes it: a[b][0][c]=1 becomes {"a": {"b": {"0": {"c": "1"}}}}."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from .errors import ApiError

_WORD = re.compile(r"\[([^\[\]]*)\]")
_WHOLE = re.compile(r"^[^\[\]]+(\[[^\[\]]*\])*$")


def decode(text: str) -> dict[str, Any]:
    """Nested dictionaries of strings; lists are left as dictionaries with numbers for keys.

    Raises ApiError for a name that is both a value and a dictionary, or whose brackets do not close.
    """
    found: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        _put(found, _steps(name), value, name)
    return found


def bracketed(path: tuple[str, ...]) -> str:
    """("a", "b", "0") as a[b][0], the name by which an error speaks of a parameter."""
    return path[0] + "".join(f"[{step}]" for step in path[1:]) if path else ""


def _steps(name: str) -> list[str]:
    if not _WHOLE.match(name):
        raise ApiError(f"The parameter name {name} cannot be read.", param=name)
    first, bracket, _ = name.partition("[")
    return [first, *(_WORD.findall(name) if bracket else [])]


def _put(into: dict[str, Any], steps: list[str], value: str, name: str) -> None:
    for step in steps[:-1]:
        into = into.setdefault(step or str(len(into)), {})
        if not isinstance(into, dict):
            raise ApiError(f"{name} is given both as a value and as an object.", param=name)
    last = steps[-1] or str(len(into))
    if isinstance(into.get(last), dict):
        raise ApiError(f"{name} is given both as a value and as an object.", param=name)
    into[last] = value
