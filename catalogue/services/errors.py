"""What can be wrong with a move of a listing."""

from __future__ import annotations

from collections.abc import Iterable


class WrongState(Exception):
    """The listing, or the change to it, is not where this move starts from. state: where it is."""

    def __init__(self, state: str):
        self.state = state
        super().__init__(state)


class Stale(Exception):
    """It has been changed since it was looked at: it wants another look before anybody decides."""


class Incomplete(Exception):
    """Something is missing before it can be submitted. missing: codes of catalogue.completeness."""

    def __init__(self, missing: Iterable[str]):
        self.missing = list(missing)
        super().__init__(", ".join(self.missing))


class UnknownColumn(ValueError):
    """Nobody may change this of a listing."""
