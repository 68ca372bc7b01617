"""How events reach the market: at once, late, twice, shuffled, or never; told by the tests, drawn from a seed."""

from __future__ import annotations

import json
import random
import time
from typing import Any, Literal, NamedTuple

from .errors import ApiError
from .state import Change

Mode = Literal["now", "late", "twice", "shuffled", "never"]
MODES = ("now", "late", "twice", "shuffled", "never")


class Delivery(NamedTuple):
    mode: str
    state: Literal["waiting", "never"]
    due: float  # seconds since the epoch


class Rule(NamedTuple):
    """event: a type, or * for all. seconds: how late, or the span in which they are shuffled."""

    mode: str
    event: str = "*"
    seconds: float = 2.0
    probability: float = 1.0
    seed: int = 0


def modes_set(change: Change, rules: list[dict[str, Any]]) -> None:
    """From now on these rules decide: the first that names the event and whose draw hits; else at once.

    Raises ApiError for a rule that cannot be read.
    """
    try:
        read = [Rule(**rule) for rule in rules]
    except TypeError as error:
        raise ApiError(f"A rule cannot be read: {error}.") from error
    for rule in read:
        if rule.mode not in MODES:
            raise ApiError(f"mode must be one of {', '.join(MODES)}, not {rule.mode!r}.", param="mode")
    remember(change, "rules", [rule._asdict() for rule in read])
    remember(change, "drawn", 0)


def planned(change: Change, kind: str) -> list[Delivery]:
    """What will be delivered of an event of this kind."""
    now, drawn = time.time(), recalled(change, "drawn", 0)
    remember(change, "drawn", drawn + 1)
    for number, given in enumerate(recalled(change, "rules", [])):
        rule = Rule(**given)
        draw = random.Random(f"{rule.seed}:{number}:{drawn}")  # noqa: S311 - repeatable on purpose, no secret
        if rule.event in ("*", kind) and draw.random() < rule.probability:
            return _by(rule, draw, now)
    return [Delivery("now", "waiting", now)]


def _by(rule: Rule, draw: random.Random, now: float) -> list[Delivery]:
    if rule.mode == "never":
        return [Delivery("never", "never", now)]
    if rule.mode == "late":
        return [Delivery("late", "waiting", now + rule.seconds)]
    if rule.mode == "shuffled":
        return [Delivery("shuffled", "waiting", now + draw.random() * rule.seconds)]
    copies = 2 if rule.mode == "twice" else 1
    return [Delivery(rule.mode, "waiting", now)] * copies


def remember(change: Change, name: str, value: object) -> None:
    change.execute("INSERT OR REPLACE INTO told (name, value) VALUES (?, ?)", [name, json.dumps(value)])


def recalled(change: Change, name: str, default: Any) -> Any:
    row = change.execute("SELECT value FROM told WHERE name = ?", [name]).fetchone()
    return json.loads(row["value"]) if row else default
