"""Folders that belong to the private server's user alone."""

import os
import stat
from pathlib import Path

from .errors import CannotStart
from .identity import nobody


def private_folder(path: Path, uid: int, gid: int) -> None:
    """Make `path` a 0700 folder of that user.

    Raises CannotStart when something there belongs to somebody else: below /tmp anybody may have put it.
    """
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in _may_be_ours(uid):
            raise CannotStart(
                f"{path} belongs to somebody else: remove it, or set STATE_DIR to another folder."
            ) from None
    _own(path, uid, gid)
    path.chmod(0o700)


def give_tree(path: Path, uid: int, gid: int) -> None:
    """Hand a folder with all it holds to that user, when it is not theirs yet (the project moved, or root took over).

    Raises CannotStart when this process may not.
    """
    owner = path.stat().st_uid
    if owner == uid:
        return
    if os.geteuid() != 0:
        raise CannotStart(
            f"The data in {path} belong to the user number {owner}: start as that user, "
            "or set STATE_DIR to a new folder."
        )
    for folder, _, files in os.walk(path, topdown=False):
        for name in files:
            os.chown(Path(folder) / name, uid, gid, follow_symlinks=False)
        os.chown(folder, uid, gid)


def _own(path: Path, uid: int, gid: int) -> None:
    found = path.stat()
    if (found.st_uid, found.st_gid) != (uid, gid) and os.geteuid() == 0:
        os.chown(path, uid, gid)


def _may_be_ours(owner: int) -> set[int]:
    """Users whose folder may be taken over: the server's, our own, and for root the one it gives its server to."""
    known = {owner, os.geteuid()}
    if os.geteuid() == 0:
        known |= {entry.pw_uid for entry in [nobody()] if entry}
    return known
