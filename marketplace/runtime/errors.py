"""What the start-up code tells people."""

import sys


class CannotStart(Exception):
    """Something outside the program must be put right first; the message is one sentence for the person who starts."""


def say(line: str) -> None:
    """One line of progress on the terminal; standard error, so that a command's own output stays clean."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is the terminal's line
