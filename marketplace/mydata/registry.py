"""The parts of a person's data, and the columns that are no part of it, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


class Hindered(Exception):
    """She cannot go yet. reasons: in the active language."""

    def __init__(self, reasons: list[str]):
        self.reasons = reasons
        super().__init__(reasons)


@dataclass(frozen=True)
class Part:
    """What one package keeps about a person.

    name: its key in the file that she gets.
    columns: "app.Model.field" that it answers for: each leads to a person.
    export: user -> what is kept of her, ready for JSON (decimals and moments are).
    erase: user -> None; runs in the transaction that closes her account, may raise Hindered. None where all is kept.
    kept: why some or all of it stays when she goes; empty when nothing does.
    hinders: user -> why she cannot go now, in the reader's language; empty when nothing does.
    last: the others find their rows by what this part forgets.
    """

    name: str
    columns: tuple[str, ...]
    export: Callable[[Any], object]
    erase: Callable[[Any], None] | None = None
    kept: str = ""
    hinders: Callable[[Any], list[str]] | None = None
    last: bool = False


_parts: dict[str, Part] = {}
_left_out: dict[str, str] = {}


def register(part: Part) -> None:
    """Declare a part. Raises ValueError for a name that is taken, and for a part that neither goes nor says why."""
    if part.erase is None and not part.kept:
        raise ValueError(f"the part {part.name!r} stays for ever and does not say why")
    if _parts.setdefault(part.name, part) != part:
        raise ValueError(f"the part {part.name!r} is registered twice")


def leave_out(columns: Iterable[str], *, reason: str) -> None:
    """Declare columns that look like a person's and are no part of her data."""
    _left_out.update(dict.fromkeys(columns, reason))


def parts() -> list[Part]:
    """All parts, by name."""
    return [_parts[name] for name in sorted(_parts)]


def spoken_of() -> dict[str, str]:
    """Every column that some package spoke of -> the part that answers for it, or the reason for leaving it out."""
    return {**{column: part.name for part in parts() for column in part.columns}, **_left_out}


def export_of(user: Any) -> dict[str, object]:
    """Everything that is kept about this person, by part."""
    return {part.name: part.export(user) for part in parts()}


def hinders_of(user: Any) -> list[str]:
    """Why this person's account cannot be closed now, in the active language."""
    return [reason for part in parts() if part.hinders for reason in part.hinders(user)]


def erase_of(user: Any) -> None:
    """Forget this person, part by part, in the caller's transaction."""
    for part in sorted(parts(), key=lambda part: part.last):
        if part.erase:
            part.erase(user)
