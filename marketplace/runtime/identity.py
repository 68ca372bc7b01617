"""As whom the private PostgreSQL runs: it refuses to be root, and wants a user that has a name."""

import os
import pwd
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import CannotStart
from .process import enter_user_namespace, in_a_fork


@dataclass(frozen=True)
class Identity:
    """uid, gid: owner of the server's files, as seen from outside. How the child becomes that user: see `popen`."""

    uid: int
    gid: int
    popen: dict[str, Any]
    before_exec: Callable[[], None]


def server_identity(*, read: Iterable[Path], enter: Iterable[Path]) -> Identity:
    """Decide as whom the server can run, given the existing files and folders that it must read or pass through.

    Raises CannotStart when no way is left.
    """
    uid = os.geteuid()
    if uid != 0:
        return _itself() if _has_name(uid) else _mapped(f"the user number {uid} has no name on this machine")
    user = nobody()
    barrier = _first_barrier(user, _steps(read, enter)) if user else Path("/etc/passwd")
    if user and barrier is None:
        return Identity(
            uid=user.pw_uid,
            gid=user.pw_gid,
            popen={"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []},
            before_exec=lambda: None,
        )
    return _mapped(f"it refuses to run as root, and the user nobody may not enter {barrier}")


def _itself() -> Identity:
    return Identity(uid=os.geteuid(), gid=os.getegid(), popen={}, before_exec=lambda: None)


def _mapped(why: str) -> Identity:
    """The server keeps our rights (so that it reaches what only we may reach) but believes to be nobody."""
    user = nobody()
    if user is None or in_a_fork(lambda: _become_mapped(user)) != 0:
        raise CannotStart(
            f"PostgreSQL cannot be started: {why}, and this machine refuses user namespaces; "
            "put the project and STATE_DIR in folders that everybody may enter, or set DATABASE_URL."
        )

    def before_exec() -> None:
        _become_mapped(user)

    return Identity(uid=os.geteuid(), gid=os.getegid(), popen={}, before_exec=before_exec)


def _become_mapped(user: pwd.struct_passwd) -> int:
    enter_user_namespace(uid=user.pw_uid, gid=user.pw_gid)
    return 0


def nobody() -> pwd.struct_passwd | None:
    """The unprivileged user that every Linux has."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        return None


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _steps(read: Iterable[Path], enter: Iterable[Path]) -> dict[Path, int]:
    """Every path with the access it needs, from the root down."""
    steps: dict[Path, int] = {}
    for path in (*read, *enter):
        steps.update(dict.fromkeys(reversed(path.resolve().parents), os.X_OK))
    steps |= {path.resolve(): os.X_OK for path in enter}
    return steps | {path.resolve(): os.R_OK | (os.X_OK if os.access(path, os.X_OK) else 0) for path in read}


def _first_barrier(user: pwd.struct_passwd, steps: dict[Path, int]) -> Path | None:
    """The first path that `user` may not use as needed; tried out as that user."""
    tried = [*steps.items()][:250]

    def first_refused() -> int:
        os.setgroups([])
        os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
        os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
        refused = (number for number, (path, how) in enumerate(tried, start=1) if not os.access(path, how))
        return next(refused, 0)

    answer = in_a_fork(first_refused)
    if answer == 0:
        return None
    return tried[answer - 1][0] if answer <= len(tried) else Path("/")
