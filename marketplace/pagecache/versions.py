"""Versions of what pages show. A page is kept with the versions of its time; once one has changed, it is old.

Nothing is ever deleted: a change that shoppers see gives a name a new version, after its commit, in the cache that all
processes share, and whatever was kept under the old one is never asked for again. A version is random, so that one
that the cache has lost comes back as another: it cannot bring old pages back to life.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial

from django.core.cache import cache
from django.db import connection

from marketplace import jobs

from .shared import ask, tell

# Everything that any list shows: whatever a shopper sees, wherever, changes it.
CATALOGUE = "catalogue"
# What every page of a cooperative shows beside its own: categories, towns, carriers.
MARKET = "market"


_told: ContextVar[dict[str, str] | None] = ContextVar("versions_told", default=None)


def of_cooperative(cooperative_id: int) -> str:
    """Name of what the pages of one cooperative and of its listings show."""
    return f"cooperative-{cooperative_id}"


def version(name: str) -> str:
    """The present version of a name; while the cache is away, one that nobody else has."""
    found = versions((name,))
    return found[name] if found else _new()


def versions(names: Iterable[str]) -> dict[str, str] | None:
    """The present version of each name, in one question; None while the cache is away."""
    wanted = {_key(name): name for name in names}
    return ask(partial(_read, wanted))


@contextmanager
def asked_once() -> Iterator[None]:
    """While one request is answered, what `versions_told` was told holds: its page is as new as its first question."""
    token = _told.set({})
    try:
        yield
    finally:
        _told.reset(token)


def versions_told(names: Iterable[str]) -> dict[str, str] | None:
    """As `versions`, but each name is asked for once in a request. Never to find out what changed meanwhile.

    Inside a transaction nothing is asked, for its locks would wait for the answer: None unless all was told before it.
    """
    wanted, told = set(names), _told.get()
    told = {} if told is None else told
    if missing := wanted - told.keys():
        found = None if connection.in_atomic_block else versions(missing)
        if found is None:
            return None
        told |= found
    return {name: told[name] for name in wanted}


def bump(*names: str) -> None:
    """Give these names a new version after the commit; not when the transaction, or its savepoint, is rolled back."""
    for name in names:
        jobs.once_on_commit(_bumper(name))


def is_changing() -> bool:
    """Whether this transaction has written what pages show: what was read before it is not what it reads itself."""
    return any(getattr(call, "func", None) is _write for _savepoints, call, *_robust in connection.run_on_commit)


def _read(wanted: dict[str, str]) -> dict[str, str]:
    found = cache.get_many(wanted)
    for key in wanted.keys() - found.keys():
        # Whoever comes first says it; the others read what she said.
        cache.add(key, _new(), None)
        found[key] = cache.get(key) or _new()
    return {wanted[key]: value for key, value in found.items()}


@lru_cache(maxsize=10_000)
def _bumper(name: str) -> partial:
    """One and the same for a name, so that a transaction asks for it once."""
    return partial(_write, name)


def _write(name: str) -> None:
    if told := _told.get():
        told.pop(name, None)
    # Tried whatever the cache did before. Should it fail, a page that is kept there may be shown until it is too old
    # anyway (pages.CEILING).
    tell(partial(cache.set, _key(name), _new(), None))


def _key(name: str) -> str:
    return f"version-{name}"


def _new() -> str:
    return secrets.token_hex(8)
