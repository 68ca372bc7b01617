"""One program at a time in a state folder."""

import errno
import fcntl
import os
from pathlib import Path

from .errors import CannotStart


def make_state_dir(state_dir: Path) -> None:
    """Create the folder if it is missing, such that other users may pass through it but not list it.

    Raises CannotStart when it cannot be made.
    """
    try:
        if not state_dir.is_dir():
            state_dir.mkdir(parents=True, exist_ok=True)
            state_dir.chmod(0o711)  # root's PostgreSQL runs as another user, whose own folders are 0700
    except OSError as error:
        raise cannot_write(state_dir, error) from error


def cannot_write(path: Path, error: OSError) -> CannotStart:
    """The sentence for a folder in which nothing can be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path)
    return CannotStart(
        f"Cannot write in {path} ({error.strerror}): give this user the right to, or set STATE_DIR to another folder."
    )


def disk_full(path: Path) -> CannotStart:
    """The sentence for a disk without room."""
    return CannotStart(f"The disk that holds {path} is full: make room there, or set STATE_DIR to a folder elsewhere.")


class StateLock:
    """Holds a state folder for this process; the kernel lets go of it when the process ends, however it ends."""

    def __init__(self, state_dir: Path) -> None:
        self.state_dir = state_dir
        self._file: int | None = None

    def __enter__(self) -> "StateLock":
        self.acquire()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.release()

    def acquire(self) -> None:
        """Raises CannotStart when another process holds the folder."""
        make_state_dir(self.state_dir)
        try:
            file = os.open(self.state_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise cannot_write(self.state_dir, error) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(file, 32).decode().strip() or "unknown"
            os.close(file)
            raise CannotStart(
                f"The state folder {self.state_dir} is in use by process {holder}: stop that one first, "
                "or set STATE_DIR to another folder."
            ) from error
        self._file = file
        self._sign(file)

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _sign(self, file: int) -> None:
        try:
            os.ftruncate(file, 0)
            os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            self.release()
            raise cannot_write(self.state_dir, error) from error
