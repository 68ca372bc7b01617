"""Log files of the parts: kept small, read as they grow, their errors picked out for the terminal."""

import re
import shutil
from pathlib import Path

LARGEST = 20_000_000  # bytes; one older file of that size is kept beside it
_ERROR = re.compile(r"\b(ERROR|CRITICAL|FATAL|PANIC)\b")
_TRACEBACK = "Traceback (most recent call last):"


def keep_small(path: Path) -> None:
    """Move a large log aside by copying: a program that is writing to it goes on at the start of the same file."""
    if path.is_file() and path.stat().st_size > LARGEST:
        shutil.copyfile(path, path.with_name(path.name + ".1"))
        with path.open("r+b") as file:
            file.truncate(0)


def tail(path: Path, *, start: int = 0, most: int = 100_000) -> str:
    """The end of a log: at most `most` bytes, and nothing before the byte `start`."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(min(start, size), size - most))
        return file.read().decode(errors="replace")


class GrowingLog:
    """Reads what others append to a file, and says which of its lines report errors."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()
        self.position = path.stat().st_size
        self._rest = b""
        self._in_traceback = False

    def new_errors(self) -> list[str]:
        """Error lines and tracebacks added since the last call."""
        return [line for line in self._new_lines() if self._reports_error(line)]

    def _new_lines(self) -> list[str]:
        size = self.path.stat().st_size
        if size < self.position:  # moved aside meanwhile
            self.position, self._rest = 0, b""
        with self.path.open("rb") as file:
            file.seek(self.position)
            *lines, self._rest = (self._rest + file.read()).split(b"\n")
            self.position = file.tell()
        return [line.decode(errors="replace") for line in lines]

    def _reports_error(self, line: str) -> bool:
        if line.startswith(_TRACEBACK):
            self._in_traceback = True
        elif self._in_traceback and not line.startswith((" ", "\t")):
            self._in_traceback = False  # the line that names the exception closes the traceback
            return True
        return self._in_traceback or _ERROR.search(line) is not None
