"""The private PostgreSQL of a state folder: a child of this process, reachable through a socket only."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

import psycopg

from . import address
from .binaries import Binaries, find_binaries
from .checks import arabic_trigrams, database_ensure
from .errors import CannotStart, say
from .folders import give_tree, private_folder
from .identity import Identity, server_identity
from .leftovers import remove_lock_files, wait_for_servers
from .lock import StateLock, cannot_write, disk_full, make_state_dir
from .logs import keep_small, tail
from .process import die_with_parent, end_group, has_ended, require_linux

# With ctype C, pg_trgm would drop every Arabic letter; the builtin provider needs no locale of the machine.
_INITDB = ["--username=postgres", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
_INITDB += ["--locale=C", "--lc-ctype=C.UTF-8", "--auth-local=trust", "--auth-host=reject"]
# Seconds: recovery after a kill may take minutes, but a server that says it is ready answers soon.
_READY_CEILING = 900
_READY_BUT_SILENT = 20
_JOURNAL_FILE = 16 * 1024 * 1024  # bytes; with less room than this the server cannot begin the next one
_OUT_OF_SPACE = ("No space left on device", "Check free disk space")  # the second where a write was cut short


class PrivatePostgres:
    """start() and stop(), or a context manager. Data live in <state_dir>/postgresql/data.

    lock: a StateLock already held by the caller; without one, this takes its own.
    pause: called in every waiting loop with seconds to sleep; may raise to give up.
    """

    def __init__(
        self,
        state_dir: Path,
        *,
        lock: StateLock | None = None,
        say: Callable[[str], None] = say,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.state_dir = Path(os.path.abspath(state_dir))  # noqa: PTH100 - as socket_dir() sees it
        self.folder = self.state_dir / "postgresql"
        self.data_dir = self.folder / "data"
        self.socket_dir = address.socket_dir(self.state_dir)
        self.url = address.private_database_url(self.state_dir)
        self.log_path = self.state_dir / "log" / "postgresql.log"
        self._lent_lock, self._own_lock = lock, StateLock(self.state_dir)
        self._say, self._pause = say, pause
        self._process: subprocess.Popen | None = None
        self._log_start = 0
        self._refusal = ""

    def __enter__(self) -> "PrivatePostgres":
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the server and wait until it answers, making data folder, role and database where missing.

        Raises CannotStart with one sentence for everything that a person can put right.
        """
        require_linux()
        if self._lent_lock is None:
            self._own_lock.acquire()
        self._start_or_clean_up()

    def _start_or_clean_up(self) -> None:
        try:
            self._start()
        except OSError as error:
            self.stop()
            raise cannot_write(self.folder, error) from error
        except BaseException:
            self.stop()
            raise

    def stop(self, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """Fast shutdown: open connections are closed, everything committed is on the disk."""
        if self._process is not None:
            end_group(self._process, first=signal.SIGINT, grace=30, hurry=hurry)
            self._process = None
            if self.socket_dir.parent != self.folder:
                with suppress(OSError):  # not empty: the server was killed, and the next start takes the folder over
                    self.socket_dir.rmdir()
        self._own_lock.release()

    def alive(self) -> bool:
        return self._process is not None and not has_ended(self._process)

    def restart(self) -> None:
        """After the server died under us: start it again and let it recover."""
        if self._process is not None:
            end_group(self._process, first=signal.SIGINT, grace=0, hurry=lambda: True)
            self._process = None
        self._start_or_clean_up()

    def _start(self) -> None:
        binaries = find_binaries()
        make_state_dir(self.state_dir)
        for folder in (self.folder, self.log_path.parent):
            make_state_dir(folder)
        identity = server_identity(read=binaries.everything(), enter=[self.folder, self.socket_dir.parent])
        private_folder(self.socket_dir, identity.uid, identity.gid)
        self._settle_leftovers()
        if self.data_dir.is_dir():
            self._check_version(binaries)
            give_tree(self.data_dir, identity.uid, identity.gid)
        else:
            self._make_data(binaries, identity)
        self._run_server(binaries, identity)
        self._wait_until_ready()
        self._make_database()

    def _settle_leftovers(self) -> None:
        wait_for_servers(self.data_dir, say=self._say, pause=self._pause)
        remove_lock_files(self.data_dir, self.socket_dir)

    def _check_version(self, binaries: Binaries) -> None:
        made_by, ours = (self.data_dir / "PG_VERSION").read_text().strip(), binaries.major_version()
        if made_by != ours:
            raise CannotStart(
                f"The data in {self.data_dir} were made by PostgreSQL {made_by} and this is PostgreSQL {ours}: "
                "dump them with the old one and load them here, or set STATE_DIR to a new folder."
            )

    def _make_data(self, binaries: Binaries, identity: Identity) -> None:
        """initdb beside the final place, then a rename: a kill in between leaves nothing that looks finished."""
        unfinished = self.folder / "data.unfinished"
        wait_for_servers(unfinished, say=self._say, pause=self._pause)
        shutil.rmtree(unfinished, ignore_errors=True)
        private_folder(unfinished, identity.uid, identity.gid)
        self._say(f"Making the database folder {self.data_dir}...")
        process = self._spawn([binaries.initdb, *_INITDB, "-D", unfinished], identity, signal.SIGKILL, subprocess.PIPE)
        output = process.communicate()[0].decode(errors="replace")
        if process.returncode != 0:
            failure = self._failure("PostgreSQL could not make its data folder", output)
            shutil.rmtree(unfinished, ignore_errors=True)
            raise failure
        unfinished.rename(self.data_dir)

    def _run_server(self, binaries: Binaries, identity: Identity) -> None:
        quoted_socket_dir = '"' + str(self.socket_dir).replace('"', '""') + '"'
        command = [binaries.postgres, "-D", self.data_dir]
        for setting in (
            "listen_addresses=",
            f"unix_socket_directories={quoted_socket_dir}",
            "unix_socket_permissions=0700",
            f"port={address.PORT}",
            "timezone=UTC",
            "log_timezone=UTC",
        ):
            command += ["-c", setting]
        keep_small(self.log_path)
        with self.log_path.open("ab") as log:
            self._log_start = log.tell()
            # On our death a fast shutdown: the data are in order and the next start need not recover.
            self._process = self._spawn(command, identity, signal.SIGINT, log)

    def _spawn(
        self, command: list, identity: Identity, death_signal: signal.Signals, output: int | IO[bytes]
    ) -> subprocess.Popen[bytes]:
        set_death_signal = die_with_parent(death_signal)

        def last_steps() -> None:
            identity.before_exec()
            set_death_signal()

        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        try:
            return subprocess.Popen(
                command,
                cwd="/",  # ours may be closed to the server's user
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                umask=0o077,
                process_group=0,
                preexec_fn=last_steps,
                **identity.popen,
            )
        except subprocess.SubprocessError as error:
            raise CannotStart(f"PostgreSQL cannot be started as another user ({error}): set DATABASE_URL.") from error

    def _wait_until_ready(self) -> None:
        began = told = time.monotonic()
        recovering = False
        while not self._answers():
            now = time.monotonic()
            if not self.alive() or now - began > _READY_CEILING:
                raise self._failure("PostgreSQL did not start", self._new_log())
            if now - began > _READY_BUT_SILENT and "ready to accept connections" in self._new_log():
                raise self._failure("PostgreSQL runs but cannot be reached", self._refusal)
            if not recovering and "not properly shut down" in self._new_log():
                recovering, told = True, 0
            if now - told > 2:
                told = now
                what = "puts its data in order after an interrupted stop" if recovering else "is starting"
                self._say(f"PostgreSQL {what}: {now - began:.0f} s...")
            self._pause(0.05)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._admin_url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError as error:  # no socket yet, or "the database system is starting up"
            self._refusal = str(error)
            return False
        return True

    def _make_database(self) -> None:
        try:
            database_ensure(self._admin_url("postgres"), name=address.DATABASE_NAME, owner=address.DATABASE_NAME)
            good = arabic_trigrams(self._admin_url(address.DATABASE_NAME))
        except psycopg.Error as error:
            raise self._failure("PostgreSQL could not make the database", str(error)) from error
        if not good:
            raise CannotStart(f"The database in {self.data_dir} drops Arabic letters: set STATE_DIR to a new folder.")

    def _admin_url(self, database: str) -> str:
        return address.database_url(self.state_dir, user="postgres", database=database)

    def _new_log(self) -> str:
        return tail(self.log_path, start=self._log_start)

    def _failure(self, what: str, output: str) -> CannotStart:
        if any(words in output for words in _OUT_OF_SPACE) or shutil.disk_usage(self.state_dir).free < _JOURNAL_FILE:
            return disk_full(self.state_dir)
        telling = [line for line in output.splitlines() if "FATAL" in line or "PANIC" in line or "error:" in line]
        last = (telling or output.strip().splitlines() or ["no reason given"])[-1].strip()
        return CannotStart(f"{what}: {last} (see {self.log_path}).")
