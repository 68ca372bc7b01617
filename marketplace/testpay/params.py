"""Requests against the parameter types of the installed stripe library: names, nesting, literals, what is required.

Nothing here lists a parameter: the TypedDicts below stripe.params are read at run time, so a newer library brings its
own rules.
"""

from __future__ import annotations

import sys
import types
import typing
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module
from typing import Any, Literal, NamedTuple, Union

import typing_extensions
from stripe import RequestOptions

from .decode import bracketed
from .errors import ApiError

Path = tuple[str, ...]


class Fields(NamedTuple):
    hints: dict[str, Any]
    required: frozenset[str]


def check(given: dict[str, Any], name: str) -> dict[str, Any]:
    """The request's parameters with their types.

    name: of a TypedDict below stripe.params, such as "checkout.SessionCreateParams".
    Raises ApiError as Stripe does: parameter_unknown, parameter_missing, or words about a wrong type.
    """
    return _object(given, params_type(name), ())


@cache
def params_type(name: str) -> type:
    module, _, cls = f"stripe.params.{name}".rpartition(".")
    return getattr(import_module(module), cls)


@cache
def fields(cls: type) -> Fields:
    """What one TypedDict holds; options of the call itself (api_key and so on) never travel as parameters."""
    options = set(RequestOptions.__annotations__)
    # Only the class's own module can resolve its names, and inherited options would need another's.
    own = types.SimpleNamespace(
        __annotations__={name: hint for name, hint in cls.__annotations__.items() if name not in options}
    )
    hints = typing.get_type_hints(own, globalns=vars(sys.modules[cls.__module__]))
    return Fields(hints, frozenset(cls.__required_keys__) - options)


def _object(value: dict[str, Any], cls: type, path: Path) -> dict[str, Any]:
    known = fields(cls)
    for name in value:
        if name not in known.hints:
            where = bracketed((*path, name))
            raise ApiError(f"The parameter {where} is not known.", code="parameter_unknown", param=where)
    for name in known.required:
        if name not in value:
            where = bracketed((*path, name))
            raise ApiError(f"The parameter {where} is required.", code="parameter_missing", param=where)
    return {name: typed(one, known.hints[name], (*path, name)) for name, one in value.items()}


def typed(value: Any, hint: Any, path: Path) -> Any:
    """`value` as `hint` wants it. Raises ApiError when it cannot be."""
    if _is_union(hint):
        return _one_of(value, typing.get_args(hint), path)
    if isinstance(value, dict):
        return _nested(value, hint, path)
    if typing.get_origin(hint) is Literal:
        return _literal(value, typing.get_args(hint), path)
    return _scalar(value, hint, path)


def _is_union(hint: Any) -> bool:
    return typing.get_origin(hint) in (Union, types.UnionType)


def _one_of(value: Any, hints: tuple[Any, ...], path: Path) -> Any:
    """The first alternative that takes the value; its last refusal when none does.

    The library writes `Literal[...] | str` for a choice, lest an older copy of it stumble over a newer value; Stripe
    itself takes no other string, so beside a choice `str` counts for nothing.
    """
    refusal: ApiError | None = None
    choice = any(typing.get_origin(hint) is Literal and typing.get_args(hint) != ("",) for hint in hints)
    for hint in hints:
        if choice and hint is str:
            continue
        if hint is types.NoneType or _takes_objects(hint) != isinstance(value, dict):
            continue
        try:
            return typed(value, hint, path)
        except ApiError as error:
            refusal = error
    raise refusal or _wrong(path, "object" if any(map(_takes_objects, hints)) else "value")


def _takes_objects(hint: Any) -> bool:
    if _is_union(hint):
        return any(map(_takes_objects, typing.get_args(hint)))
    return typing.get_origin(hint) in (list, dict) or typing_extensions.is_typeddict(hint)


def _nested(value: dict[str, Any], hint: Any, path: Path) -> Any:
    if typing.get_origin(hint) is list:
        (item,) = typing.get_args(hint)
        return [typed(one, item, (*path, step)) for step, one in _in_order(value, path)]
    if typing.get_origin(hint) is dict:
        _, item = typing.get_args(hint)
        return {name: one if one == "" else typed(one, item, (*path, name)) for name, one in value.items()}
    if typing_extensions.is_typeddict(hint):
        return _object(value, hint, path)
    raise _wrong(path, getattr(hint, "__name__", "value"))


def _in_order(value: dict[str, Any], path: Path) -> list[tuple[str, Any]]:
    if not all(name.isascii() and name.isdigit() for name in value):
        raise _wrong(path, "array")
    return sorted(value.items(), key=lambda pair: int(pair[0]))


def _literal(value: str, allowed: tuple[Any, ...], path: Path) -> str:
    if value not in allowed:
        where = bracketed(path)
        raise ApiError(f"{where} must be one of {', '.join(map(repr, allowed))}, not '{value}'.", param=where)
    return value


def _scalar(value: str, hint: Any, path: Path) -> Any:
    if hint is str:
        if value == "":
            where = bracketed(path)
            raise ApiError(f"{where} is empty: leave it out.", code="parameter_invalid_empty", param=where)
        return value
    if hint is bool and value in ("true", "false"):
        return value == "true"
    if hint in (int, float, Decimal):
        return _number(value, hint, path)
    if hint is Any:
        return value
    raise _wrong(path, "object" if _takes_objects(hint) else getattr(hint, "__name__", "value"))


def _number(value: str, hint: type, path: Path) -> Any:
    try:
        if not value.isascii() or value != value.strip() or "_" in value:
            raise ValueError(value)
        return hint(value)
    except (ValueError, InvalidOperation):
        raise _wrong(path, "integer" if hint is int else "decimal") from None


def _wrong(path: Path, wanted: str) -> ApiError:
    where = bracketed(path)
    code = "parameter_invalid_integer" if wanted == "integer" else None
    return ApiError(f"{where} must be of type {wanted}.", param=where, code=code)
