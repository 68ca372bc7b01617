"""Where the state folder is and at which address its private PostgreSQL answers: path arithmetic, no I/O."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
DATABASE_NAME = "taawon"
PORT = 5432  # names the socket file only: the private server never listens on TCP
# A socket's whole path must stay below 108 bytes on Linux; "/.s.PGSQL.5432.lock" takes 19 of them.
LONGEST_SOCKET_DIR = 80


def state_dir() -> Path:
    """The folder of everything this installation keeps: STATE_DIR, or var/ in the project."""
    return Path(os.environ.get("STATE_DIR") or PROJECT_DIR / "var").absolute()


def socket_dir(state_dir: Path) -> Path:
    """Folder of the server's socket; a short one below /tmp when the state folder's path is too long for a socket.

    Or when it has a comma, which libpq takes for the end of a host name.
    """
    state_dir = Path(os.path.abspath(state_dir))  # noqa: PTH100 - no I/O here, so links stay
    beside_data = state_dir / "postgresql" / "run"
    if len(os.fsencode(beside_data)) <= LONGEST_SOCKET_DIR and "," not in str(beside_data):
        return beside_data
    digest = hashlib.sha256(os.fsencode(state_dir)).hexdigest()[:16]
    return Path("/tmp") / f"taawon-{os.getuid()}-{digest}"  # noqa: S108 - made 0700 and its owner checked before use


def database_url(state_dir: Path, *, user: str, database: str) -> str:
    """A URL that libpq, psql and django-environ all understand: the socket folder travels as ?host=."""
    return f"postgres://{user}@/{database}?host={quote(str(socket_dir(state_dir)), safe='')}"


def private_database_url(state_dir: Path) -> str:
    """The application's address on the private server of this state folder."""
    return database_url(state_dir, user=DATABASE_NAME, database=DATABASE_NAME)
