"""Starting processes that cannot outlive us, and ending them with everything they started. Linux only."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .errors import CannotStart

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_libc = ctypes.CDLL(None, use_errno=True)


def require_linux() -> None:
    """Raises CannotStart where the kernel cannot end a child with its parent."""
    if not hasattr(_libc, "prctl"):
        raise CannotStart("This command needs Linux: elsewhere set DATABASE_URL and run the parts yourself.")


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """A preexec_fn: the kernel sends the child `death_signal` when we end, by kill -9 too.

    Must be the last thing before exec: a change of user clears the setting. The kernel watches the *thread* that
    forked, so start children from the main thread.
    """
    parent = os.getpid()

    def arrange() -> None:
        _checked(_libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0))
        if os.getppid() != parent:  # it ended between fork and prctl
            os._exit(1)

    return arrange


def enter_user_namespace(*, uid: int, gid: int) -> None:
    """Make this process see itself as `uid`, while the kernel still gives it the rights of its real user."""
    real_uid, real_gid = os.geteuid(), os.getegid()
    if real_uid == 0:
        os.setgroups([])
    _checked(_libc.unshare(_CLONE_NEWUSER))
    _write("/proc/self/setgroups", "deny")  # the kernel demands it before an unprivileged gid_map
    _write("/proc/self/uid_map", f"{uid} {real_uid} 1")
    _write("/proc/self/gid_map", f"{gid} {real_gid} 1")


def in_a_fork(question: Callable[[], int]) -> int:
    """The answer (0 to 254) that `question` gives in a forked process, 255 if it raised OSError there."""
    pid = os.fork()
    if pid == 0:
        code = 255
        try:
            code = question()
        except OSError:
            code = 255
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def has_ended(process: subprocess.Popen) -> bool:
    """Like poll(), but leaves an ended leader unreaped, so that its number still names its group."""
    if process.returncode is not None:
        return True
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def end_group(process: subprocess.Popen, *, first: signal.Signals, grace: float, hurry: Callable[[], bool]) -> int:
    """Stop the leader of a process group politely, then kill whatever is left of the group; returns its exit code.

    grace: seconds the leader has to end by itself; hurry() being true cuts them short.
    """
    if not has_ended(process):
        process.send_signal(first)
    deadline = time.monotonic() + grace
    while not has_ended(process) and time.monotonic() < deadline and not hurry():
        time.sleep(0.02)
    with suppress(ProcessLookupError):  # the leader was reaped earlier, and nobody is left in its group
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _write(path: str, text: str) -> None:
    Path(path).write_text(text)
